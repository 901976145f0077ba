import { type Static, Type } from 'typebox';
import { BylawsDocument } from '../bylaws.ts';
import { defineEvent } from '../event-definition.ts';
import {
  CalendarDate,
  DaysPerWeek,
  Distances,
  Id,
  Instant,
  KindergartenId,
  KindergartenYear,
  nullable,
} from '../primitives.ts';

/** No kindergarten comes near it. */
const mostPlaces = 10_000;

/** Places for the young (counting double in staff and space) and for the older children. */
export const Capacity = Type.Object(
  {
    small: Type.Integer({ minimum: 0, maximum: mostPlaces }),
    large: Type.Integer({ minimum: 0, maximum: mostPlaces }),
  },
  { additionalProperties: false },
);

/**
 * The bands may use each other's places, in this order. The minimum of the band that goes second is kept free for it
 * whatever the first needs; the first is served before the other, so its own minimum holds nothing back.
 */
export const Conversion = Type.Object(
  {
    order: Type.Array(Type.Enum(['small', 'large']), { minItems: 2, maxItems: 2, uniqueItems: true }),
    minimum: Capacity,
  },
  { additionalProperties: false },
);
export type Conversion = Static<typeof Conversion>;

/** A kindergarten is new, or its places, prices or state have changed. The newest version holds. */
export const kindergartenChanged = defineEvent(
  'kindergarten.changed',
  Type.Object(
    {
      kindergartenId: KindergartenId,
      name: Type.String(),
      ownership: Type.Enum(['municipal', 'private']),
      form: Type.Enum(['ordinary', 'family', 'open']),
      ownerName: Type.String(),
      position: nullable(
        Type.Object({ lat: Type.Number(), lon: Type.Number() }, { additionalProperties: false }),
      ),
      minAge: Type.Integer({ minimum: 0 }),
      maxAge: Type.Integer({ minimum: 0 }),
      capacity: Capacity,
      /** Null: the owner does not let the bands use each other's places. */
      conversion: nullable(Conversion),
      profile: nullable(Type.String()),
      monthlyPriceNok: Type.Integer({ minimum: 0 }),
      monthlyFoodNok: Type.Integer({ minimum: 0 }),
      /** Agreed hours a week of a full-time place. */
      fullTimeHours: Type.Number({ minimum: 1, maximum: 60 }),
      active: Type.Boolean(),
    },
    { additionalProperties: false },
  ),
  ['notification', 'allocation', 'fee-reduction', 'integration'],
);

/** New admission criteria hold in the kommune. The whole document each time: the newest holds. */
export const bylawsAdopted = defineEvent(
  'bylaws.adopted',
  Type.Object({ bylawsId: Id, document: BylawsDocument }, { additionalProperties: false }),
  ['allocation'],
);

/** An admission round is open. The lot's seed is fixed now and only its hash is shown until the deadline has passed. */
export const roundOpened = defineEvent(
  'round.opened',
  Type.Object(
    {
      roundId: Id,
      kind: Type.Enum(['main', 'rolling']),
      kindergartenYear: KindergartenYear,
      opensAt: Instant,
      deadlineAt: Instant,
      lotCommitment: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    },
    { additionalProperties: false },
  ),
  ['notification', 'allocation', 'integration'],
);

/** A family has applied, or changed its application. The newest version holds. */
export const applicationSubmitted = defineEvent(
  'application.submitted',
  Type.Object(
    {
      applicationId: Id,
      roundId: Id,
      invitationId: nullable(Id),
      childId: Id,
      familyId: Id,
      bornOn: CalendarDate,
      startOn: CalendarDate,
      daysPerWeek: DaysPerWeek,
      wishes: Type.Array(KindergartenId, { minItems: 1, uniqueItems: true }),
      distances: Distances,
      together: Type.Enum(['required', 'preferred', 'independent']),
      rightToPlace: Type.Boolean(),
      /** A legally protected priority (barnehageloven § 18) that a person has confirmed; never says which. */
      statutoryPriority: Type.Boolean(),
      submittedAt: Instant,
      /** After the deadline: takes part in rolling admission, without the appeal rights of the main round. */
      late: Type.Boolean(),
    },
    { additionalProperties: false },
  ),
  ['notification', 'allocation', 'integration'],
);

/**
 * One of several guardians who decide together has answered: the others are to be reminded, or all told that their
 * answers differ. The newest version holds.
 */
export const guardianAnswered = defineEvent(
  'guardian.answered',
  Type.Object(
    {
      invitationId: Id,
      roundId: Id,
      childId: Id,
      status: Type.Enum(['applied', 'waits-for-other', 'answers-differ']),
      answered: Type.Array(Id),
      waitsFor: Type.Array(Id),
    },
    { additionalProperties: false },
  ),
  ['notification'],
);

export const applicationWithdrawn = defineEvent(
  'application.withdrawn',
  Type.Object(
    { applicationId: Id, roundId: Id, childId: Id, invitationId: nullable(Id) },
    { additionalProperties: false },
  ),
  ['notification', 'allocation', 'integration'],
);

/** The deadline has passed. Allocation may run when it holds exactly these applications. */
export const roundClosed = defineEvent(
  'round.closed',
  Type.Object(
    {
      roundId: Id,
      applications: Type.Integer({ minimum: 0 }),
      /** SHA-256 over "applicationId:version" lines in order of id. */
      checksum: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      lotSeed: Type.String(),
    },
    { additionalProperties: false },
  ),
  ['notification', 'allocation', 'integration'],
);
