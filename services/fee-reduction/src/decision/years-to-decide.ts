import { type IsoDate, monthOf } from '@opptak/domain';
import {
  firstDayOf,
  kindergartenYearOf,
  lastDayOf,
  monthOfDate,
  monthsOfKindergartenYear,
} from '@opptak/rules';
import type { ChildOfHousehold } from '../repositories/households.ts';
import { lastDayOfPlace } from './price-place.ts';

/** From June on the coming kindergarten year is decided too. */
const nextYearFromMonth = 6;
const yearEndMonth = 7;

/**
 * The kindergarten years in which a household has something to pay: the present one, and coming ones for which a place is
 * agreed – from June on, for every place that goes on.
 */
export function yearsToDecide(children: readonly ChildOfHousehold[], today: IsoDate): readonly number[] {
  const present = kindergartenYearOf(monthOfDate(today));
  const years = new Set<number>();
  for (const { fromOn, untilOn } of placesOf(children)) {
    const starts = kindergartenYearOf(monthOfDate(fromOn));
    const first = Math.max(starts, present);
    if (kindergartenYearOf(monthOfDate(untilOn)) >= first) years.add(first);
    const nextIsNear = monthOf(today) >= nextYearFromMonth && monthOf(today) <= yearEndMonth;
    if (nextIsNear && starts <= present && kindergartenYearOf(monthOfDate(untilOn)) > present) {
      years.add(present + 1);
    }
  }
  // A brother or sister who starts next year changes what the others pay then.
  const last = Math.max(...years);
  return [...years].filter((year) => year <= last).toSorted();
}

/** Every place with its first and last day. */
const placesOf = (children: readonly ChildOfHousehold[]) =>
  children.flatMap(({ bornOn, placements }) =>
    placements.map(({ fromOn, untilOn }) => ({ fromOn, untilOn: lastDayOfPlace(bornOn, fromOn, untilOn) })),
  );

/** Whether any place lies in a kindergarten year. */
export function hasPlaceIn(children: readonly ChildOfHousehold[], year: number): boolean {
  const months = monthsOfKindergartenYear(year);
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return false;
  return placesOf(children).some(
    ({ fromOn, untilOn }) => fromOn <= lastDayOf(last) && untilOn >= firstDayOf(first),
  );
}
