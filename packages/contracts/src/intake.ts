import { type Static, Type } from 'typebox';
import { Capacity, Conversion } from './events/admission.ts';
import {
  CalendarDate,
  DaysPerWeek,
  Id,
  Instant,
  KindergartenId,
  KindergartenYear,
  nullable,
} from './primitives.ts';

const closed = { additionalProperties: false } as const;

export const StartKindergartenImport = Type.Object({}, { $id: 'StartKindergartenImport', ...closed });
export const Accepted = Type.Object({ accepted: Type.Boolean() }, { $id: 'Accepted', ...closed });

export const KindergartenOffer = Type.Object(
  {
    capacity: Capacity,
    conversion: nullable(Conversion),
    profile: nullable(Type.String({ minLength: 1, maxLength: 100 })),
    monthlyPriceNok: Type.Integer({
      minimum: 0,
      maximum: 20_000,
      description: 'Full-time place, kroner a month, food excluded',
    }),
    monthlyFoodNok: Type.Integer({ minimum: 0, maximum: 5_000 }),
    fullTimeHours: Type.Number({
      minimum: 20,
      maximum: 60,
      description: 'Agreed hours a week of a full-time place',
    }),
  },
  { $id: 'KindergartenOffer', ...closed, description: 'What an owner offers for the coming round' },
);
export type KindergartenOffer = Static<typeof KindergartenOffer>;

export const Kindergarten = Type.Object(
  {
    kindergartenId: KindergartenId,
    name: Type.String(),
    ownership: Type.Enum(['municipal', 'private']),
    form: Type.Enum(['ordinary', 'family', 'open']),
    ownerName: Type.String(),
    minAge: Type.Integer(),
    maxAge: Type.Integer(),
    capacity: Capacity,
    conversion: nullable(Conversion),
    profile: nullable(Type.String()),
    monthlyPriceNok: Type.Integer(),
    monthlyFoodNok: Type.Integer(),
    fullTimeHours: Type.Number(),
    active: Type.Boolean(),
    version: Type.Integer(),
  },
  { $id: 'Kindergarten', ...closed },
);
export type Kindergarten = Static<typeof Kindergarten>;
export const Kindergartens = Type.Object(
  { kindergartens: Type.Array(Kindergarten) },
  { $id: 'Kindergartens', ...closed },
);

export const OpenRound = Type.Object(
  {
    kind: Type.Enum(['main', 'rolling']),
    kindergartenYear: KindergartenYear,
    opensAt: Instant,
    deadlineOn: Type.Intersect([CalendarDate], {
      description: 'Last day for applications; they count until midnight in Norway',
    }),
  },
  { $id: 'OpenRound', ...closed },
);
export type OpenRound = Static<typeof OpenRound>;

export const Round = Type.Object(
  {
    roundId: Id,
    kind: Type.Enum(['main', 'rolling']),
    kindergartenYear: KindergartenYear,
    opensAt: Instant,
    deadlineAt: Instant,
    lotCommitment: Type.String({ description: 'SHA-256 of the lot seed, fixed before anyone has applied' }),
    lotSeed: nullable(Type.String({ description: 'Revealed when the round has closed' })),
    status: Type.Enum(['open', 'closed']),
    applications: Type.Integer({ minimum: 0 }),
    checksum: nullable(Type.String()),
  },
  { $id: 'Round', ...closed },
);
export type Round = Static<typeof Round>;

const RoundFinding = Type.Object(
  {
    severity: Type.Enum(['error', 'warning'], {
      description: 'error: no round can be opened before it is mended',
    }),
    code: Type.String({ description: 'Permanent' }),
    at: Type.String({ description: 'JSON pointer into the newest bylaws; empty: the whole' }),
    kindergartenId: nullable(KindergartenId),
    nb: Type.String(),
    en: Type.String(),
    source: Type.String({ description: 'Where the demand comes from' }),
  },
  closed,
);
export const RoundReadiness = Type.Object(
  { ready: Type.Boolean(), findings: Type.Array(RoundFinding) },
  {
    $id: 'RoundReadiness',
    ...closed,
    description: 'What stands in the way of a round, and what to think of first',
  },
);
export type RoundReadiness = Static<typeof RoundReadiness>;

const answer = {
  startOn: CalendarDate,
  daysPerWeek: DaysPerWeek,
  /** Without it, the proposed wishes stand as they are. */
  wishes: Type.Optional(Type.Array(KindergartenId, { minItems: 1, maxItems: 20, uniqueItems: true })),
  together: Type.Optional(Type.Enum(['required', 'preferred', 'independent'])),
};

export const AnswerInvitation = Type.Object(
  { token: Type.String({ minLength: 20, maxLength: 1000 }), ...answer },
  {
    $id: 'AnswerInvitation',
    ...closed,
    description: 'The two answers that make a pre-filled application complete',
  },
);
export type AnswerInvitation = Static<typeof AnswerInvitation>;

