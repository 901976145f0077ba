import { daysInMonth, type IsoDate, isoDate, lastOfMonth } from '@opptak/domain';

/** A calendar month as text, YYYY-MM: "2026-09". Months compare as text. */
export type CalendarMonth = string & { readonly __brand: 'CalendarMonth' };

export function isCalendarMonth(text: string): text is CalendarMonth {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && text >= '1000';
}

/** @throws RangeError when `text` names no month. The message names no value. */
export function calendarMonth(text: string): CalendarMonth {
  if (!isCalendarMonth(text)) throw new RangeError('Not a calendar month (YYYY-MM)');
  return text;
}

export const monthOfDate = (date: IsoDate): CalendarMonth => calendarMonth(date.slice(0, 7));
export const firstDayOf = (month: CalendarMonth): IsoDate => isoDate(`${month}-01`);
export const lastDayOf = (month: CalendarMonth): IsoDate => lastOfMonth(firstDayOf(month));
export const yearOfMonth = (month: CalendarMonth): number => Number(month.slice(0, 4));
/** 1–12 */
export const numberOfMonth = (month: CalendarMonth): number => Number(month.slice(5, 7));
export const daysOf = (month: CalendarMonth): number => daysInMonth(yearOfMonth(month), numberOfMonth(month));

export function monthAfter(month: CalendarMonth): CalendarMonth {
  const [year, number] = [yearOfMonth(month), numberOfMonth(month)];
  return calendarMonth(number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`);
}

/** The calendar year in which the kindergarten year of `month` started: kindergarten years run from August to July. */
export function kindergartenYearOf(month: CalendarMonth): number {
  return numberOfMonth(month) >= 8 ? yearOfMonth(month) : yearOfMonth(month) - 1;
}

/** The twelve months of a kindergarten year, August first. */
export function monthsOfKindergartenYear(startYear: number): readonly CalendarMonth[] {
  const months = [calendarMonth(`${startYear}-08`)];
  for (let last = months[0]; last && months.length < 12; last = months.at(-1)) months.push(monthAfter(last));
  return months;
}
