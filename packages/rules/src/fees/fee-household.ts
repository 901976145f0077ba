import { type Kroner, kroner } from '@opptak/domain';
import type { Outcome, RuleStep } from '../rule-result.ts';
import { paymentRegulation } from './fee-parameters.ts';
import { COHABITANT_MONTHS, COHABITANT_PERIOD } from './months-together.ts';

/** Who may belong to the child's household. Null is "not known, or protected". */
export interface AdultFacts {
  readonly id: string;
  /** Registered at the child's registered address. With shared residence (delt bosted) only one parent is. */
  readonly registeredWithChild: boolean | null;
  /**
   * `partner`: married or registered partner of a parent in the household. `cohabitant`: lives with one unmarried, as a
   * couple. `resident`: an unmarried adult at the address of whom no register says whether they are a couple.
   * `guardian`: has the responsibility without being a parent (foster care, for example).
   */
  readonly relation: 'parent' | 'partner' | 'cohabitant' | 'resident' | 'guardian';
  /** For cohabitants and residents: months lived together of the last 18. */
  readonly monthsTogetherOf18?: number | null;
  /** For cohabitants and residents: has a child together with the parent. */
  readonly jointChild?: boolean | null;
  /** What a caseworker has found out where the registers could not say. Goes before everything else. */
  readonly foundToBelong?: boolean;
}

/** An adult whose income is known, or known to be missing. */
export interface Adult extends AdultFacts {
  /** Last year's personal income and taxable capital income before deductions; null when protected or not found. */
  readonly incomeNok: Kroner | null;
}

export interface HouseholdMembers {
  readonly outcome: 'decided' | 'undecided';
  /** Ids of the adults whose income counts. */
  readonly members: readonly string[];
  /** One for each adult, in their order. */
  readonly steps: readonly RuleStep[];
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
 * Who belongs to the household at the child's registered address. The parent with another address does not, whatever the
 * family has agreed; a parent's partner there does. Cohabitants do after twelve of the last eighteen months, or with a
 * joint child. Another adult at the address is none before that time, and from then on a person must find out.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager § 3 b.
 *
 * @returns `undecided` as soon as one membership is.
 * @throws RangeError for impossible months.
 */
export function householdMembers(adults: readonly AdultFacts[]): HouseholdMembers {
  const steps = adults.map(membershipStep);
  return {
    outcome: steps.some((step) => step.outcome === 'undecided') ? 'undecided' : 'decided',
    members: adults.filter((_, index) => steps[index]?.outcome === 'fulfilled').map(({ id }) => id),
    steps,
  };
}

/**
 * Whose income counts, and how much it is.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager § 3 b.
 *
 * @returns `undecided` as soon as a fact or an income that matters is missing: a person looks at it.
 * @throws RangeError for impossible months, or when no adult is given.
 */
export function householdIncome(adults: readonly Adult[]): HouseholdIncome {
  if (adults.length === 0) throw new RangeError('/adults: must hold at least one adult');
  const judged = householdMembers(adults);
  const steps = [...judged.steps];
  const members = adults.filter((_, index) => steps[index]?.outcome === 'fulfilled');
  const open = judged.outcome === 'undecided';
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
    members: judged.members,
    steps,
  };
}

function reasonFor(open: boolean, members: number): string {
  if (open) return 'membership';
  return members === 0 ? 'no-adult' : 'income';
}

function membershipStep(adult: AdultFacts, index: number): RuleStep {
  const { id, registeredWithChild, relation, monthsTogetherOf18 = null, jointChild = null } = adult;
  const { foundToBelong } = adult;
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
    facts: {
      adult: id,
      registeredWithChild,
      relation,
      monthsTogetherOf18,
      jointChild,
      ...(foundToBelong === undefined ? {} : { foundToBelong }),
    },
    result: outcome === 'fulfilled' ? 'counts' : outcome === 'undecided' ? 'unknown' : 'does-not-count',
  };
}

const isMonths = (months: number): boolean =>
  Number.isInteger(months) && months >= 0 && months <= COHABITANT_PERIOD;

function membership(adult: AdultFacts): Outcome {
  const { registeredWithChild, relation, foundToBelong } = adult;
  if (foundToBelong !== undefined) return foundToBelong ? 'fulfilled' : 'not-fulfilled';
  if (registeredWithChild === false) return 'not-fulfilled';
  if (registeredWithChild === null) return 'undecided';
  switch (relation) {
    case 'parent':
    case 'partner':
      return 'fulfilled';
    case 'guardian':
      return 'undecided';
    case 'cohabitant':
      return livesTogetherLongEnough(adult);
    case 'resident':
      return livesTogetherLongEnough(adult) === 'not-fulfilled' ? 'not-fulfilled' : 'undecided';
  }
}

function livesTogetherLongEnough({ monthsTogetherOf18, jointChild }: AdultFacts): Outcome {
  if (jointChild === true || (monthsTogetherOf18 ?? -1) >= COHABITANT_MONTHS) return 'fulfilled';
  const known = jointChild === false && typeof monthsTogetherOf18 === 'number';
  return known ? 'not-fulfilled' : 'undecided';
}
