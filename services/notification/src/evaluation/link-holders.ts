import type { RecipientPlan } from '@opptak/rules';
import { isBlockedFrom, type KnownFamily } from './child-facts.ts';

/** Who may answer for a child, and whether one of them is enough. */
export interface LinkHolders {
  readonly guardians: readonly string[];
  readonly answers: RecipientPlan['answers'];
}

/**
 * Whose links open the child's application now: those who decide. Where a person looks after the family – it is
 * protected, or something is unclear – the responsible parents in the child's home: a hidden home can not be compared,
 * so that whoever is known to live elsewhere is left out. Never who is blocked, dead, or has lost responsibility.
 */
export function linkHolders(family: KnownFamily, plan: RecipientPlan): LinkHolders {
  if (plan.outcome === 'send') {
    return {
      guardians: plan.recipients.filter(({ role }) => role === 'decides').map(({ personId }) => personId),
      answers: plan.answers,
    };
  }
  const atHome = family.adults.filter(
    ({ guardian, record }) =>
      guardian.role === 'parent-with-responsibility' &&
      guardian.livesWithChild !== false &&
      record.status !== 'dead' &&
      !isBlockedFrom(family, guardian.personId),
  );
  return { guardians: atHome.map(({ guardian }) => guardian.personId), answers: 'one-decides' };
}
