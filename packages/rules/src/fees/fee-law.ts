import { type IsoDate, isoDate, type Kroner } from '@opptak/domain';
import { type DatedValue, findValueOn, valueOn } from '../dated-parameter.ts';
import {
  type CalendarMonth,
  calendarMonth,
  daysOf,
  firstDayOf,
  kindergartenYearOf,
  lastDayOf,
} from './calendar-month.ts';
import {
  type FeeParameters,
  type FreeCoreTime,
  nationalFeeParameters,
  type SiblingPercent,
} from './fee-parameters.ts';
import type { PriceZone } from './price-zones.ts';

/** The oldest month with a complete set of rates, free core time included. */
export const oldestFeeMonth: CalendarMonth = calendarMonth('2018-08');

/** The numbers of law that apply to one month, as known on the day of the vedtak. */
export interface FeeLaw {
  readonly month: CalendarMonth;
  readonly decidedOn: IsoDate;
  readonly firstDay: IsoDate;
  readonly lastDay: IsoDate;
  readonly days: number;
  /** The calendar year in which the month's kindergarten year started. */
  readonly kindergartenYear: number;
  readonly maximum: DatedValue<Readonly<Record<PriceZone, Kroner>>>;
  readonly fullTimeFromHours: DatedValue<number>;
  readonly incomeCeiling: DatedValue<{ readonly percent: number; readonly paymentsPerYear: number }>;
  readonly siblings: DatedValue<SiblingPercent>;
  readonly coreTime: DatedValue<FreeCoreTime>;
  /** Null before there was such a limit. */
  readonly oneYearOldIncomeLimit: DatedValue<Kroner> | null;
}

/**
 * The law of a month, seen from the day of the vedtak. Read it once and use it for every household of a run.
 *
 * @throws RangeError for a month before August 2018, or a vedtak made before the month's oldest rates were known.
 */
export function feeLawOn(
  month: CalendarMonth,
  decidedOn: IsoDate,
  parameters: FeeParameters = nationalFeeParameters,
): FeeLaw {
  if (month < oldestFeeMonth) throw new RangeError(`/month: rates are known from ${oldestFeeMonth} on`);
  if (decidedOn < oldestDecision) {
    throw new RangeError(`/decidedOn: no complete set of rates was adopted before ${oldestDecision}`);
  }
  const day = firstDayOf(month);
  return {
    month,
    decidedOn,
    firstDay: day,
    lastDay: lastDayOf(month),
    days: daysOf(month),
    kindergartenYear: kindergartenYearOf(month),
    maximum: valueOn(parameters.maximumMonthlyFee, day, decidedOn),
    fullTimeFromHours: valueOn(parameters.fullTimeFromHours, day, decidedOn),
    incomeCeiling: valueOn(parameters.incomeCeiling, day, decidedOn),
    siblings: valueOn(parameters.siblingReduction, day, decidedOn),
    coreTime: valueOn(parameters.freeCoreTime, day, decidedOn),
    oneYearOldIncomeLimit: findValueOn(parameters.oneYearOldIncomeLimit, day, decidedOn),
  };
}

const oldestDecision: IsoDate = isoDate('2017-12-01');