export const SubmitApplication = Type.Object(
  { invitationId: Id, ...answer },
  {
    $id: 'SubmitApplication',
    ...closed,
    description: 'A family answered on paper or at the counter; the kommune enters it',
  },
);
export type SubmitApplication = Static<typeof SubmitApplication>;

export const ChangeApplication = Type.Object(answer, { $id: 'ChangeApplication', ...closed });
export type ChangeApplication = Static<typeof ChangeApplication>;

export const Application = Type.Object(
  {
    applicationId: Id,
    roundId: Id,
    childId: Id,
    startOn: CalendarDate,
    daysPerWeek: DaysPerWeek,
    together: Type.Enum(['required', 'preferred', 'independent']),
    wishes: Type.Array(Type.Object({ kindergartenId: KindergartenId, wishedSince: Instant }, closed)),
    rightToPlace: Type.Boolean(),
    status: Type.Enum(['submitted', 'withdrawn']),
    submittedAt: Instant,
    late: Type.Boolean(),
    version: Type.Integer(),
  },
  { $id: 'Application', ...closed },
);
export type Application = Static<typeof Application>;

export const ApplicationPage = Type.Object(
  { applications: Type.Array(Application), next: nullable(Id) },
  { $id: 'ApplicationPage', ...closed },
);

export const ApplicationReceipt = Type.Object(
  { applicationId: Id, submittedAt: Instant, late: Type.Boolean(), version: Type.Integer() },
  { $id: 'ApplicationReceipt', ...closed },
);
export type ApplicationReceipt = Static<typeof ApplicationReceipt>;

export const AnswerReceipt = Type.Object(
  {
    status: Type.Enum(['applied', 'waits-for-other', 'answers-differ'], {
      description:
        'waits-for-other: the child lives with two parents who decide together, and the other must answer too; answers-differ: they have answered differently, and a person gets in touch',
    }),
    /** Null while the guardians have not agreed and the deadline has not passed. */
    applicationId: nullable(Id),
    submittedAt: Instant,
    late: Type.Boolean(),
    version: nullable(Type.Integer()),
  },
  { $id: 'AnswerReceipt', ...closed },
);
export type AnswerReceipt = Static<typeof AnswerReceipt>;

const GuardianAnswer = Type.Object(
  {
    guardianId: Id,
    startOn: CalendarDate,
    daysPerWeek: DaysPerWeek,
    wishes: Type.Array(KindergartenId),
    together: Type.Enum(['required', 'preferred', 'independent']),
    answeredAt: Instant,
  },
  closed,
);
const AnswerCase = Type.Object(
  {
    caseId: Id,
    invitationId: Id,
    childId: Id,
    /** The application that counts meanwhile. */
    applicationId: nullable(Id),
    reason: Type.Enum(['lone-answer', 'answers-differ']),
    answers: Type.Array(GuardianAnswer),
    waitsFor: Type.Array(Id, { description: 'Guardians who decide and have not answered' }),
    openedAt: Instant,
  },
  { $id: 'AnswerCase', ...closed },
);
export type AnswerCase = Static<typeof AnswerCase>;
export const AnswerCases = Type.Object(
  { cases: Type.Array(AnswerCase), next: nullable(Id) },
  { $id: 'AnswerCases', ...closed },
);
export const DecideAnswers = Type.Object(
  {
    agreed: nullable(
      Type.Object(answer, {
        ...closed,
        description: 'What the guardians have agreed on. Null: the application stands as it counts',
      }),
    ),
  },
  { $id: 'DecideAnswers', ...closed },
);
export type DecideAnswers = Static<typeof DecideAnswers>;
export const DecidedAnswers = Type.Object(
  { caseId: Id, applicationId: Id, version: Type.Integer() },
  { $id: 'DecidedAnswers', ...closed },
);
export type DecidedAnswers = Static<typeof DecidedAnswers>;

export const ClaimPriority = Type.Object(
  {},
  { $id: 'ClaimPriority', ...closed, description: 'The ground stays in the kommune’s own archive' },
);
export const PriorityClaim = Type.Object(
  { claimId: Id, applicationId: Id, status: Type.Enum(['claimed', 'confirmed', 'rejected']) },
  { $id: 'PriorityClaim', ...closed },
);
export type PriorityClaim = Static<typeof PriorityClaim>;
export const PriorityClaims = Type.Object(
  { claims: Type.Array(PriorityClaim) },
  { $id: 'PriorityClaims', ...closed },
);
export const DecidePriority = Type.Object(
  { confirmed: Type.Boolean() },
  { $id: 'DecidePriority', ...closed },
);
export type DecidePriority = Static<typeof DecidePriority>;

export const WithdrawApplication = Type.Object({}, { $id: 'WithdrawApplication', ...closed });
