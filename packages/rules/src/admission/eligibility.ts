import type { LegalSource } from '../legal-source.ts';
import { barnelova } from './admission-sources.ts';
import type { EligibilityDecision, EligibilityFacts } from './eligibility-facts.ts';
import { type EligibilityAnswer, type EligibilityReason, eligibilityRules } from './eligibility-rules.ts';

export interface LoggedRule {
  /** Permanent, for example "eligibility.resident-here". */
  readonly rule: string;
  readonly source: LegalSource;
  /** 'not-reached': an earlier rule had already settled the matter. */
  readonly outcome: 'passed' | 'settled' | 'not-reached';
  /** Set for the rule that settled the matter. */
  readonly reason: EligibilityReason | null;
}

export interface Eligibility {
  readonly decision: EligibilityDecision;
  /** The rule that settled it first; a person gets every reason of the recipient plan as well. */
  readonly reasons: readonly EligibilityReason[];
  /** 'guarded': only the desk for protected families may see the decision, its log and that it exists. */
  readonly handling: 'ordinary' | 'guarded';
  /** Every rule in order, also those that were not reached. */
  readonly log: readonly LoggedRule[];
}

const recipientsRule = {
  rule: 'eligibility.recipients-clear',
  source: barnelova('§§ 30, 36 og 37'),
} as const;

/**
 * Whether a child's family is invited, informed, left alone, or looked at by a person – and why.
 *
 * Rules are asked in a fixed order until one settles the matter. Whoever would be written to passes one rule
 * more: that it is clear to whom. Nothing is ever sent on a doubt, and a doubt never turns into 'ignore'.
 *
 * Legal source: barnehageloven § 16; forskrift om saksbehandlingsregler ved opptak § 3; barnelova §§ 30–37.
 */
export function eligibility(facts: EligibilityFacts): Eligibility {
  const log: LoggedRule[] = [];
  let answer: EligibilityAnswer | null = null;
  for (const { rule, source, ask } of eligibilityRules) {
    const given: EligibilityAnswer | null = answer === null ? ask(facts) : null;
    log.push(logged({ rule, source }, answer !== null, given));
    answer = answer ?? given;
  }
  if (answer === null) throw new RangeError('The last rule of eligibility always answers');

  const toBeWritten = answer.decision === 'invite' || answer.decision === 'inform';
  const unclear = toBeWritten && facts.recipients.outcome === 'person';
  const reasons = unclear ? facts.recipients.forPerson.map(({ reason }) => reason) : [answer.reason];
  log.push({
    ...recipientsRule,
    outcome: unclear ? 'settled' : toBeWritten ? 'passed' : 'not-reached',
    reason: unclear ? (reasons[0] ?? null) : null,
  });
  return {
    decision: unclear ? 'person' : answer.decision,
    reasons,
    handling: isGuarded(facts, answer) ? 'guarded' : 'ordinary',
    log,
  };
}

/** Any decision about a protected family is guarded, not only the one that says so. */
function isGuarded({ recipients }: EligibilityFacts, answer: EligibilityAnswer): boolean {
  return answer.reason === 'address-protected' || recipients.handling === 'guarded';
}

function logged(
  rule: Pick<LoggedRule, 'rule' | 'source'>,
  settledBefore: boolean,
  given: EligibilityAnswer | null,
): LoggedRule {
  const outcome = settledBefore ? 'not-reached' : given ? 'settled' : 'passed';
  return { ...rule, outcome, reason: given?.reason ?? null };
}
