import type { IsoDate, Kroner } from '@opptak/domain';
import {
  type CalendarMonth,
  type ChildFee,
  type FeeLaw,
  feeLawOn,
  type HouseholdFee,
  householdFee,
  incomeInMonth,
  lastDayOf,
  monthOfDate,
  monthsOfKindergartenYear,
  numberOfMonth,
  type RuleStep,
} from '@opptak/rules';
import type { ChildInputs, DecisionInputs, PlacePrice, StandingCharge } from './decision-inputs.ts';
import { type PlaceOfMonth, placeKey, placeOfMonth } from './place-of-month.ts';
import { priceIn, schoolStartOf } from './price-place.ts';

/** What is right to charge for one child in one month. */
export interface DecidedCharge {
  readonly month: CalendarMonth;
  readonly kindergarten: string;
  readonly placementId: string;
  readonly payerId: string;
  readonly place: string;
  readonly feeNok: Kroner;
  readonly unreducedNok: Kroner;
  readonly foodNok: Kroner;
}

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

export interface ChildDecision {
  readonly id: string;
  /** In order of time, one for each place and price; empty when nothing has changed for the child. */
  readonly vedtak: readonly ChildVedtak[];
  /** Months that were charged, in which the child has no place after all. */
  readonly removed: readonly CalendarMonth[];
}

export interface DecisionResult {
  readonly children: readonly ChildDecision[];
  /** Rules that lack a fact although the income is known; a person looks. */
  readonly undecided: readonly string[];
}

interface MonthOfChild {
  readonly month: CalendarMonth;
  readonly held: PlaceOfMonth;
  readonly price: PlacePrice;
  readonly fee: ChildFee;
  readonly incomeSteps: readonly RuleStep[];
}

/**
 * What a household pays in each month of a kindergarten year, all children together, beside what it pays already. What
 * is lower counts at once; what is higher for the same place counts from `higherFrom` and never backwards; a new place
 * counts from its first day. Pure: the same inputs give the same result, whenever it is asked.
 *
 * Legal source: forskrift 2005-12-16-1478 §§ 1–3 c.
 *
 * @throws RangeError for impossible inputs.
 */
export function decideHousehold(inputs: DecisionInputs): DecisionResult {
  const months = monthsOfKindergartenYear(inputs.kindergartenYear).map((month) => monthFees(inputs, month));
  const standing = Map.groupBy(inputs.standing, ({ childId }) => childId);
  const children = inputs.children.map((child) =>
    decideChild(
      inputs,
      child,
      months.flatMap((one) => one.children.get(child.id) ?? []),
      standing.get(child.id) ?? [],
    ),
  );
  const undecided = [...new Set(months.flatMap((one) => one.undecided))].toSorted();
  return { children, undecided };
}

function monthFees(inputs: DecisionInputs, month: CalendarMonth) {
  const present = inputs.children.flatMap((child) => {
    const held = placeOfMonth(child.places, month);
    const price = held && priceIn(held.place, month);
    return held && price ? [{ child, held, price }] : [];
  });
  const children = new Map<string, MonthOfChild>();
  if (present.length === 0) return { children, undecided: [] };
  const { value: incomeNok, steps: incomeSteps } = incomeOf(inputs, month);
  const fee: HouseholdFee = householdFee(
    {
      decidedOn: inputs.decidedOn,
      month,
      household: {
        incomeNok,
        kommune: inputs.kommune,
        children: present.map(({ child, held, price }) => ({
          id: child.id,
          birthDate: child.birthDate,
          kindergartenKommune: inputs.kommune,
          weeklyHours: held.place.weeklyHours,
          fullTime: null,
          monthlyPriceNok: price.monthlyPriceNok,
          foodNok: price.foodNok,
          pricing: price.origin,
          ...(held.place.mayExceedMaximum ? { mayExceedMaximum: true } : {}),
          // Whoever has a place at school age does not go to school yet.
          ...(held.from >= schoolStartOf(child.birthDate) ? { deferredSchoolStart: true } : {}),
          ...(held.wholeMonth ? {} : { attendsFrom: held.from, attendsUntil: held.until }),
        })),
      },
      settings: inputs.settings,
    },
    lawOf(month, inputs.decidedOn),
  );
  for (const [index, { child, held, price }] of present.entries()) {
    const of = fee.children[index];
    if (of) children.set(child.id, { month, held, price, fee: of, incomeSteps });
  }
  // Without a known income the steps on income are open by themselves: nobody has applied.
  const undecided = incomeNok === null ? [] : fee.undecided.map(({ rule }) => rule);
  return { children, undecided };
}

