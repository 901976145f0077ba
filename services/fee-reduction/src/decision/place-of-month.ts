import { daysBetween, type IsoDate } from '@opptak/domain';
import { type CalendarMonth, firstDayOf, lastDayOf } from '@opptak/rules';
import type { PricedPlace } from './decision-inputs.ts';

/** The place that a child is charged for in a month, and the days of the month that are charged. */
export interface PlaceOfMonth {
  readonly place: PricedPlace;
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly wholeMonth: boolean;
}

/**
 * A child is charged once a month. When it changes kindergarten within one, the place it has for most days is charged
 * (the earlier one when equal), for all days with a place; the owners settle between themselves.
 *
 * @returns null when the child has no place in the month.
 */
export function placeOfMonth(places: readonly PricedPlace[], month: CalendarMonth): PlaceOfMonth | null {
  const [first, last] = [firstDayOf(month), lastDayOf(month)];
  const held = places.flatMap((place) => {
    const from = laterOf(place.from, first);
    const until = earlierOf(place.until, last);
    return from <= until ? [{ place, from, until, days: daysBetween(from, until) + 1 }] : [];
  });
  const [longest] = held.toSorted((a, b) => b.days - a.days || (a.from < b.from ? -1 : 1));
  if (!longest) return null;
  const from = held.map((one) => one.from).reduce(earlierOf);
  const until =
    held
      .map((one) => one.until)
      .toSorted()
      .at(-1) ?? longest.until;
  return { place: longest.place, from, until, wholeMonth: from === first && until === last };
}

/** What makes two months the same place: another kindergarten, size or length is not the same fee made higher. */
export const placeKey = ({ place, from, until }: PlaceOfMonth): string =>
  `${place.kindergarten}|${place.weeklyHours}|${from}|${until}`;

// Dates are text: Math.max would not do.
const laterOf = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? b : a);
const earlierOf = (a: IsoDate, b: IsoDate): IsoDate => (b < a ? b : a);
