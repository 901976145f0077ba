import { dateOf, type IsoDate, lastOfMonth, monthOf, yearOf } from '@opptak/domain';
import type { SchoolStart } from './person-facts.ts';

const AUGUST = 8;
const DECEMBER = 12;
/** Opplæringslova: compulsory schooling starts in the calendar year the child turns six. */
const SCHOOL_AGE = 6;

export interface PlaceDue {
  /** The kommune's intake that owes the place. */
  readonly intakeYear: number;
  /** First day the child may start as of right. */
  readonly from: IsoDate;
  /** Last day the kommune may let the child wait. */
  readonly by: IsoDate;
}

/**
 * The first intake in which a child has a right to a place, and by when the place must be there.
 *
 * Born January–August: August the year after. Born September, October or November: before the end of the month
 * in which the child turns one. Born December: August two calendar years after the year of birth.
 *
 * Legal source: barnehageloven § 16 first and second paragraph.
 */
export function firstPlaceDue(birthOn: IsoDate): PlaceDue {
  const month = monthOf(birthOn);
  const intakeYear = yearOf(birthOn) + (month === DECEMBER ? 2 : 1);
  const autumnChild = month > AUGUST && month < DECEMBER;
  return {
    intakeYear,
    from: dateOf(intakeYear, AUGUST, 1),
    by: lastOfMonth(dateOf(intakeYear, autumnChild ? month : AUGUST, 1)),
  };
}

/** In August of a later intake than the child's first, the whole of August is the limit: "i barnehage fra august". */
export function placeDueIn(birthOn: IsoDate, intakeYear: number): PlaceDue | null {
  const first = firstPlaceDue(birthOn);
  if (intakeYear < first.intakeYear) return null;
  if (intakeYear === first.intakeYear) return first;
  return { intakeYear, from: dateOf(intakeYear, AUGUST, 1), by: dateOf(intakeYear, AUGUST, 31) };
}

/**
 * Whether the child has reached school age in August of `intakeYear`. Deferred: one year later; early: one year before.
 *
 * Legal source: opplæringslova chapter 2.
 *
 * @returns null when it hangs on a request to defer that the kommune has not answered.
 */
export function isOfSchoolAge(
  birthOn: IsoDate,
  intakeYear: number,
  schoolStart: SchoolStart,
): boolean | null {
  const ordinary = yearOf(birthOn) + SCHOOL_AGE;
  const earliest = ordinary + (schoolStart === 'deferred' ? 1 : schoolStart === 'early' ? -1 : 0);
  const latest = schoolStart === 'deferral-asked' ? ordinary + 1 : earliest;
  if (intakeYear >= latest) return true;
  return intakeYear < earliest ? false : null;
}
