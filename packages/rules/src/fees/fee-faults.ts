import { type Fault, type IsoDate, yearOf } from '@opptak/domain';
import { firstDayOf, kindergartenYearOf } from './calendar-month.ts';
import type { ChildPlace, FeeFacts } from './fee-facts.ts';
import { oldestFeeMonth } from './fee-law.ts';
import type { FeeSettings, LocalTier } from './fee-settings.ts';
import { priceZoneOn } from './price-zones.ts';

/** No child is in kindergarten after this age: school starts at six, or at seven when it is deferred. */
const OLDEST_AGE = 8;
const HOURS_OF_A_WEEK = 168;
/** § 1: a place of so many agreed hours a week or more is full-time. Has not changed in the period we know rates for. */
const FULL_TIME_FROM_HOURS = 41;

/**
 * What can not be true in the facts of a fee: a JSON pointer and what is wrong, never the value.
 *
 * @returns an empty list when the facts are possible.
 */
export function feeFaults(facts: FeeFacts, firstDay = firstDayOf(facts.month)): readonly Fault[] {
  const { household, month } = facts;
  const faults: Fault[] = [];
  const fault: Report = (at, message) => faults.push({ at, message });
  if (month < oldestFeeMonth) fault('/month', `rates are known from ${oldestFeeMonth} on`);
  if (household.incomeNok !== null && !isWhole(household.incomeNok)) {
    fault('/household/incomeNok', 'must be whole kroner from 0 to 1 000 000 000 000, or null');
  }
  if (household.children.length === 0) fault('/household/children', 'must hold at least one child');
  const seen = new Set<string>();
  for (const [index, child] of household.children.entries()) {
    const at = `/household/children/${index}`;
    if (child.id === '') fault(`${at}/id`, 'must not be empty');
    if (seen.has(child.id)) fault(`${at}/id`, 'is the same as that of a child before it');
    seen.add(child.id);
    findChildFaults(facts, child, at, fault);
  }
  findSettingFaults(facts.settings ?? {}, fault);
  return [...faults, ...kommuneFaults(facts, firstDay)];
}

type Report = (at: string, message: string) => void;

function findChildFaults({ month }: FeeFacts, child: ChildPlace, at: string, fault: Report): void {
  if (child.birthDate.slice(0, 7) > month) fault(`${at}/birthDate`, 'lies after the month');
  if (kindergartenYearOf(month) - yearOf(child.birthDate) > OLDEST_AGE) {
    fault(`${at}/birthDate`, 'makes the child too old for kindergarten in this month');
  }
  if (!isWhole(child.monthlyPriceNok))
    fault(`${at}/monthlyPriceNok`, 'must be whole kroner from 0 to 1 000 000 000 000');
  if (!isWhole(child.foodNok)) fault(`${at}/foodNok`, 'must be whole kroner from 0 to 1 000 000 000 000');
  if (child.attendsFrom && child.attendsUntil && child.attendsUntil < child.attendsFrom) {
    fault(`${at}/attendsUntil`, 'lies before attendsFrom');
  }
  findHourFaults(child, at, fault);
}

function findHourFaults({ weeklyHours, fullTime }: ChildPlace, at: string, fault: Report): void {
  if (weeklyHours === null) {
    if (fullTime !== true) fault(`${at}/weeklyHours`, 'is needed unless fullTime is true');
    return;
  }
  if (!(weeklyHours > 0 && weeklyHours <= HOURS_OF_A_WEEK) || !hasTwoDecimals(weeklyHours)) {
    fault(`${at}/weeklyHours`, 'must be above 0 and at most 168, with at most two decimals');
  } else if (fullTime === true && weeklyHours < FULL_TIME_FROM_HOURS) {
    fault(`${at}/fullTime`, 'is true, but weeklyHours is below 41: a full-time place is 41 hours or more');
  } else if (fullTime === false && weeklyHours >= FULL_TIME_FROM_HOURS) {
    fault(`${at}/fullTime`, 'is false, but weeklyHours is 41 or more: that is a full-time place');
  }
}

function findSettingFaults(settings: Partial<FeeSettings>, fault: Report): void {
  const { fullTimeHours, freeMonth, localTiers = [] } = settings;
  if (fullTimeHours !== undefined) {
    const possible = fullTimeHours >= FULL_TIME_FROM_HOURS && fullTimeHours <= HOURS_OF_A_WEEK;
    if (!possible || !hasTwoDecimals(fullTimeHours)) {
      fault('/settings/fullTimeHours', 'must be between 41 and 168, with at most two decimals');
    }
  }
  if (freeMonth !== undefined && !(isWhole(freeMonth) && freeMonth >= 1 && freeMonth <= 12)) {
    fault('/settings/freeMonth', 'must be a month, 1 to 12');
  }
  for (const [index, tier] of localTiers.entries())
    findTierFaults(tier, `/settings/localTiers/${index}`, fault);
}

function findTierFaults(tier: LocalTier, at: string, fault: Report): void {
  const { id, incomeBelowNok, maximumNok, percentOff } = tier;
  if (id === '') fault(`${at}/id`, 'must not be empty');
  if (incomeBelowNok !== null && !isWhole(incomeBelowNok)) {
    fault(`${at}/incomeBelowNok`, 'must be whole kroner from 0 to 1 000 000 000 000, or null');
  }
  if (maximumNok !== undefined && !isWhole(maximumNok)) {
    fault(`${at}/maximumNok`, 'must be whole kroner from 0 to 1 000 000 000 000');
  }
  if (percentOff !== undefined && !(isWhole(percentOff) && percentOff <= 100)) {
    fault(`${at}/percentOff`, 'must be whole percent, 0 to 100');
  }
  if (maximumNok === undefined && percentOff === undefined) fault(at, 'needs maximumNok or percentOff');
}

/** Kommune numbers that did not exist in the month are found where the price zone is looked up. */
function kommuneFaults({ household }: FeeFacts, day: IsoDate): readonly Fault[] {
  const { kommune, children } = household;
  const all = [
    { at: '/household/kommune', number: kommune },
    ...children.map((child, index) => ({
      at: `/household/children/${index}/kindergartenKommune`,
      number: child.kindergartenKommune,
    })),
  ];
  return all.flatMap(({ at, number }) => {
    try {
      priceZoneOn(number, day);
      return [];
    } catch (error) {
      if (error instanceof RangeError) return [{ at, message: error.message }];
      throw error;
    }
  });
}

/** Above every real amount, and small enough that sums of a household stay exact. */
const LARGEST_AMOUNT = 1_000_000_000_000;
const isWhole = (amount: number): boolean =>
  Number.isInteger(amount) && amount >= 0 && amount <= LARGEST_AMOUNT;
/** Two decimals are the minutes of a week finely enough, and keep the fractions small. */
const hasTwoDecimals = (value: number): boolean =>
  Number.isInteger(value) || /^\d+(\.\d{1,2})?$/.test(String(value));
