import type { IsoDate } from '@opptak/domain';
import type { Outcome, RuleResult, RuleStep } from '../rule-result.ts';
import { barnehageloven } from './admission-sources.ts';

/**
 * A claim of statutory priority and the state of its documentation. "Verified" means that a named caseworker
 * has read the document; nothing here reads documents.
 */
export type PriorityClaim =
  | {
      readonly ground: 'reduced-functional-ability';
      /** The expert assessment (sakkyndig vurdering) that § 18 requires. */
      readonly assessment: 'not-made' | 'made-unverified' | 'verified-yes' | 'verified-no';
    }
  | {
      readonly ground: 'child-welfare-decision';
      /** Section of barnevernsloven in the decision; null while no decision is documented. */
      readonly section: string | null;
      readonly verified: boolean;
      /** Last day the decision is in force; null when it has none. */
      readonly until: IsoDate | null;
    };

export interface StatutoryPriorityFacts {
  readonly claims: readonly PriorityClaim[];
  /** The day the intake is decided. */
  readonly decidedOn: IsoDate;
}

export interface StatutoryPriority {
  readonly outcome: Outcome;
  /** One reason for each claim, in alphabetical order: § 18 ranks nobody inside the group. */
  readonly reasons: readonly PriorityReason[];
}

export type PriorityReason =
  | 'no-claim'
  | 'assessment-found-reduced-ability'
  | 'assessment-found-none'
  | 'assessment-missing'
  | 'assessment-not-verified'
  | 'child-welfare-decision-in-force'
  | 'child-welfare-decision-expired'
  | 'child-welfare-decision-missing'
  | 'child-welfare-decision-not-verified'
  | 'child-welfare-section-gives-no-priority';

/** Sections that give priority; 4-4 and 4-12 are those of the child welfare act before 2023 (decisions may still stand). */
const sectionsWithPriority: readonly string[] = ['3-1', '3-4', '5-1', '4-4', '4-12'];

type Claimed = readonly [Outcome, PriorityReason];

/**
 * Whether a child has statutory priority at admission. One fulfilled claim is enough; an open claim beside
 * refused ones is undecided and goes to a person. It is a yes or a no: the result can not rank two children
 * who both have it, and it gives no place earlier than § 16 does.
 *
 * Health and child-welfare data: show the reasons only to those who may see the documents.
 *
 * Legal source: barnehageloven § 18.
 */
export function statutoryPriority(facts: StatutoryPriorityFacts): RuleResult<StatutoryPriority> {
  const answers = facts.claims.map((claim) => judged(claim, facts.decidedOn));
  const outcomes = answers.map(({ claimed: [outcome] }) => outcome);
  const outcome: Outcome = outcomes.includes('fulfilled')
    ? 'fulfilled'
    : outcomes.includes('undecided')
      ? 'undecided'
      : 'not-fulfilled';
  const reasons = answers.map(({ claimed: [, reason] }) => reason).sort();
  if (answers.length > 0) return { value: { outcome, reasons }, steps: answers.map(({ step }) => step) };
  const step: RuleStep = {
    rule: 'priority.claim',
    source: barnehageloven('§ 18'),
    facts: { claims: 0 },
    outcome,
    result: 'no-claim',
  };
  return { value: { outcome, reasons: ['no-claim'] }, steps: [step] };
}

function judged(claim: PriorityClaim, decidedOn: IsoDate): { claimed: Claimed; step: RuleStep } {
  const claimed =
    claim.ground === 'reduced-functional-ability' ? byAssessment(claim) : byDecision(claim, decidedOn);
  const source = barnehageloven(
    claim.ground === 'reduced-functional-ability' ? '§ 18 første ledd' : '§ 18 andre ledd',
  );
  const step = {
    rule: `priority.${claim.ground}`,
    source,
    outcome: claimed[0],
    facts: { decidedOn },
    result: claimed[1],
  };
  return { claimed, step };
}

function byAssessment(claim: PriorityClaim & { ground: 'reduced-functional-ability' }): Claimed {
  switch (claim.assessment) {
    case 'not-made':
      return ['undecided', 'assessment-missing'];
    case 'made-unverified':
      return ['undecided', 'assessment-not-verified'];
    case 'verified-yes':
      return ['fulfilled', 'assessment-found-reduced-ability'];
    case 'verified-no':
      return ['not-fulfilled', 'assessment-found-none'];
  }
}

function byDecision(
  claim: PriorityClaim & { ground: 'child-welfare-decision' },
  decidedOn: IsoDate,
): Claimed {
  if (claim.section === null) return ['undecided', 'child-welfare-decision-missing'];
  if (!claim.verified) return ['undecided', 'child-welfare-decision-not-verified'];
  if (!sectionsWithPriority.includes(claim.section)) {
    return ['not-fulfilled', 'child-welfare-section-gives-no-priority'];
  }
  if (claim.until !== null && claim.until < decidedOn) {
    return ['not-fulfilled', 'child-welfare-decision-expired'];
  }
  return ['fulfilled', 'child-welfare-decision-in-force'];
}
