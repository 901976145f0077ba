import type { IsoDate, KommuneNumber, Kroner } from '@opptak/domain';
import type { CalendarMonth, FeeSettings, IncomeChange, PriceOrigin } from '@opptak/rules';

/** Raised with every change of how a decision follows from its inputs; the rules' own dates need no new version. */
export const ruleVersion = 'opptak-fee-decision/2';

/** What the owner takes for a place from a month on, before any reduction. */
export interface PlacePrice {
  readonly from: CalendarMonth;
  readonly monthlyPriceNok: Kroner;
  readonly foodNok: Kroner;
  readonly origin: PriceOrigin;
}

/** A place as it is priced. */
export interface PricedPlace {
  readonly placementId: string;
  readonly kindergarten: string;
  readonly from: IsoDate;
  /** Last day, included: an open place ends before school. */
  readonly until: IsoDate;
  readonly weeklyHours: number;
  /** In order of months; none for months before the first: no price was set. */
  readonly prices: readonly PlacePrice[];
  /** The owner may take more than the maximum price (§ 4). Left out: no. */
  readonly mayExceedMaximum?: true;
}

export interface ChildInputs {
  readonly id: string;
  readonly birthDate: IsoDate;
  /** In order of their first day; never two on the same day. */
  readonly places: readonly PricedPlace[];
}

/** What is charged for a child and month by an earlier vedtak. */
export interface StandingCharge {
  readonly childId: string;
  readonly month: CalendarMonth;
  readonly payerId: string;
  readonly place: string;
  readonly feeNok: Kroner;
  readonly foodNok: Kroner;
}

/** Last year's income, from the month after the application on; changes count by their own rule. */
export interface IncomeInputs {
  readonly lastYear: { readonly countsFrom: CalendarMonth; readonly yearlyNok: Kroner } | null;
  readonly changes: readonly IncomeChange[];
}

/** Everything that the fees of a household for one kindergarten year follow from, and nothing else. */
export interface DecisionInputs {
  readonly ruleVersion: typeof ruleVersion;
  /** Fixes which law is known. */
  readonly decidedOn: IsoDate;
  readonly kommune: KommuneNumber;
  /** August of this year to July of the next. */
  readonly kindergartenYear: number;
  /** First month in which the same place may cost more than it does: a rise needs notice, and never works backwards. */
  readonly higherFrom: CalendarMonth;
  /** Whether every child gets a vedtak, also one whose amount does not change: the family has applied. */
  readonly answersApplication: boolean;
  readonly settings: Partial<FeeSettings>;
  readonly payerId: string;
  readonly income: IncomeInputs;
  readonly children: readonly ChildInputs[];
  readonly standing: readonly StandingCharge[];
}
