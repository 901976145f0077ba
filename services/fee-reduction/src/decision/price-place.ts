import { fraction, kroner, roundedDown } from '@opptak/domain';
import type { ChildOfHousehold } from '../repositories/households.ts';
import type { PricedPlace } from './decision-inputs.ts';

const daysOfFullTime = 5;

/**
 * What the owner takes for a place of so many days a week, and its agreed hours. Part-time is the kommune's percent of the
 * full-time price; without one, its proportion, which is lower as the law demands.
 *
 * Legal source: forskrift 2005-12-16-1478 § 2.
 */
export function pricePlace(
  placement: ChildOfHousehold['placements'][number],
  partTimePercent: Readonly<Record<string, number>>,
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
    until: placement.untilOn,
    weeklyHours: Math.round((fullTimeHours * daysPerWeek * 100) / daysOfFullTime) / 100,
    monthlyPriceNok: inProportion(monthlyPriceNok, percent),
    // A child eats on the days it is there.
    foodNok: inProportion(monthlyFoodNok, daysPerWeek * 20),
  };
}
