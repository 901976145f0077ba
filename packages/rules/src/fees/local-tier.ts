import { compareExact, type Exact, exact, exactText, fraction, smallest, times } from '@opptak/domain';
import type { LegalSource } from '../legal-source.ts';
import type { FeeStep } from './child-case.ts';
import type { LocalTier } from './fee-settings.ts';

/** The regulation sets minimum rights: a kommune may give more, by its own resolution. */
const source: LegalSource = { document: 'local', section: '', title: 'kommunens eget vedtak om betaling' };

/** The kommune's own steps. The one that gives the lowest fee is used; none can raise it. */
export const applyLocalTier: FeeStep = (given, fee) => {
  const { incomeNok, settings } = given;
  const tiers = settings.values.localTiers;
  if (tiers.length === 0) return null;
  const rule = 'fee.local-tier';
  let best: { readonly tier: LocalTier; readonly value: Exact } | null = null;
  for (const tier of tiers.filter((each) => fits(each, incomeNok))) {
    const value = feeWith(tier, fee);
    if (compareExact(value, best?.value ?? fee) < 0) best = { tier, value };
  }
  if (best) {
    const { id, incomeBelowNok, maximumNok = null, percentOff = null } = best.tier;
    const facts = { tier: id, incomeNok, incomeBelowNok, maximumNok, percentOff };
    return {
      value: best.value,
      step: { rule, source, outcome: 'fulfilled', facts, result: exactText(best.value) },
    };
  }
  const undecided = incomeNok === null && tiers.some((each) => each.incomeBelowNok !== null);
  const facts = { incomeNok, tiers: tiers.length, ...(undecided ? { reason: 'no-income' } : {}) };
  const outcome = undecided ? 'undecided' : 'not-fulfilled';
  return { value: fee, step: { rule, source, outcome, facts, result: exactText(fee) } };
};

function fits({ incomeBelowNok }: LocalTier, incomeNok: number | null): boolean {
  return incomeBelowNok === null || (incomeNok !== null && incomeNok < incomeBelowNok);
}

function feeWith({ maximumNok, percentOff = 0 }: LocalTier, fee: Exact): Exact {
  const reduced = times(fee, fraction(BigInt(100 - percentOff), 100n));
  return maximumNok === undefined ? reduced : smallest(reduced, exact(maximumNok));
}
