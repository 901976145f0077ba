import { exact, exactText } from '@opptak/domain';
import type { FeeStep } from './child-case.ts';
import type { PriceOrigin } from './fee-facts.ts';
import { paymentRegulation } from './fee-parameters.ts';

/**
 * The owner's price, but at most the maximum price of the kommune. Part-time places have their own price in the
 * owner's table, and the same limit. In special cases – the parents of the kindergarten have agreed – an owner may take more.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager §§ 1, 2 and 4.
 */
export const applyMaximumPrice: FeeStep = (given, fee) => {
  const { law, zone, maximumNok, child, fullTime, settings } = given;
  const above = child.monthlyPriceNok > maximumNok;
  const excepted = above && child.mayExceedMaximum === true;
  const cut = above && !excepted;
  const value = cut ? exact(maximumNok) : fee;
  const facts = {
    monthlyPriceNok: child.monthlyPriceNok,
    maximumNok,
    zone: zone.zone,
    zoneFrom: zone.from,
    maximumPriceBy: settings.values.maximumPriceBy,
    maximumPriceByFrom: settings.from.maximumPriceBy,
    fullTime,
    ...pricingFacts(child.pricing),
    ...(excepted ? { reason: 'exception' } : {}),
  };
  return {
    value,
    step: {
      rule: 'fee.maximum-price',
      source: excepted ? paymentRegulation('§ 4') : law.maximum.source,
      outcome: cut ? 'fulfilled' : 'not-fulfilled',
      facts,
      result: exactText(value),
    },
  };
};

const pricingFacts = (pricing: PriceOrigin | undefined) =>
  pricing ? { pricedBy: pricing.by, pricedByFrom: pricing.from, pricesValidFrom: pricing.validFrom } : {};
