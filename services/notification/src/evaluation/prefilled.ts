import { CalendarDate, Distances, Id, Instant, KindergartenId, Language, nullable } from '@opptak/contracts';
import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;

/** A pre-filled application as it is kept, sealed: what was told of it, and where each part is from. */
export const Prefilled = Type.Object(
  {
    childName: nullable(Type.String()),
    bornOn: CalendarDate,
    guardians: Type.Array(Type.Object({ personId: Id, name: nullable(Type.String()) }, closed)),
    siblings: Type.Array(
      Type.Object({ name: nullable(Type.String()), bornOn: nullable(CalendarDate) }, closed),
    ),
    address: nullable(
      Type.Object({ line: Type.String(), postalCode: Type.String(), town: Type.String() }, closed),
    ),
    right: Type.Object(
      {
        outcome: Type.Enum(['fulfilled', 'not-fulfilled', 'undecided']),
        by: nullable(CalendarDate),
      },
      closed,
    ),
    proposedStartOn: CalendarDate,
    wishes: Type.Array(
      Type.Object(
        { kindergartenId: KindergartenId, distanceM: nullable(Type.Integer({ minimum: 0 })) },
        closed,
      ),
    ),
    distances: Distances,
    language: Language,
    registerReadAt: Instant,
    positionFoundAt: nullable(Instant),
    /** Everybody who decides must answer. */
    answers: Type.Enum(['one-decides', 'all-must-answer']),
  },
  closed,
);
export type Prefilled = Static<typeof Prefilled>;
