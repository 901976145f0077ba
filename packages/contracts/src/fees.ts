import { type Static, Type } from 'typebox';
import {
  CalendarDate,
  Id,
  Instant,
  KindergartenId,
  KindergartenYear,
  Language,
  nullable,
} from './primitives.ts';

const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });
const Nok = Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'Whole kroner' });
const Oere = Type.Integer({ description: 'Øre; credits are negative' });

/** YYYY-MM. */
export const Month = Type.String({
  pattern: '^20\\d{2}-(0[1-9]|1[0-2])$',
  description: 'Calendar month, YYYY-MM',
});
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

const IncomeChange = Type.Object(
  {
    kind: Type.Enum(['lasting-fall', 'household-change']),
    yearlyNok: nullable(Nok),
  },
  closed,
);

export const SubmitFeeApplication = Type.Object(
  {
    /** One of the two. */
    householdId: Type.Optional(Id),
    childId: Type.Optional(Id),
    appliedOn: Type.Optional(CalendarDate),
    kindergartenYear: Type.Optional(KindergartenYear),
    incomeChange: Type.Optional(IncomeChange),
  },
  {
    $id: 'SubmitFeeApplication',
    ...closed,
    description: 'A family applies on paper or at the counter; the kommune enters it',
  },
);
export type SubmitFeeApplication = Static<typeof SubmitFeeApplication>;

export const SubmitFeeApplicationByLink = Type.Object(
  {
    token: Type.String({ minLength: 20, maxLength: 1000 }),
    incomeChange: Type.Optional(IncomeChange),
  },
  { $id: 'SubmitFeeApplicationByLink', ...closed },
);

export const FeeApplication = Type.Object(
  {
    applicationId: Id,
    householdId: Id,
    kindergartenYear: KindergartenYear,
    appliedOn: CalendarDate,
    change: nullable(Type.Enum(['lasting-fall', 'household-change'])),
    status: Type.Enum(['waiting', 'manual', 'decided'], {
      description: 'The income is being looked up; a person decides; decided',
    }),
    submittedAt: Instant,
    decidedAt: nullable(Instant),
  },
  { $id: 'FeeApplication', ...closed },
);
export type FeeApplication = Static<typeof FeeApplication>;

const FeeStep = Type.Object(
  {
    rule: Type.String(),
    section: Type.String(),
    outcome: Type.Enum(['fulfilled', 'not-fulfilled', 'undecided']),
    facts: Type.Record(
      Type.String(),
      Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
    ),
    result: Type.String({ description: 'Amounts as exact fractions' }),
    text: Type.String({ description: 'For the family, in the language asked for' }),
  },
  closed,
);

export const FeeDecision = Type.Object(
  {
    vedtakId: Id,
    decisionId: Id,
    childId: Id,
    kindergartenId: KindergartenId,
    placementId: Id,
    validFrom: CalendarDate,
    validUntil: nullable(CalendarDate),
    feeNok: Nok,
    unreducedNok: Nok,
    foodNok: Nok,
    rules: Type.Array(Type.String()),
    made: Type.Enum(['automatic', 'manual']),
    applicationId: nullable(Id),
    decidedOn: CalendarDate,
    ruleVersion: Type.String(),
    inputsHash: Type.String(),
    appealTo: Type.Enum(['statsforvalteren']),
    steps: Type.Array(FeeStep),
  },
  { $id: 'FeeDecision', ...closed },
);
export type FeeDecision = Static<typeof FeeDecision>;
export const FeeDecisions = Type.Object(
  { decisions: Type.Array(FeeDecision) },
  { $id: 'FeeDecisions', ...closed },
);
export type FeeDecisions = Static<typeof FeeDecisions>;

export const ViewFeeDecisions = Type.Object(
  { token: Type.String({ minLength: 20, maxLength: 1000 }), language: Type.Optional(Language) },
  { $id: 'ViewFeeDecisions', ...closed },
);

export const FeeCase = Type.Object(
  {
    caseId: Id,
    applicationId: Id,
    householdId: Id,
    kindergartenYear: KindergartenYear,
    reason: Type.String({ description: 'Stable code: why no rule could decide' }),
    explanation: Type.String({
      description: 'The reason in words, and what can be done, for the caseworker',
    }),
    statedYearlyNok: nullable(Nok),
    openedAt: Instant,
    status: Type.Enum(['open', 'decided']),
    outcome: nullable(Type.Enum(['income', 'full-price', 'look-up-again'])),
  },
  { $id: 'FeeCase', ...closed },
);
export type FeeCase = Static<typeof FeeCase>;
export const FeeCasePage = Type.Object(
  { cases: Type.Array(FeeCase), next: nullable(Id) },
  { $id: 'FeeCasePage', ...closed },
);

export const DecideFeeCase = Type.Object(
  {
    outcome: Type.Enum(['income', 'full-price', 'look-up-again']),
    /** The household's income a year, from documents that the caseworker has seen. Only with the outcome `income`. */
    yearlyNok: Type.Optional(Nok),
    /**
     * Whether the grown-ups of whom no register could say belong to the household (a cohabitant does, a lodger does not).
     * Only with the outcome `look-up-again`.
     */
    othersBelong: Type.Optional(Type.Boolean()),
  },
  { $id: 'DecideFeeCase', ...closed },
);
export type DecideFeeCase = Static<typeof DecideFeeCase>;

