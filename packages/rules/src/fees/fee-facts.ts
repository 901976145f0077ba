import type { IsoDate, KommuneNumber, Kroner } from '@opptak/domain';
import type { CalendarMonth } from './calendar-month.ts';
import type { FeeSettings } from './fee-settings.ts';

/** Everything that the fees of one household for one month depend on. The same shape as the command line reads. */
export interface FeeFacts {
  /** The day of the vedtak. It fixes which law is used: what was adopted later is not known. */
  readonly decidedOn: IsoDate;
  readonly month: CalendarMonth;
  readonly household: HouseholdFacts;
  /** The home kommune's choices where national rules leave one. What is left out takes the stated default. */
  readonly settings?: Partial<FeeSettings>;
}

export interface HouseholdFacts {
  /**
   * Yearly income before deductions of the household at the child's registered address, in whole kroner. Null when
   * nobody has applied or the income is not known: no reduction by income, and the steps say so.
   */
  readonly incomeNok: Kroner | null;
  /** Where the children are registered as living. */
  readonly kommune: KommuneNumber;
  /** The household's children with a place, in any order. */
  readonly children: readonly ChildPlace[];
}

export interface ChildPlace {
  readonly id: string;
  readonly birthDate: IsoDate;
  /** The kommune where the kindergarten lies. */
  readonly kindergartenKommune: KommuneNumber;
  /** Agreed hours a week. Null for a full-time place without agreed hours. */
  readonly weeklyHours: number | null;
  /** Must agree with `weeklyHours`: a place of 41 hours or more is full-time. Null: read from the hours. */
  readonly fullTime: boolean | null;
  /** The owner's price for this place a month, without food and before reductions, in kroner. */
  readonly monthlyPriceNok: Kroner;
  /** Where the price comes from, shown in the reasoning. Left out: it was given. */
  readonly pricing?: PriceOrigin;
  /**
   * The owner may take more than the maximum price for this place, for example because the parents of the kindergarten have
   * agreed to it (§ 4). Left out: no.
   */
  readonly mayExceedMaximum?: boolean;
  /** What the owner takes for food in this month, in kroner. No rule reduces it. */
  readonly foodNok: Kroner;
  /** School starts a year later. Left out or null: not known, which matters only for a child of school age. */
  readonly deferredSchoolStart?: boolean | null;
  /** First day with the place. Left out: before the month. */
  readonly attendsFrom?: IsoDate;
  /** Last day with the place, included. Left out: after the month. */
  readonly attendsUntil?: IsoDate;
  /** Whether the child lives permanently together with the other children. Left out: yes. Null: not known. */
  readonly livesWithSiblings?: boolean | null;
}

/** How an owner's price for a place was found. */
export interface PriceOrigin {
  /**
   * `table`: a row of a price table. `full-time`: the kindergarten's registered price. Part-time without a row: `percent` of the
   * full-time price, or in `proportion` to days.
   */
  readonly by: 'table' | 'full-time' | 'percent' | 'proportion';
  /** Whose choice that is. */
  readonly from: 'kindergarten' | 'kommune' | 'default';
  /** First day of the price table used; null for the registered price. */
  readonly validFrom: IsoDate | null;
}
