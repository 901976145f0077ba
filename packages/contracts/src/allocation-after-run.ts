import { type Static, Type } from 'typebox';
import { CalendarDate, DaysPerWeek, Id, KindergartenId, nullable } from './primitives.ts';

const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });

const Weekdays = Type.Array(Type.Enum(['mon', 'tue', 'wed', 'thu', 'fri']), {
  minItems: 1,
  maxItems: 4,
  uniqueItems: true,
});
const Consent = Type.Enum(['in-writing', 'in-person', 'by-telephone'], {
  description: 'How the family said yes',
});

const PairedChild = Type.Object(
  {
    applicationId: Id,
    daysPerWeek: DaysPerWeek,
    weekdays: Weekdays,
    consent: nullable(Consent),
  },
  closed,
);

/** Two part-time children, each on a whole place, who could share one. */
export const Pairing = Type.Object(
  {
    pairingId: Id,
    runId: Id,
    kindergartenId: KindergartenId,
    band: Type.Enum(['small', 'large']),
    children: Type.Tuple([PairedChild, PairedChild], {
      description: 'In a proposal the weekdays are one way to divide the week; the families choose',
    }),
    frees: Type.Object(
      { places: Type.Integer({ minimum: 1, maximum: 1 }), from: nullable(CalendarDate) },
      { ...closed, description: 'A whole place of the age band, from when both are there' },
    ),
    state: Type.Enum(['proposed', 'not-now', 'recorded', 'agreed'], {
      description:
        'not-now: one of the two has no place there – not answered yet, turned down, ended – or shares with another',
    }),
  },
  { $id: 'Pairing', ...closed },
);
export type Pairing = Static<typeof Pairing>;
export const Pairings = Type.Object({ pairings: Type.Array(Pairing) }, { $id: 'Pairings', ...closed });

const Agreeing = Type.Object({ applicationId: Id, weekdays: Weekdays, consent: Consent }, closed);
export const RecordPairing = Type.Object(
  {
    children: Type.Tuple([Agreeing, Agreeing]),
    reason: Type.Enum(['families-asked', 'kommune-asked'], { description: 'Whose idea it was' }),
  },
  { $id: 'RecordPairing', ...closed },
);
export type RecordPairing = Static<typeof RecordPairing>;

/** How far the solver may go. It counts work, not time: the same question gets the same answer. */
export const AskProof = Type.Object(
  {
    mostChildren: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000 })),
    work: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { $id: 'AskProof', ...closed },
);
export type AskProof = Static<typeof AskProof>;

const Verdict = Type.Enum(['nothing-better', 'better', 'undecided']);

/** What the exact solver says of a run, without the result that it found. */
export const ProofSummary = Type.Object(
  {
    solver: Type.String(),
    components: Type.Array(
      Type.Object(
        {
          families: Type.Array(Type.String(), { description: 'Left with a claim by the run' }),
          children: Count,
          kindergartens: Count,
          verdict: Verdict,
          because: nullable(Type.Enum(['budget', 'too-many-children', 'seats', 'not-confirmed'])),
          left: nullable(
            Type.Array(Type.String(), { description: 'Still left with a claim in what was found' }),
          ),
          fewest: nullable(Type.Boolean({ description: 'Proved that fewer is impossible' })),
          moves: Type.Array(
            Type.Object(
              {
                applicationId: Id,
                from: nullable(KindergartenId),
                to: nullable(KindergartenId),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    better: nullable(
      Type.Object(
        { deviations: Count, placed: Count, certificateHash: Type.String() },
        { ...closed, description: 'What was found; the checker calls it VALID' },
      ),
    ),
  },
  closed,
);
export type ProofSummary = Static<typeof ProofSummary>;

export const RunProof = Type.Object(
  {
    runId: Id,
    status: Type.Enum(['asked', 'answered']),
    budget: Type.Object({ mostChildren: Type.Integer(), work: Type.Integer() }, closed),
    verdict: nullable(Verdict),
    proof: nullable(ProofSummary),
  },
  { $id: 'RunProof', ...closed },
);
export type RunProof = Static<typeof RunProof>;
