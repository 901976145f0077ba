import { stableId } from '@opptak/db';
import { type Change, record } from '@opptak/service';
import { countCases, type FeeApplication, insertCase } from '../repositories/applications.ts';
import type { Schema } from '../schema.generated.ts';

/** Why no rule can decide an application. Stable: caseworkers filter by it. */
export type CaseReason =
  | 'income-not-found'
  | 'person-unknown'
  | 'income-protected'
  | 'answer-for-someone-else'
  | 'one-answer-for-two'
  | 'another-year'
  | 'unknown-stage'
  | 'negative-income'
  | 'inconsistent-income'
  | 'year-no-longer-offered'
  | 'consent-missing'
  | 'no-adult-known'
  /** Somebody of whom the register does not say whether they live with the child. */
  | 'household-unclear'
  /** An unmarried adult at the address, who may be a cohabitant; or nobody can be asked who lives there. */
  | 'cohabitant-unclear'
  | 'child-unreadable'
  | 'more-than-two-adults'
  | 'identity-unreadable'
  | 'registry-refused'
  | 'registry-unreadable'
  | 'registry-unavailable'
  | 'lasting-fall'
  | 'household-change'
  /** Formed from several earlier households: whose income holds, no rule says. */
  | 'household-mixed';

/** Hands an application to a person. Undecided is no refusal: the family keeps what it has until somebody decides. */
export async function openCase(
  change: Change<Schema>,
  application: FeeApplication,
  reason: CaseReason,
): Promise<void> {
  const { tx, kommune, at } = change;
  const count = await countCases(tx, application.id);
  await insertCase(tx, {
    kommune,
    id: stableId('fee-case', application.id, String(count)),
    applicationId: application.id,
    householdId: application.householdId,
    reason,
    status: 'open',
    openedAt: at,
  });
  await record(change, application.id, 'fee-undecided', { reason });
}
