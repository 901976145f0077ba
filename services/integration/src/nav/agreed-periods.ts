import { addDays, type IsoDate } from '@opptak/domain';

/** A place as it is agreed. */
export interface AgreedPlace {
  readonly from: IsoDate;
  /** Last day, included; null while it is open. */
  readonly until: IsoDate | null;
  readonly hoursPerWeek: number;
}

/**
 * The periods of agreed hours of one child in one kindergarten: in order, without overlap, and as few as possible. Where
 * two places overlap, the one that begins later holds from its first day, and the earlier one ends the day before.
 * Periods that follow each other with the same hours are one.
 */
export function agreedPeriods(places: readonly AgreedPlace[]): readonly AgreedPlace[] {
  const ordered = places.toSorted((one, other) => compare(one.from, other.from) || later(one, other));
  const periods: AgreedPlace[] = [];
  for (const [index, place] of ordered.entries()) {
    const next = ordered.slice(index + 1).find(({ from }) => from > place.from);
    // Of two that begin on the same day, the one that lasts longest holds.
    if (ordered[index + 1]?.from === place.from) continue;
    const until =
      next && (place.until === null || place.until >= next.from) ? addDays(next.from, -1) : place.until;
    add(periods, { ...place, until });
  }
  return periods;
}

function add(periods: AgreedPlace[], period: AgreedPlace): void {
  const last = periods.at(-1);
  const follows = last?.until && addDays(last.until, 1) === period.from;
  if (follows && last.hoursPerWeek === period.hoursPerWeek) {
    periods[periods.length - 1] = { ...last, until: period.until };
  } else {
    periods.push(period);
  }
}

const endless = '9999-12-31';
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const later = (one: AgreedPlace, other: AgreedPlace): number =>
  compare(one.until ?? endless, other.until ?? endless) || one.hoursPerWeek - other.hoursPerWeek;

/** Whether any day of a period lies in the time from one day to another, both included. */
export const touches = (
  { from, until }: Pick<AgreedPlace, 'from' | 'until'>,
  first: IsoDate,
  last: IsoDate,
): boolean => from <= last && (until === null || until >= first);
