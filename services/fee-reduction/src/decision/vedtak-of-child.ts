import type { IsoDate, Kroner } from '@opptak/domain';
import {
  type CalendarMonth,
  lastDayOf,
  monthsOfKindergartenYear,
  numberOfMonth,
  type RuleStep,
} from '@opptak/rules';
import { type DecidedCharge, isHigher, isOther } from './choose-charge.ts';
import type { ChildInputs, DecisionInputs, StandingCharge } from './decision-inputs.ts';
import type { MonthOfChild } from './month-fees.ts';

/** What the family is told for one child and price: the fee of a whole month, and why. */
export interface ChildVedtak {
  readonly kindergarten: string;
  readonly placementId: string;
  readonly validFrom: IsoDate;
  readonly validUntil: IsoDate;
  readonly feeNok: Kroner;
  readonly unreducedNok: Kroner;
  readonly foodNok: Kroner;
  readonly steps: readonly RuleStep[];
  /** Months whose charge is new or another than before. */
  readonly charges: readonly DecidedCharge[];
  /** Whether the same place costs more than it did before: the family must be told. */
  readonly raised: boolean;
}

/** A month as it is by the rules, and what is charged in it. */
export type Chosen = { readonly month: MonthOfChild; readonly charge: DecidedCharge };

/** One vedtak for each place and price: what is known to change with a price table is told with the month it changes in. */
export function vedtakOf(
  inputs: DecisionInputs,
  child: ChildInputs,
  months: readonly Chosen[],
  before: ReadonlyMap<CalendarMonth, StandingCharge>,
): readonly ChildVedtak[] {
  const vedtak: ChildVedtak[] = [];
  const periods = periodsOf(months);
  for (const [index, period] of periods.entries()) {
    const one = vedtakOfPeriod(inputs, child, period, index === periods.length - 1);
    const charges = period
      .map(({ charge }) => charge)
      .filter((charge) => isOther(charge, before.get(charge.month)));
    const earlier = vedtak.at(-1);
    const dearer =
      earlier?.placementId === one.placementId && one.feeNok + one.foodNok > earlier.feeNok + earlier.foodNok;
    const raised = dearer || charges.some((charge) => isHigher(charge, before.get(charge.month)));
    vedtak.push({ ...one, charges, raised });
  }
  return vedtak;
}

/** Months in a row with the same place at the same price. */
function periodsOf(months: readonly Chosen[]): readonly (readonly [Chosen, ...Chosen[]])[] {
  const periods: [Chosen, ...Chosen[]][] = [];
  for (const month of months) {
    const period = periods.at(-1);
    if (period && priceKey(period[0]) === priceKey(month)) period.push(month);
    else periods.push([month]);
  }
  return periods;
}

const priceKey = ({ month: { held, price } }: Chosen): string =>
  `${held.place.placementId}|${price.monthlyPriceNok}|${price.foodNok}`;

/** The vedtak shows a whole, paid month where there is one: part months and the free month follow from it. */
function vedtakOfPeriod(
  inputs: DecisionInputs,
  child: ChildInputs,
  months: readonly [Chosen, ...Chosen[]],
  isLast: boolean,
): Omit<ChildVedtak, 'charges' | 'raised'> {
  const [first] = months;
  const freeMonth =
    inputs.settings.paymentPlan === 'twelve-instalments' ? 0 : (inputs.settings.freeMonth ?? 7);
  const shown =
    months.find(({ month }) => month.held.wholeMonth && numberOfMonth(month.month) !== freeMonth) ?? first;
  const yearEnd = lastDayOf(monthsOfKindergartenYear(inputs.kindergartenYear).at(-1) ?? first.month.month);
  const lastDays = isLast
    ? [child.places.at(-1)?.until ?? yearEnd, yearEnd]
    : [(months.at(-1) ?? first).month.held.until];
  return {
    kindergarten: shown.charge.kindergarten,
    placementId: shown.charge.placementId,
    validFrom: first.month.held.from,
    validUntil: lastDays.toSorted()[0] ?? yearEnd,
    feeNok: shown.charge.feeNok,
    unreducedNok: shown.charge.unreducedNok,
    foodNok: shown.charge.foodNok,
    steps: [...shown.month.incomeSteps, ...shown.month.fee.steps],
  };
}
