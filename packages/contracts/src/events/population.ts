import { type Static, Type } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { CalendarDate, Distances, Id, KindergartenId, Language, nullable } from '../primitives.ts';

/*
 * What notification tells of the population. Nothing here names anybody: people are ids, and what a service needs to
 * reach a registry or fill in a list (identity number, name, address) travels sealed, readable only with the
 * identity key. Whether somebody's address is protected is itself confidential: it is inside the sealed part.
 */

/** What lies inside `sealedIdentity` once it is opened. */
export const Identity = Type.Object(
  {
    nationalId: Type.String(),
    name: Type.String(),
    /** Null when it is missing or must not be shown. */
    address: nullable(Type.Object({ line: Type.String(), postalCode: Type.String(), town: Type.String() })),
    addressConfidential: Type.Boolean(),
    /** The name in the two parts that lists to the state want; without them the last word is the family name. */
    givenNames: Type.Optional(Type.String()),
    familyName: Type.Optional(Type.String()),
    /**
     * The strictest protection (strengt fortrolig): the person is left out of every list. Where a confidential address
     * comes without this, the person is left out too, and reported to the kommune as a number.
     */
    strictlyConfidential: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type Identity = Static<typeof Identity>;

/** A child of admission age lives here, or something about its family has changed. The newest version holds. */
export const childRegistered = defineEvent(
  'child.registered',
  Type.Object(
    {
      childId: Id,
      bornOn: CalendarDate,
      /** Those who hold parental responsibility, as one family: one lot, and siblings are those who share it. */
      familyId: Id,
      /** Those who live at the child's registered address; fees are decided for them together. */
      householdId: Id,
      adults: Type.Array(
        Type.Object({ personId: Id, sealedIdentity: Type.String() }, { additionalProperties: false }),
      ),
      sealedIdentity: Type.String(),
    },
    { additionalProperties: false },
  ),
  ['intake', 'allocation', 'fee-reduction', 'integration'],
);

/** A child is no longer one of ours: moved out of the kommune, dead, or grown past school start. */
export const childLeft = defineEvent(
  'child.left',
  Type.Object(
    {
      childId: Id,
      reason: Type.Enum(['moved', 'died', 'emigrated', 'merged']),
      leftOn: CalendarDate,
    },
    { additionalProperties: false },
  ),
  ['intake', 'allocation', 'fee-reduction', 'integration'],
);

/** A pre-filled application lies ready for a family. Whoever answers it has applied. */
export const invitationCreated = defineEvent(
  'invitation.created',
  Type.Object(
    {
      invitationId: Id,
      roundId: Id,
      childId: Id,
      familyId: Id,
      bornOn: CalendarDate,
      reason: Type.Enum(['right-to-place', 'without-place', 'wants-transfer', 'newcomer']),
      /** Right to a place (barnehageloven § 16) seen from the register; undecided goes to a person. */
      right: Type.Object(
        { outcome: Type.Enum(['fulfilled', 'not-fulfilled', 'undecided']), by: nullable(CalendarDate) },
        { additionalProperties: false },
      ),
      proposedStartOn: CalendarDate,
      /** Nearest suitable kindergartens first. Distance is null where it could reveal an address. */
      proposedWishes: Type.Array(
        Type.Object(
          { kindergartenId: KindergartenId, distanceM: nullable(Type.Integer({ minimum: 0 })) },
          { additionalProperties: false },
        ),
      ),
      /** Metres to every kindergarten that may be wished for; empty where it could reveal an address. */
      distances: Distances,
      language: Language,
      expiresAt: Type.String({ format: 'date-time' }),
      /** Whose links open it now; the newest version holds. A link of anybody else is dead, whenever it was made. */
      guardians: Type.Array(Id),
      /** Whether one of them is enough, or each must answer (delt bosted). */
      answers: Type.Enum(['one-decides', 'all-must-answer']),
    },
    { additionalProperties: false },
  ),
  ['intake'],
);

/**
 * Who may act for a child has changed since links were first sent: somebody is blocked, has lost parental
 * responsibility, or may act again. The newest version holds, for links made before too. Of a child that this was
 * never told of, every link lives until it expires.
 */
export const linkHoldersChanged = defineEvent(
  'link-holders.changed',
  Type.Object({ childId: Id, guardians: Type.Array(Id) }, { additionalProperties: false }),
  ['allocation', 'fee-reduction'],
);
