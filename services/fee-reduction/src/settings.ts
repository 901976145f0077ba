import { parse } from '@opptak/contracts';
import { type IsoDate, isoDate, type KommuneNumber, kroner } from '@opptak/domain';
import type { FeeSettings, Lg04Site, LocalTier, VismaSite } from '@opptak/rules';
import type { Tenants } from '@opptak/service';
import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const optional = Type.Optional;
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Articles = Type.Object({ fee: text(15), food: text(15) }, closed);

/** The `fees` of a tenant: choices of the payment regulation, and where incomes and invoices go. */
const Fees = Type.Object(
  {
    siblingOrder: optional(
      Type.Enum(['youngest-first', 'oldest-first', 'highest-price-first', 'lowest-price-first']),
    ),
    siblingReduction: optional(Type.Enum(['by-order', 'spread-evenly'])),
    fullTimeHours: optional(Type.Number({ minimum: 41, maximum: 60 })),
    partTimeCeiling: optional(Type.Enum(['strict', 'pro-rata'])),
    oneYearOldCoreTime: optional(Type.Boolean()),
    maximumPriceBy: optional(Type.Enum(['kindergarten', 'residence'])),
    maximumPriceZone: optional(Type.Enum(['by-list', 'ordinary', 'lower', 'action-zone'])),
    paymentPlan: optional(Type.Enum(['eleven-months', 'twelve-instalments'])),
    freeMonth: optional(Type.Integer({ minimum: 1, maximum: 12 })),
    partMonth: optional(Type.Enum(['calendar-days', 'half-months', 'whole-month'])),
    localTiers: optional(
      Type.Array(
        Type.Object(
          {
            id: text(100),
            incomeBelowNok: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
            maximumNok: optional(Type.Integer({ minimum: 0 })),
            percentOff: optional(Type.Integer({ minimum: 0, maximum: 100 })),
          },
          closed,
        ),
      ),
    ),
    /** Default Fiks. */
    incomeSource: optional(Type.Enum(['fiks', 'skatteetaten'])),
    /** Kindergartens whose parents have agreed to a price above the maximum (§ 4): organisation numbers. */
    aboveMaximum: optional(Type.Array(Type.String({ pattern: '^\\d{9}$' }))),
    /** Whole months between the month of a vedtak and the first month with a higher fee. Default 1. */
    noticeMonths: optional(Type.Integer({ minimum: 0, maximum: 12 })),
    /** Last day, MM-DD before August, of applications that count from August. Default 07-31, as § 3 b gives it. */
    renewalAnswerBy: optional(Type.String({ pattern: '^0[3-7]-(0[1-9]|[12]\\d|3[01])$' })),
    /** Price of a place of 1–4 days a week, in percent of a full-time place. Default: in proportion. */
    partTimePercent: optional(
      Type.Record(Type.String({ pattern: '^[1-4]$' }), Type.Integer({ minimum: 0, maximum: 99 })),
    ),
    lg04: optional(
      Type.Object(
        {
          client: text(2),
          batchPrefix: text(6),
          voucherType: text(2),
          responsible: text(8),
          taxCode: text(2),
          articles: Articles,
          customerField: Type.Enum(['tekst2', 'tekst4']),
        },
        closed,
      ),
    ),
    visma: optional(
      Type.Object(
        {
          reference: text(60),
          paymentForm: Type.Enum(['BG', 'PG']),
          principal: Type.String({ pattern: '^\\d{1,3}$' }),
          articles: Articles,
          quantityOfOne: optional(Type.Union([Type.Literal(100), Type.Literal(1)])),
        },
        closed,
      ),
    ),
  },
  closed,
);

type GivenTier = NonNullable<Static<typeof Fees>['localTiers']>[number];
export type IncomeSource = 'fiks' | 'skatteetaten';

/** What one kommune has chosen. */
export interface FeeChoices {
  readonly settings: Partial<FeeSettings>;
  readonly incomeSource: IncomeSource;
  readonly noticeMonths: number;
  /** When families must have applied for the reduction of a kindergarten year. */
  readonly renewalAnswerBy: (kindergartenYear: number) => IsoDate;
  /** Kindergartens that may take more than the maximum price (§ 4). */
  readonly aboveMaximum: ReadonlySet<string>;
  readonly partTimePercent: Readonly<Record<string, number>>;
  readonly lg04: Lg04Site;
  readonly visma: VismaSite;
}

export type FeeChoicesOf = (kommune: KommuneNumber) => FeeChoices;

/**
 * Reads the choices of all kommuner.
 *
 * @throws Error at the start, naming the kommune and each wrong field: nothing is decided by half-read choices.
 */
export function readFeeChoices(tenants: Tenants): FeeChoicesOf {
  const all = new Map(
    tenants.all.map(({ kommune, fees }) => [
      kommune,
      choicesFrom(parse(Fees, fees, `Tenant ${kommune}, fees`), kommune),
    ]),
  );
  return (kommune) => {
    const choices = all.get(kommune);
    if (!choices) throw new RangeError(`Kommune ${kommune} is not a tenant`);
    return choices;
  };
}

function choicesFrom(fees: Static<typeof Fees>, kommune: KommuneNumber): FeeChoices {
  const {
    incomeSource,
    noticeMonths,
    renewalAnswerBy = '07-31',
    partTimePercent,
    lg04,
    visma,
    ...rest
  } = fees;
  const { localTiers, aboveMaximum, ...settings } = rest;
  // A day that does not exist is found at the start, not in May.
  isoDate(`2024-${renewalAnswerBy}`);
  return {
    settings: { ...settings, ...(localTiers ? { localTiers: localTiers.map(tierFrom) } : {}) },
    incomeSource: incomeSource ?? 'fiks',
    noticeMonths: noticeMonths ?? 1,
    renewalAnswerBy: (year) => isoDate(`${year}-${renewalAnswerBy}`),
    aboveMaximum: new Set(aboveMaximum),
    partTimePercent: partTimePercent ?? {},
    lg04: { ...lg04Defaults, ...lg04 },
    visma: { ...vismaDefaults, reference: `Foreldrebetaling ${kommune}`, ...visma },
  };
}

function tierFrom({ maximumNok, incomeBelowNok, ...tier }: GivenTier): LocalTier {
  return {
    ...tier,
    incomeBelowNok: incomeBelowNok === null ? null : kroner(incomeBelowNok),
    ...(maximumNok === undefined ? {} : { maximumNok: kroner(maximumNok) }),
  };
}

/** Every site has its own codes; these make a file that can be looked at. */
const lg04Defaults: Lg04Site = {
  client: '1',
  batchPrefix: 'FB',
  voucherType: 'FB',
  responsible: 'OPPTAK',
  taxCode: '0',
  articles: { fee: 'BHG', food: 'KOST' },
  customerField: 'tekst2',
  header: {},
  item: {},
  lineEnding: '\n',
};

const vismaDefaults: Omit<VismaSite, 'reference'> = {
  paymentForm: 'BG',
  principal: '1',
  articles: { fee: '1', food: '2' },
  line: {},
  lineEnding: '\r\n',
};
