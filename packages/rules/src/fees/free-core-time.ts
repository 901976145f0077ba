import { type Exact, exactDecimal, exactText, fraction, times, yearOf } from '@opptak/domain';
import type { LegalSource } from '../legal-source.ts';
import type { FactValue } from '../rule-result.ts';
import type { ChildCase, FeeStep } from './child-case.ts';

/** School starts in August of the calendar year in which the child turns six. */
const SCHOOL_AGE = 6;

/**
 * Twenty free hours a week, from August of the calendar year the child turns two until school starts (also when that is
 * deferred), in households with income below the limit. The fee is multiplied by the share of the hours that is left;
 * the hours of a full-time place are the kommune's setting.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager § 3 c.
 */
export const applyFreeCoreTime: FeeStep = (given, fee) => {
  const { source, value: law } = given.law.coreTime;
  const age = given.law.kindergartenYear - yearOf(given.child.birthDate);
  const facts: Record<string, FactValue> = {
    incomeNok: given.incomeNok,
    incomeLimitNok: law.incomeLimit,
    birthYear: yearOf(given.child.birthDate),
    fromAge: law.fromAge,
  };
  const school = schoolState(given, age);
  if (school === 'started')
    return unchanged(fee, source, 'not-fulfilled', { ...facts, reason: 'school-age' });
  if (school === 'unknown') return unchanged(fee, source, 'undecided', { ...facts, reason: 'school-start' });
  if (age < law.fromAge) return coreTimeBelowAge(given, fee, age, facts);
  return coreTimeByIncome(given, fee, source, law.incomeLimit, facts);
};

/** One-year-olds have free core time only where the kommune has chosen it. */
function coreTimeBelowAge(given: ChildCase, fee: Exact, age: number, facts: Record<string, FactValue>) {
  const { source } = given.law.coreTime;
  const limit = given.law.oneYearOldIncomeLimit;
  const local =
    age === 1
      ? {
          oneYearOldCoreTime: given.settings.values.oneYearOldCoreTime,
          oneYearOldCoreTimeFrom: given.settings.from.oneYearOldCoreTime,
        }
      : {};
  if (age !== 1 || !given.settings.values.oneYearOldCoreTime || !limit) {
    return unchanged(fee, source, 'not-fulfilled', { ...facts, ...local, reason: 'age' });
  }
  const used = { ...facts, ...local, incomeLimitNok: limit.value };
  return coreTimeByIncome(given, fee, source, limit.value, used);
}

function coreTimeByIncome(
  given: ChildCase,
  fee: Exact,
  source: LegalSource,
  incomeLimit: number,
  facts: Record<string, FactValue>,
) {
  const { incomeNok, law } = given;
  if (incomeNok === null) return unchanged(fee, source, 'undecided', { ...facts, reason: 'no-income' });
  if (incomeNok >= incomeLimit) {
    return unchanged(fee, source, 'not-fulfilled', { ...facts, reason: 'income' });
  }
  const hoursFrom = given.fullTime
    ? {
        fullTimeHours: given.settings.values.fullTimeHours,
        fullTimeHoursFrom: given.settings.from.fullTimeHours,
      }
    : {};
  const used = { ...facts, freeHours: law.coreTime.value.hours, hours: given.hours, ...hoursFrom };
  const value = times(fee, shareLeft(given.hours, law.coreTime.value.hours));
  const step = { rule, source, outcome: 'fulfilled' as const, facts: used, result: exactText(value) };
  return { value, step };
}

/** The share of the agreed hours that is paid for: (H − 20) / H, and nothing for 20 hours or less. */
function shareLeft(hours: number, freeHours: number): Exact {
  const all = exactDecimal(hours);
  const paid = all.top - BigInt(freeHours) * all.bottom;
  return fraction(paid > 0n ? paid : 0n, all.top);
}

function schoolState({ child }: ChildCase, age: number): 'not-yet' | 'started' | 'unknown' {
  if (age < SCHOOL_AGE) return 'not-yet';
  if (age > SCHOOL_AGE) return 'started';
  if (child.deferredSchoolStart === undefined || child.deferredSchoolStart === null) return 'unknown';
  return child.deferredSchoolStart ? 'not-yet' : 'started';
}

const rule = 'fee.free-core-time';

function unchanged(
  value: Exact,
  source: LegalSource,
  outcome: 'not-fulfilled' | 'undecided',
  facts: Record<string, FactValue>,
) {
  return { value, step: { rule, source, outcome, facts, result: exactText(value) } };
}