function incomeOf({ income }: DecisionInputs, month: CalendarMonth) {
  const { lastYear, changes } = income;
  const lastYearNok = lastYear && lastYear.countsFrom <= month ? lastYear.yearlyNok : null;
  return incomeInMonth({ lastYearNok, changes }, month);
}

const laws = new Map<string, FeeLaw>();

/** Law is read once for each month and day of vedtak: a kommune is decided by the thousand. */
function lawOf(month: CalendarMonth, decidedOn: IsoDate): FeeLaw {
  const key = `${month}|${decidedOn}`;
  const known = laws.get(key);
  if (known) return known;
  if (laws.size > 1000) laws.clear();
  const law = feeLawOn(month, decidedOn);
  laws.set(key, law);
  return law;
}

function decideChild(
  inputs: DecisionInputs,
  child: ChildInputs,
  months: readonly MonthOfChild[],
  standing: readonly StandingCharge[],
): ChildDecision {
  const before = new Map(standing.map((charge) => [charge.month, charge]));
  const chosen = months.map((month) => ({ month, charge: choose(inputs, month, before.get(month.month)) }));
  const changed = chosen.filter(({ month, charge }) => isOther(charge, before.get(month.month)));
  const now = new Set(months.map(({ month }) => month));
  const removed = standing.map(({ month }) => month).filter((month) => !now.has(month));
  const told = inputs.answersApplication
    ? chosen.filter(({ month }) => month.month >= monthOfDate(inputs.decidedOn))
    : changed;
  const shown = changed.length > 0 ? changed : told;
  return { id: child.id, vedtak: vedtakOf(inputs, child, shown, before), removed };
}

/** The rule of this file: lower at once, higher with notice, another place as it is. */
function choose(
  { higherFrom, payerId, decidedOn }: DecisionInputs,
  { month, held, fee }: MonthOfChild,
  standing: StandingCharge | undefined,
): DecidedCharge {
  const place = placeKey(held);
  const kept = standing?.place === place && month < higherFrom ? standing : undefined;
  const lower = (now: Kroner, before: Kroner | undefined): Kroner =>
    before !== undefined && before < now ? before : now;
  // Rows that are issued stay with whoever got them; somebody else pays from this month on.
  const payer = standing && month < monthOfDate(decidedOn) ? standing.payerId : payerId;
  return {
    month,
    kindergarten: held.place.kindergarten,
    placementId: held.place.placementId,
    payerId: payer,
    place,
    feeNok: lower(fee.feeNok, kept?.feeNok),
    unreducedNok: fee.unreducedNok,
    foodNok: lower(fee.foodNok, kept?.foodNok),
  };
}

function isOther(charge: DecidedCharge, standing: StandingCharge | undefined): boolean {
  return (
    !standing ||
    standing.place !== charge.place ||
    standing.feeNok !== charge.feeNok ||
    standing.foodNok !== charge.foodNok ||
    standing.payerId !== charge.payerId
  );
}

const isHigher = (charge: DecidedCharge, standing: StandingCharge | undefined): boolean =>
  standing?.place === charge.place && charge.feeNok + charge.foodNok > standing.feeNok + standing.foodNok;

type Chosen = { readonly month: MonthOfChild; readonly charge: DecidedCharge };

/** One vedtak for each place and price: what is known to change with a price table is told with the month it changes in. */
function vedtakOf(
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
