import { dateOf, fraction, type IsoDate, kroner, roundedDown, yearOf } from '@opptak/domain';
import type { PriceZone } from '@opptak/rules';
import type { ChildOfHousehold } from '../repositories/households.ts';
import type { PricedPlace } from './decision-inputs.ts';

const daysOfFullTime = 5;
const schoolAge = 6;

/**
 * The last day of a child's place. One without an end is over when school starts, in August of the year the child turns
 * six – unless it begins after that day: then school starts a year later. A place with an end says itself how long it lasts.
 */
export function lastDayOfPlace(bornOn: IsoDate, fromOn: IsoDate, untilOn: IsoDate | null): IsoDate {
  if (untilOn !== null) return untilOn;
  const beforeSchool = dateOf(yearOf(bornOn) + schoolAge, 7, 31);
  return fromOn <= beforeSchool ? beforeSchool : dateOf(yearOf(bornOn) + schoolAge + 1, 7, 31);
}

/**
 * Whether the owner has set a price. Without one nothing is decided: a price that comes later would be a rise, and the first
 * months free for good. Where places are free by law there is nothing to set.
 */
export const isPriced = (
  { monthlyPriceNok, monthlyFoodNok }: ChildOfHousehold['placements'][number],
  zone: PriceZone,
): boolean => zone === 'action-zone' || monthlyPriceNok + monthlyFoodNok > 0;

/** The first day on which a child with a place must have a deferred school start: it would be at school otherwise. */
export const schoolStartOf = (bornOn: IsoDate): IsoDate => dateOf(yearOf(bornOn) + schoolAge, 8, 1);

/** What a kommune has chosen that decides the price of a place. */
export interface PriceChoices {
  readonly partTimePercent: Readonly<Record<string, number>>;
  readonly aboveMaximum: ReadonlySet<string>;
}

/**
 * What the owner takes for a place of so many days a week, and its agreed hours. Part-time is the kommune's percent of the
 * full-time price; without one, its proportion, which is lower as the law demands.
 *
 * Legal source: forskrift 2005-12-16-1478 §§ 2 and 4.
 */
export function pricePlace(
  placement: ChildOfHousehold['placements'][number],
  bornOn: IsoDate,
  { partTimePercent, aboveMaximum }: PriceChoices,
): PricedPlace {
  const { daysPerWeek, fullTimeHours, monthlyPriceNok, monthlyFoodNok } = placement;
  const percent =
    daysPerWeek === daysOfFullTime ? 100 : (partTimePercent[String(daysPerWeek)] ?? daysPerWeek * 20);
  const inProportion = (amount: number, share: number) =>
    kroner(roundedDown(fraction(BigInt(amount) * BigInt(share), 100n)));
  return {
    placementId: placement.id,
    kindergarten: placement.kindergartenId,
    from: placement.fromOn,
    until: lastDayOfPlace(bornOn, placement.fromOn, placement.untilOn),
    weeklyHours: Math.round((fullTimeHours * daysPerWeek * 100) / daysOfFullTime) / 100,
    monthlyPriceNok: inProportion(monthlyPriceNok, percent),
    ...(aboveMaximum.has(placement.kindergartenId) ? { mayExceedMaximum: true } : {}),
    // A child eats on the days it is there.
    foodNok: inProportion(monthlyFoodNok, daysPerWeek * 20),
  };
}