export const EstimateFees = Type.Object(
  {
    from: Month,
    /** How many months are shown. */
    months: Type.Integer({ minimum: 1, maximum: 24, default: 11 }),
    incomeNok: nullable(Nok),
    /** "What if our income becomes …": counts from the month after the day. */
    plannedChange: Type.Optional(Type.Object({ yearlyNok: Nok, appliedOn: CalendarDate }, closed)),
    children: Type.Array(
      Type.Object(
        {
          bornOn: CalendarDate,
          daysPerWeek: Type.Integer({ minimum: 1, maximum: 5 }),
          kindergartenId: KindergartenId,
          startsOn: Type.Optional(CalendarDate),
        },
        closed,
      ),
      { minItems: 1, maxItems: 20 },
    ),
    language: Type.Optional(Language),
  },
  { $id: 'EstimateFees', ...closed, description: 'What would we pay? Nothing of it is stored' },
);
export type EstimateFees = Static<typeof EstimateFees>;

export const FeeEstimate = Type.Object(
  {
    totalNok: Nok,
    months: Type.Array(
      Type.Object(
        {
          month: Month,
          totalNok: Nok,
          children: Type.Array(
            Type.Object({ feeNok: Nok, unreducedNok: Nok, foodNok: Nok, steps: Type.Array(FeeStep) }, closed),
          ),
        },
        closed,
      ),
    ),
  },
  { $id: 'FeeEstimate', ...closed },
);
export type FeeEstimate = Static<typeof FeeEstimate>;

export const IssueInvoiceBasis = Type.Object({ month: Month }, { $id: 'IssueInvoiceBasis', ...closed });

const Difference = Type.Object(
  {
    kind: Type.Enum(['placement-without-row', 'row-without-placement', 'other-kindergarten', 'several-rows']),
    childId: Id,
    placementId: Type.Optional(Id),
    number: Type.Optional(Count),
    numbers: Type.Optional(Type.Array(Count)),
  },
  closed,
);

export const InvoiceBasis = Type.Object(
  {
    basisId: Id,
    month: Month,
    issuedOn: CalendarDate,
    rows: Count,
    lastNumber: Count,
    totalOere: Oere,
    sha256: Sha256,
    refundTotalOere: Oere,
    refundSha256: Sha256,
    differences: Type.Array(Difference),
  },
  { $id: 'InvoiceBasis', ...closed, description: 'The rows are in the files of the basis' },
);
export type InvoiceBasis = Static<typeof InvoiceBasis>;

export const FeeSummary = Type.Object(
  {
    children: Count,
    reduced: Count,
    applications: Type.Object({ waiting: Count, manual: Count, decided: Count }, closed),
    openCases: Type.Array(Type.Object({ reason: Type.String(), count: Count }, closed)),
    /** Incomes of the year that still are drafts: they are asked for again when the settlement exists. */
    draftIncomes: Count,
    vedtak: Type.Object({ automatic: Count, manual: Count }, closed),
    months: Type.Array(
      Type.Object({ month: Month, children: Count, feeNok: Nok, unreducedNok: Nok, foodNok: Nok }, closed),
    ),
  },
  { $id: 'FeeSummary', ...closed },
);
export type FeeSummary = Static<typeof FeeSummary>;

const PriceUnit = Type.Enum(['hours', 'days', 'percent'], {
  description: 'What a place is priced by: agreed hours a week, days a week, percent of a full place',
});
const PriceOfPlace = {
  monthlyNok: Nok,
  /** Left out: the kindergarten’s food price, in proportion to days. */
  foodNok: Type.Optional(Nok),
};
const prices = {
  unit: PriceUnit,
  fullTime: Type.Object(PriceOfPlace, {
    ...closed,
    description: 'The full-time place: from 41 hours, 5 days or 100 %',
  }),
  partTime: Type.Array(
    Type.Object(
      {
        atLeast: Type.Number({ minimum: 0, maximum: 168 }),
        atMost: Type.Number({ minimum: 0, maximum: 168 }),
        ...PriceOfPlace,
      },
      { ...closed, description: 'Places of at least and at most so much, both included' },
    ),
    { maxItems: 50 },
  ),
};

export const SetPriceTable = Type.Object(
  {
    /** Left out: today. */
    adoptedOn: Type.Optional(CalendarDate),
    ...prices,
  },
  {
    $id: 'SetPriceTable',
    ...closed,
    description: 'Prices before reductions, from the first day of the month on',
  },
);
export type SetPriceTable = Static<typeof SetPriceTable>;

export const PriceTable = Type.Object(
  {
    owner: Type.String({ description: 'kommune, or the organisation number of one kindergarten' }),
    month: Month,
    version: Type.Integer({ minimum: 1 }),
    adoptedOn: CalendarDate,
    ...prices,
  },
  { $id: 'PriceTable', ...closed },
);
export type PriceTable = Static<typeof PriceTable>;
export const PriceTables = Type.Object({ tables: Type.Array(PriceTable) }, { $id: 'PriceTables', ...closed });

export const FeeRenewals = Type.Object(
  {
    kindergartenYear: KindergartenYear,
    households: Type.Array(Type.Object({ householdId: Id, childIds: Type.Array(Id) }, closed)),
    next: nullable(Id),
  },
  { $id: 'FeeRenewals', ...closed },
);
