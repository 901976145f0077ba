import { compareExact, type Exact, exact, exactDecimal, exactText, fraction, times } from '@opptak/domain';
import type { ChildCase, FeeStep } from './child-case.ts';

/**
 * A year of fees for one child is at most 6 % of the household's income: the ceiling is income × 6 % over eleven
 * payments. It applies when the maximum price for a year is above 6 % of the income; exactly at 6 % it does not. The test
 * uses the formula, because published limits are rounded (128 333 for a limit of 128 333.33).
 *
 * For a part-time place the kommune chooses: at most the whole ceiling (strict), or its share of it by hours.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager § 3 b.
 */
export const applyIncomeCeiling: FeeStep = (given, fee) => {
  const { law, incomeNok, maximumNok, fullTime, settings } = given;
  const { percent, paymentsPerYear } = law.incomeCeiling.value;
  const { source } = law.incomeCeiling;
  const rule = 'fee.income-ceiling';
  if (incomeNok === null) {
    const facts = { incomeNok: null, percent, reason: 'no-income' };
    return { value: fee, step: { rule, source, outcome: 'undecided', facts, result: exactText(fee) } };
  }
  const maximumForYear = maximumNok * paymentsPerYear;
  const basis = { incomeNok, percent, maximumForYearNok: maximumForYear };
  if (!isAboveShare(maximumForYear, incomeNok, percent)) {
    return {
      value: fee,
      step: { rule, source, outcome: 'not-fulfilled', facts: basis, result: exactText(fee) },
    };
  }
  const whole = fraction(BigInt(incomeNok) * BigInt(percent), BigInt(100 * paymentsPerYear));
  const ceiling = fullTime ? whole : partTimeCeiling(given, whole);
  const facts = {
    ...basis,
    ceilingNok: exactText(ceiling),
    ...(fullTime
      ? {}
      : {
          partTimeCeiling: settings.values.partTimeCeiling,
          partTimeCeilingFrom: settings.from.partTimeCeiling,
          hours: given.hours,
        }),
  };
  const lower = compareExact(ceiling, fee) < 0;
  const value = lower ? ceiling : fee;
  return {
    value,
    step: { rule, source, outcome: lower ? 'fulfilled' : 'not-fulfilled', facts, result: exactText(value) },
  };
};

/** Whether the amount is more than `percent` of the income: strictly more. */
function isAboveShare(amountNok: number, incomeNok: number, percent: number): boolean {
  return BigInt(amountNok) * 100n > BigInt(incomeNok) * BigInt(percent);
}

function partTimeCeiling({ settings, hours }: ChildCase, whole: Exact): Exact {
  const { partTimeCeiling, fullTimeHours } = settings.values;
  if (partTimeCeiling === 'strict' || hours >= fullTimeHours) return whole;
  const share = exactDecimal(hours);
  const full = exactDecimal(fullTimeHours);
  return times(whole, fraction(share.top * full.bottom, share.bottom * full.top));
}

/** The income from which on a year at the maximum price is not above the ceiling: maximum × 11 / 6 %. Published rounded. */
export function incomeLimitOfCeiling(maximumNok: number, percent: number, paymentsPerYear: number): Exact {
  return times(exact(maximumNok * paymentsPerYear), fraction(100n, BigInt(percent)));
}
