/** A calendar date as text, YYYY-MM-DD. Text, because a JavaScript Date is an instant and moves birthdays. */
export type IsoDate = string & { readonly __brand: 'IsoDate' };

const pattern = /^\d{4}-\d{2}-\d{2}$/;
const dayMs = 86_400_000;

const atMidnight = (text: string): Date => new Date(`${text}T00:00:00Z`);
const toText = (date: Date): IsoDate => date.toISOString().slice(0, 10) as IsoDate;

/** Answers whether `text` names a day that exists, between the years 1000 and 9999. */
export function isIsoDate(text: string): text is IsoDate {
  if (!pattern.test(text) || text < '1000') return false;
  const date = atMidnight(text);
  return !Number.isNaN(date.getTime()) && toText(date) === text;
}

/** @throws RangeError when `text` is not a day that exists. The message names no value. */
export function isoDate(text: string): IsoDate {
  if (!isIsoDate(text)) throw new RangeError('Not a calendar date (YYYY-MM-DD)');
  return text;
}

/** @param month 1–12. @throws RangeError when the day does not exist. */
export function dateOf(year: number, month: number, day: number): IsoDate {
  return isoDate(
    `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  );
}

export const yearOf = (date: IsoDate): number => Number(date.slice(0, 4));
export const monthOf = (date: IsoDate): number => Number(date.slice(5, 7));
export const dayOf = (date: IsoDate): number => Number(date.slice(8, 10));

export function addDays(date: IsoDate, days: number): IsoDate {
  return toText(new Date(atMidnight(date).getTime() + days * dayMs));
}

/** Moves whole months; a day that the month lacks becomes its last day (31 Jan + 1 → 28 or 29 Feb). */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return dateOf(year, month, Math.min(dayOf(date), daysInMonth(year, month)));
}

/** @param month 1–12 */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export const firstOfMonth = (date: IsoDate): IsoDate => dateOf(yearOf(date), monthOf(date), 1);
export const lastOfMonth = (date: IsoDate): IsoDate =>
  dateOf(yearOf(date), monthOf(date), daysInMonth(yearOf(date), monthOf(date)));

/** Whole days from `from` to `to`; negative when `to` comes first. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((atMidnight(to).getTime() - atMidnight(from).getTime()) / dayMs);
}

const osloParts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar date in Norway at an instant. */
export function dateInNorway(at: Date): IsoDate {
  return isoDate(osloParts.format(at));
}

const osloOffset = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  hour: '2-digit',
  hour12: false,
});

/**
 * The instant when it is `time` on `date` in Norway. Used for deadlines, computed once and stored.
 * Do not ask for times between 02:00 and 03:00: one night a year they do not exist, one night they exist twice.
 *
 * @param time HH:MM or HH:MM:SS.mmm
 */
export function instantInNorway(date: IsoDate, time: string): Date {
  const asUtc = new Date(`${date}T${time}Z`);
  const noon = new Date(`${date}T12:00:00Z`);
  for (const hours of [Number(osloOffset.format(noon)) - 12, 1, 2]) {
    const candidate = new Date(asUtc.getTime() - hours * 3_600_000);
    if (Number(osloOffset.format(candidate)) === asUtc.getUTCHours() && dateInNorway(candidate) === date) {
      return candidate;
    }
  }
  throw new RangeError('This time of day does not exist in Norway on that date');
}
