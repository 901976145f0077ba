import { type Kroner, kroner } from '@opptak/domain';
import type { Outcome, RuleStep } from '../rule-result.ts';
import { paymentRegulation } from './fee-parameters.ts';

/** Months of living together, of the last eighteen, that make two adults cohabitants without a joint child. */
const COHABITANT_MONTHS = 12;
const COHABITANT_PERIOD = 18;

/** An adult who may belong to the child's household. Null is "not known, or protected". */
export interface Adult {
  readonly id: string;
  /** Registered at the child's registered address. With shared residence (delt bosted) only one parent is. */
  readonly registeredWithChild: boolean | null;
  /** `partner`: married or registered partner of a parent in the household; `cohabitant`: lives with one unmarried. */
  readonly relation: 'parent' | 'partner' | 'cohabitant';
  /** For cohabitants: months lived together of the last 18. */
  readonly monthsTogetherOf18?: number | null;
  /** For cohabitants: has a child together with the parent. */
  readonly jointChild?: boolean | null;
  /** Last year's personal income and taxable capital income before deductions; null when protected or not found. */
  readonly incomeNok: Kroner | null;
}

export interface HouseholdIncome {
  readonly outcome: 'decided' | 'undecided';
  /** Kroner a year; null when undecided. A missing income is never counted as zero. */
  readonly incomeNok: Kroner | null;
  /** Ids of the adults whose income counts. */
  readonly members: readonly string[];
  readonly steps: readonly RuleStep[];
}

/**
 * Whose income counts, and how much it is: the adults of the household at the child's registered address. The parent with
 * another address does not count, whatever the family has agreed; a parent's partner there does. Cohabitants count after
 * twelve of the last eighteen months, or with a joint child.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager § 3 b.
 *
 * @returns `undecided` as soon as a fact or an income that matters is missing: a person looks at it.
 * @throws RangeError for impossible months, or when no adult is given.
 */
export function householdIncome(adults: readonly Adult[]): HouseholdIncome {
  if (adults.length === 0) throw new RangeError('/adults: must hold at least one adult');
  const steps = adults.map(membershipStep);
  const members = adults.filter((_, index) => steps[index]?.outcome === 'fulfilled');
  const open = steps.some((step) => step.outcome === 'undecided');
  const known = members.every((adult) => adult.incomeNok !== null);
  const decided = !open && known && members.length > 0;
  const sum = members.reduce((total, adult) => total + (adult.incomeNok ?? 0), 0);
  const incomeNok = decided ? kroner(sum) : null;
  steps.push({
    rule: 'fee.household-income',
    source: paymentRegulation('§ 3 b'),
    outcome: decided ? 'fulfilled' : 'undecided',
    facts: { members: members.length, ...(decided ? {} : { reason: reasonFor(open, members.length) }) },
    result: String(incomeNok),
  });
  return {
    outcome: decided ? 'decided' : 'undecided',
    incomeNok,
    members: members.map(({ id }) => id),
    steps,
  };
}

function reasonFor(open: boolean, members: number): string {
  if (open) return 'membership';
  return members === 0 ? 'no-adult' : 'income';
}

function membershipStep(adult: Adult, index: number): RuleStep {
  const { id, registeredWithChild, relation, monthsTogetherOf18 = null, jointChild = null } = adult;
  if (monthsTogetherOf18 !== null && !isMonths(monthsTogetherOf18)) {
    throw new RangeError(
      `/adults/${index}/monthsTogetherOf18: must be whole months, 0 to ${COHABITANT_PERIOD}`,
    );
  }
  const outcome = membership(adult);
  return {
    rule: 'fee.household-member',
    source: paymentRegulation('§ 3 b'),
    outcome,
    facts: { adult: id, registeredWithChild, relation, monthsTogetherOf18, jointChild },
    result: outcome === 'fulfilled' ? 'counts' : outcome === 'undecided' ? 'unknown' : 'does-not-count',
  };
}

const isMonths = (months: number): boolean =>
  Number.isInteger(months) && months >= 0 && months <= COHABITANT_PERIOD;

function membership({ registeredWithChild, relation, monthsTogetherOf18, jointChild }: Adult): Outcome {
  if (registeredWithChild === false) return 'not-fulfilled';
  if (registeredWithChild === null) return 'undecided';
  if (relation !== 'cohabitant') return 'fulfilled';
  if (jointChild === true || (monthsTogetherOf18 ?? -1) >= COHABITANT_MONTHS) return 'fulfilled';
  const known = jointChild === false && typeof monthsTogetherOf18 === 'number';
  return known ? 'not-fulfilled' : 'undecided';
}
