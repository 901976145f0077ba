import { type Exact, exactText, fraction, times } from '@opptak/domain';
import type { ChildCase, FeeStep } from './child-case.ts';
import type { SiblingPercent } from './fee-parameters.ts';

/**
 * At least 30 % off for child no. 2, and 100 % for no. 3 and later (50 % before August 2023), of the payment in the
 * kindergarten where that child has its place, after the maximum price and the income ceiling.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager § 3 a.
 */
export const applySiblingReduction: FeeStep = (given, fee) => {
  const { law, siblings, settings } = given;
  const { source } = law.siblings;
  const rule = 'fee.sibling-reduction';
  const facts = {
    siblingNumber: siblings.number,
    siblings: siblings.of,
    siblingOrder: settings.values.siblingOrder,
    siblingOrderFrom: settings.from.siblingOrder,
    siblingReduction: settings.values.siblingReduction,
    siblingReductionFrom: settings.from.siblingReduction,
  };
  if (!siblings.known) {
    const unknown = { livesWithSiblings: null, reason: 'not-known' };
    return {
      value: fee,
      step: { rule, source, outcome: 'undecided', facts: unknown, result: exactText(fee) },
    };
  }
  const percent = percentOff(given);
  if (percent.top === 0n) {
    const reason = siblings.of === 1 ? 'alone' : 'first';
    return {
      value: fee,
      step: { rule, source, outcome: 'not-fulfilled', facts: { ...facts, reason }, result: exactText(fee) },
    };
  }
  const left = fraction(100n * percent.bottom - percent.top, 100n * percent.bottom);
  const value = times(fee, left);
  const used = { ...facts, percent: exactText(percent) };
  return { value, step: { rule, source, outcome: 'fulfilled', facts: used, result: exactText(value) } };
};

function percentOff({ law, siblings, settings }: ChildCase): Exact {
  if (settings.values.siblingReduction === 'spread-evenly') {
    return averageSiblingPercent(law.siblings.value, siblings.of);
  }
  return fraction(BigInt(percentOfChild(law.siblings.value, siblings.number)), 1n);
}

function percentOfChild(percent: SiblingPercent, number: number): number {
  return number === 1 ? 0 : number === 2 ? percent.second : percent.thirdAndLater;
}

/** What every one of `siblings` children gets when the owner spreads the reduction evenly: 15 % each of two with 30 % for no. 2. */
export function averageSiblingPercent(percent: SiblingPercent, siblings: number): Exact {
  let sum = 0;
  for (let number = 1; number <= siblings; number += 1) sum += percentOfChild(percent, number);
  return fraction(BigInt(sum), BigInt(siblings));
}
