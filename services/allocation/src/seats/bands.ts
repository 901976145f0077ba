import { dateOf, type IsoDate, monthOf, yearOf } from '@opptak/domain';
import type { Band } from '@opptak/matching';

/**
 * Children count as small until August of the year they turn three.
 *
 * Legal source: barnehageloven § 26 and forskrift om pedagogisk bemanning.
 */
export function bandOf(bornOn: IsoDate, kindergartenYear: number): Band {
  return yearOf(bornOn) >= kindergartenYear - 2 ? 'small' : 'large';
}

/** A child leaves kindergarten for school in August of the year it turns six. */
export const startsSchool = (bornOn: IsoDate, kindergartenYear: number): boolean =>
  yearOf(bornOn) <= kindergartenYear - 6;

/** First day of a kindergarten year. */
export const yearStart = (kindergartenYear: number): IsoDate => dateOf(kindergartenYear, 8, 1);

/** Last day of a kindergarten year. */
export const yearEnd = (kindergartenYear: number): IsoDate => dateOf(kindergartenYear + 1, 7, 31);

/** The kindergarten year that a day lies in: from August to July. */
export const yearAround = (day: IsoDate): number => (monthOf(day) >= 8 ? yearOf(day) : yearOf(day) - 1);
