import { type Static, Type } from 'typebox';
import { CalendarDate, DaysPerWeek, Id, Instant, KindergartenId, nullable } from './primitives.ts';

const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });

export const StartRun = Type.Object({ roundId: Id }, { $id: 'StartRun', ...closed });
export const RunStep = Type.Object({}, { $id: 'RunStep', ...closed });

export const Run = Type.Object(
  {
    runId: Id,
    roundId: Id,
    kind: Type.Enum(['main', 'refill']),
    status: Type.Enum(
      ['freezing', 'planned', 'computed', 'approved', 'publishing', 'published', 'discarded'],
      {
        description:
          'Freezing, planned (it is allocated) and publishing go on by themselves; computed and approved wait for people',
      },
    ),
    progressPercent: Type.Integer({
      minimum: 0,
      maximum: 100,
      description: 'Of the step that goes on: allocating or publishing',
    }),
    discardedBecause: nullable(
      Type.String({ description: 'The refusal that the freezing met, when no person put the run aside' }),
    ),
    inputSha256: nullable(Type.String()),
    verdict: nullable(Type.Enum(['VALID', 'INVALID'], { description: 'What the independent checker says' })),
    violations: Count,
    applicants: nullable(Count),
    placed: nullable(
      Type.Integer({
        minimum: 0,
        description:
          'By the run. Not among them: who keeps a place at a kindergarten that has more children than seats, or closes',
      }),
    ),
    firstWish: nullable(Count),
    deviations: nullable(
      Type.Integer({
        minimum: 0,
        description: 'Families for whom a better joint result could have been claimed',
      }),
    ),
    unplacedRights: nullable(Count),
  },
  { $id: 'Run', ...closed },
);
export type Run = Static<typeof Run>;
export const Runs = Type.Object({ runs: Type.Array(Run) }, { $id: 'Runs', ...closed });

/** Documents of the allocation format, as text: the hashes of the certificate are over exactly these bytes. */
export const RunDocuments = Type.Object(
  {
    input: Type.String({ description: 'opptak-match/1' }),
    result: Type.String({ description: 'opptak-match-result/1' }),
  },
  { $id: 'RunDocuments', ...closed },
);

export const PublicRunCertificate = Type.Object(
  {
    certificate: Type.String({
      description: 'opptak-certificate/1 as JSON, without applicants and without numbers below five',
    }),
  },
  { $id: 'PublicRunCertificate', ...closed },
);

export const UnplacedRights = Type.Object(
  {
    applications: Type.Array(
      Type.Object(
        {
          applicationId: Id,
          reason: Type.Enum(['no-seat', 'together-required', 'joint-wishes'], {
            description:
              'no-seat: every place that it could use is held with no weaker claim; together-required: the family asked for nothing rather than apart; joint-wishes: a wished kindergarten would take it alone, but not as the wishes of its family go',
          }),
        },
        closed,
      ),
    ),
  },
  { $id: 'UnplacedRights', ...closed, description: 'Children with a right to a place (§ 16) who got none' },
);

export const RoundSummary = Type.Object(
  {
    applications: Count,
    placed: Count,
    firstWish: Count,
    otherWish: Count,
    outsideWishes: Count,
    keptPlace: Count,
    withoutPlace: Type.Array(Type.Object({ reason: Type.String(), count: Count }, closed)),
    offers: Type.Object(
      { waiting: Count, open: Count, accepted: Count, declined: Count, expired: Count, withdrawn: Count },
      closed,
    ),
    refills: Count,
  },
  { $id: 'RoundSummary', ...closed },
);
export type RoundSummary = Static<typeof RoundSummary>;

export const Offer = Type.Object(
  {
    offerId: Id,
    applicationId: Id,
    childId: Id,
    kindergartenId: KindergartenId,
    startOn: CalendarDate,
    daysPerWeek: DaysPerWeek,
    status: Type.Enum(['waiting', 'open', 'accepted', 'declined', 'expired', 'withdrawn'], {
      description: 'Waiting: the seat is not free yet, and the family has not been told',
    }),
    answerBy: Instant,
  },
  { $id: 'Offer', ...closed },
);
export type Offer = Static<typeof Offer>;

const answer = Type.Enum(['accepted', 'declined']);
export const AnswerOfferByLink = Type.Object(
  { token: Type.String({ minLength: 20, maxLength: 1000 }), answer },
  { $id: 'AnswerOfferByLink', ...closed },
);
export const AnswerOffer = Type.Object({ answer }, { $id: 'AnswerOffer', ...closed });

export const ImportPlacements = Type.Object(
  {
    placements: Type.Array(
      Type.Object(
        {
          nationalId: Type.String({ pattern: '^\\d{11}$', format: 'national-id' }),
          kindergartenId: KindergartenId,
          from: CalendarDate,
          until: nullable(CalendarDate),
          daysPerWeek: DaysPerWeek,
        },
        closed,
      ),
      { minItems: 1, maxItems: 1000 },
    ),
  },
  {
    $id: 'ImportPlacements',
    ...closed,
    description: 'Places that children have already, from the system used before',
  },
);
export type ImportPlacements = Static<typeof ImportPlacements>;
export const ImportReceipt = Type.Object(
  { imported: Count, known: Count },
  { $id: 'ImportReceipt', ...closed },
);
export type ImportReceipt = Static<typeof ImportReceipt>;

export const Placement = Type.Object(
  {
    placementId: Id,
    childId: Id,
    kindergartenId: KindergartenId,
    from: CalendarDate,
    until: nullable(CalendarDate),
    daysPerWeek: DaysPerWeek,
    status: Type.Enum(['agreed', 'ended', 'cancelled']),
    version: Type.Integer(),
  },
  { $id: 'Placement', ...closed },
);
export type Placement = Static<typeof Placement>;
export const PlacementPage = Type.Object(
  { placements: Type.Array(Placement), next: nullable(Id) },
  { $id: 'PlacementPage', ...closed },
);
export const EndPlacement = Type.Object({ lastDayOn: CalendarDate }, { $id: 'EndPlacement', ...closed });

export const ExplanationText = Type.Object(
  {
    text: Type.String({ description: 'For the family, in its language' }),
    facts: Type.String({ description: 'opptak-explanation/1 as JSON: what every sentence rests on' }),
  },
  { $id: 'ExplanationText', ...closed },
);
