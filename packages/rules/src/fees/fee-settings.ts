import type { Kroner } from '@opptak/domain';
import type { PriceZone } from './price-zones.ts';

/** What national rules leave to the kommune or the owner. Every value used stands in the steps, with where it came from. */
export interface FeeSettings {
  /** Who is child no. 1. Prices are compared before reductions; equal children are ordered youngest first, then by id. */
  readonly siblingOrder: 'youngest-first' | 'oldest-first' | 'highest-price-first' | 'lowest-price-first';
  /** `spread-evenly`: every sibling gets the average of the percents instead. */
  readonly siblingReduction: 'by-order' | 'spread-evenly';
  /** Agreed hours a week of a full-time place, where free core time is a share of them. */
  readonly fullTimeHours: number;
  /** `strict`: a part-time place costs at most the income ceiling. `pro-rata`: at most its share of the ceiling by hours. */
  readonly partTimeCeiling: 'strict' | 'pro-rata';
  /** Free core time for one-year-olds of households below the limit that some kommuner use. */
  readonly oneYearOldCoreTime: boolean;
  /** Whose maximum price applies when a child attends in another kommune. */
  readonly maximumPriceBy: 'kindergarten' | 'residence';
  /** Overrides the dated lists of kommuner with a lower or no price. */
  readonly maximumPriceZone: 'by-list' | PriceZone;
  readonly paymentPlan: 'eleven-months' | 'twelve-instalments';
  /** 1–12: the month without payment when there are eleven. */
  readonly freeMonth: number;
  /** How a month is charged in which the place starts or ends. `half-months`: half when at most 15 days are left. */
  readonly partMonth: 'calendar-days' | 'half-months' | 'whole-month';
  /** The kommune's own, more generous steps. The best one that fits is used; none can raise a fee. */
  readonly localTiers: readonly LocalTier[];
}

/** A reduction of the kommune's own, on top of the national ones. */
export interface LocalTier {
  /** Named in the step and the letter, for example the council's resolution. */
  readonly id: string;
  /** Household income must be below this many kroner a year. Null: for everyone, also without a known income. */
  readonly incomeBelowNok: Kroner | null;
  /** The fee is at most this many kroner a month. 0 is a free place. */
  readonly maximumNok?: Kroner;
  /** Taken off the fee that the national rules leave, in whole percent. */
  readonly percentOff?: number;
}

export const defaultFeeSettings: FeeSettings = {
  siblingOrder: 'youngest-first',
  siblingReduction: 'by-order',
  fullTimeHours: 45,
  partTimeCeiling: 'strict',
  oneYearOldCoreTime: false,
  maximumPriceBy: 'kindergarten',
  maximumPriceZone: 'by-list',
  paymentPlan: 'eleven-months',
  freeMonth: 7,
  partMonth: 'calendar-days',
  localTiers: [],
};

/** Settings with their origin: what the kommune chose, and what is the default. */
export interface ResolvedFeeSettings {
  readonly values: FeeSettings;
  readonly from: Readonly<Record<keyof FeeSettings, 'kommune' | 'default'>>;
}

export function resolveFeeSettings(given: Partial<FeeSettings> = {}): ResolvedFeeSettings {
  const chosen = <K extends keyof FeeSettings>(key: K): FeeSettings[K] =>
    given[key] ?? defaultFeeSettings[key];
  const origin = (key: keyof FeeSettings) => (given[key] === undefined ? 'default' : 'kommune');
  return {
    values: {
      siblingOrder: chosen('siblingOrder'),
      siblingReduction: chosen('siblingReduction'),
      fullTimeHours: chosen('fullTimeHours'),
      partTimeCeiling: chosen('partTimeCeiling'),
      oneYearOldCoreTime: chosen('oneYearOldCoreTime'),
      maximumPriceBy: chosen('maximumPriceBy'),
      maximumPriceZone: chosen('maximumPriceZone'),
      paymentPlan: chosen('paymentPlan'),
      freeMonth: chosen('freeMonth'),
      partMonth: chosen('partMonth'),
      localTiers: chosen('localTiers'),
    },
    from: {
      siblingOrder: origin('siblingOrder'),
      siblingReduction: origin('siblingReduction'),
      fullTimeHours: origin('fullTimeHours'),
      partTimeCeiling: origin('partTimeCeiling'),
      oneYearOldCoreTime: origin('oneYearOldCoreTime'),
      maximumPriceBy: origin('maximumPriceBy'),
      maximumPriceZone: origin('maximumPriceZone'),
      paymentPlan: origin('paymentPlan'),
      freeMonth: origin('freeMonth'),
      partMonth: origin('partMonth'),
      localTiers: origin('localTiers'),
    },
  };
}
