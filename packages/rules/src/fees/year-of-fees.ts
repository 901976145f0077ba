import { type Kroner, kroner } from '@opptak/domain';
import type { RuleStep } from '../rule-result.ts';
import type { CalendarMonth } from './calendar-month.ts';
import type { FeeFacts } from './fee-facts.ts';
import { type HouseholdFee, householdFee } from './household-fee.ts';
import { type IncomeBasis, incomeInMonth } from './income-basis.ts';

export interface MonthOfFees {
  readonly fee: HouseholdFee;
  /** Why this income counts in the month. */
  readonly incomeSteps: readonly RuleStep[];
}

export interface YearOfFees {
  readonly months: readonly MonthOfFees[];
  readonly totalNok: Kroner;
}

/**
 * A household's fees over several months, with the income that counts in each: the whole kindergarten year of a vedtak, or
 * what a planned change of income would mean.
 *
 * @param factsOf what holds in a month; its `month` and income are put in here.
 * @throws RangeError for impossible facts.
 */
export function feesOfMonths(
  factsOf: (month: CalendarMonth) => Omit<FeeFacts, 'month'>,
  income: IncomeBasis,
  months: readonly CalendarMonth[],
): YearOfFees {
  const each = months.map((month) => {
    const counted = incomeInMonth(income, month);
    const facts = factsOf(month);
    const household = { ...facts.household, incomeNok: counted.value };
    return { fee: householdFee({ ...facts, month, household }), incomeSteps: counted.steps };
  });
  return { months: each, totalNok: kroner(each.reduce((sum, { fee }) => sum + fee.totalNok, 0)) };
}
