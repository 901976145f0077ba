import type { IsoDate, Kroner } from '@opptak/domain';
import type { RuleResult, RuleStep } from '../rule-result.ts';
import { type CalendarMonth, monthAfter, monthOfDate } from './calendar-month.ts';
import { paymentRegulation } from './fee-parameters.ts';

/** A household's income through a kindergarten year. */
export interface IncomeBasis {
  /** Last year's income from the tax return; null when not applied for or not known. */
  readonly lastYearNok: Kroner | null;
  readonly changes: readonly IncomeChange[];
}

/** A change during the year: a substantial and lasting fall in income, or a changed household. */
export interface IncomeChange {
  readonly kind: 'lasting-fall' | 'household-change';
  /** The day the application with complete documentation came in. */
  readonly appliedOn: IsoDate;
  /** The household's new income for a whole year; null when it can not be found: a person looks at it. */
  readonly yearlyNok: Kroner | null;
}

/**
 * The income that counts in a month. A lasting fall counts from the month after the application; a rise during the year
 * counts for nothing, neither by new work nor by a new adult in the household.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager §§ 3 b and 3 c, letter b.
 *
 * @returns the income in kroner a year, null when none is known. A change with unknown income leaves the amount as it was
 * and adds an undecided step.
 */
export function incomeInMonth(basis: IncomeBasis, month: CalendarMonth): RuleResult<Kroner | null> {
  const steps: RuleStep[] = [];
  let income = basis.lastYearNok;
  const inOrder = basis.changes.toSorted((a, b) => (a.appliedOn < b.appliedOn ? -1 : 1));
  for (const { kind, appliedOn, yearlyNok } of inOrder) {
    const from = monthAfter(monthOfDate(appliedOn));
    if (month < from) continue;
    const counts = yearlyNok !== null && (income === null || yearlyNok < income);
    const outcome = yearlyNok === null ? 'undecided' : counts ? 'fulfilled' : 'not-fulfilled';
    const before = income;
    if (counts) income = yearlyNok;
    steps.push({
      rule: 'fee.income-change',
      source: paymentRegulation('§ 3 b'),
      outcome,
      facts: { kind, appliedOn, countsFrom: from, beforeNok: before, yearlyNok },
      result: String(income),
    });
  }
  return { value: income, steps };
}
