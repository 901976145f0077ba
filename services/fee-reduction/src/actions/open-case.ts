import { stableId } from '@opptak/db';
import { type Change, record } from '@opptak/service';
import { countCases, type FeeApplication, insertCase } from '../repositories/applications.ts';
import type { Schema } from '../schema.generated.ts';
import type { CaseReason } from './case-reasons.ts';

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
