import { type CalendarMonth, monthOfDate, monthsOfKindergartenYear } from '@opptak/rules';
import { chooseCharge, isOther } from './choose-charge.ts';
import type { ChildInputs, DecisionInputs, StandingCharge } from './decision-inputs.ts';
import { type MonthOfChild, monthFees } from './month-fees.ts';
import { type ChildVedtak, vedtakOf } from './vedtak-of-child.ts';

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

function decideChild(
  inputs: DecisionInputs,
  child: ChildInputs,
  months: readonly MonthOfChild[],
  standing: readonly StandingCharge[],
): ChildDecision {
  const before = new Map(standing.map((charge) => [charge.month, charge]));
  const chosen = months.map((month) => ({
    month,
    charge: chooseCharge(inputs, month, before.get(month.month)),
  }));
  const changed = chosen.filter(({ month, charge }) => isOther(charge, before.get(month.month)));
  const now = new Set(months.map(({ month }) => month));
  const removed = standing.map(({ month }) => month).filter((month) => !now.has(month));
  const told = inputs.answersApplication
    ? chosen.filter(({ month }) => month.month >= monthOfDate(inputs.decidedOn))
    : changed;
  const shown = changed.length > 0 ? changed : told;
  return { id: child.id, vedtak: vedtakOf(inputs, child, shown, before), removed };
}
