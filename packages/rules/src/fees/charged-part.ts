import { dayOf, daysBetween, exact, exactText, fraction, times } from '@opptak/domain';
import { numberOfMonth } from './calendar-month.ts';
import type { ChildCase, FeeStep } from './child-case.ts';
import type { ChildPlace } from './fee-facts.ts';
import type { FeeLaw } from './fee-law.ts';
import { paymentRegulation } from './fee-parameters.ts';

/** The days of the month in which the child has the place; null for none. */
export function attendedDays(child: ChildPlace, law: FeeLaw): ChildCase['attended'] {
  const { firstDay: first, lastDay: last, days } = law;
  if (!child.attendsFrom && !child.attendsUntil) return { from: first, until: last, days };
  const from = child.attendsFrom && child.attendsFrom > first ? child.attendsFrom : first;
  const until = child.attendsUntil && child.attendsUntil < last ? child.attendsUntil : last;
  return from > until ? null : { from, until, days: daysBetween(from, until) + 1 };
}

/** Whether anything is charged in the month at all: not in the free month, and not without the place. */
export function isCharged({ settings, law, attended }: ChildCase): boolean {
  const { paymentPlan, freeMonth } = settings.values;
  return attended !== null && (paymentPlan !== 'eleven-months' || numberOfMonth(law.month) !== freeMonth);
}

/**
 * A month in which the place starts or ends is charged in part. National rules are silent: the owner's statutes decide,
 * and the setting says how.
 */
export const applyPartMonth: FeeStep = ({ law, attended, settings }, fee) => {
  const days = attended?.days ?? 0;
  const all = law.days;
  if (days === all) return null;
  const value = times(fee, chargedShare(settings.values.partMonth, days, all, attended));
  const facts = {
    days,
    daysOfMonth: all,
    partMonth: settings.values.partMonth,
    partMonthFrom: settings.from.partMonth,
  };
  const step = { rule: 'fee.part-month', source: paymentRegulation('§ 1'), facts, result: exactText(value) };
  return { value, step: { ...step, outcome: 'fulfilled' } };
};

function chargedShare(
  way: ChildCase['settings']['values']['partMonth'],
  days: number,
  all: number,
  attended: ChildCase['attended'],
) {
  if (!attended) return exact(0);
  switch (way) {
    case 'whole-month':
      return exact(1);
    case 'half-months':
      return dayOf(attended.from) > 15 || dayOf(attended.until) <= 15 ? fraction(1n, 2n) : exact(1);
    case 'calendar-days':
      return fraction(BigInt(days), BigInt(all));
  }
}

/**
 * A year of fees is eleven payments. Either one month is free, or the owner spreads the eleven over twelve.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager § 1 (the maximum is per month, with eleven payments a year).
 */
export const applyPaymentPlan: FeeStep = ({ law, settings }, fee) => {
  const { paymentPlan, freeMonth } = settings.values;
  const { paymentsPerYear } = law.incomeCeiling.value;
  const common = { rule: 'fee.payment-plan', source: paymentRegulation('§ 1') };
  const facts = { paymentPlan: settings.values.paymentPlan, paymentPlanFrom: settings.from.paymentPlan };
  if (paymentPlan === 'twelve-instalments') {
    const value = times(fee, fraction(BigInt(paymentsPerYear), 12n));
    const spread = { ...facts, reason: 'instalments' };
    return { value, step: { ...common, outcome: 'fulfilled', facts: spread, result: exactText(value) } };
  }
  if (numberOfMonth(law.month) !== freeMonth) return null;
  const freeFacts = {
    ...facts,
    freeMonth: settings.values.freeMonth,
    freeMonthFrom: settings.from.freeMonth,
    reason: 'free-month',
  };
  return { value: exact(0), step: { ...common, outcome: 'fulfilled', facts: freeFacts, result: '0' } };
};
