import { exact, exactText } from '@opptak/domain';
import type { FeeStep } from './child-case.ts';

/**
 * The owner's price, but at most the maximum price of the kommune. Part-time places have their own price in the
 * owner's table, and the same limit.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager §§ 1 and 2.
 */
export const applyMaximumPrice: FeeStep = (given, fee) => {
  const { law, zone, maximumNok, child, fullTime, settings } = given;
  const cut = child.monthlyPriceNok > maximumNok;
  const value = cut ? exact(maximumNok) : fee;
  const facts = {
    monthlyPriceNok: child.monthlyPriceNok,
    maximumNok,
    zone: zone.zone,
    zoneFrom: zone.from,
    maximumPriceBy: settings.values.maximumPriceBy,
    maximumPriceByFrom: settings.from.maximumPriceBy,
    fullTime,
  };
  return {
    value,
    step: {
      rule: 'fee.maximum-price',
      source: law.maximum.source,
      outcome: cut ? 'fulfilled' : 'not-fulfilled',
      facts,
      result: exactText(value),
    },
  };
};
