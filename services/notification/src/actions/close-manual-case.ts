import type { CloseCase } from '@opptak/contracts';
import { type Change, plan, record } from '@opptak/service';
import { rereadChildren } from '../jobs/job-definitions.ts';
import { closeCase, getOpenCase } from '../repositories/manual-cases.ts';
import { releaseMove } from '../repositories/people.ts';
import type { Schema } from '../schema.generated.ts';
import { namedEmployee } from './protect.ts';

/**
 * Closes a case on the ordinary desk. A held move that a person has found to be real has its consequences now.
 *
 * @throws AppError forbidden `employee-missing`, not-found `case-not-found`.
 */
export async function closeManualCase(
  change: Change<Schema>,
  caseId: string,
  outcome: CloseCase['outcome'],
): Promise<void> {
  const closedBy = namedEmployee(change.actor);
  const found = await getOpenCase(change.tx, caseId, { guarded: false });
  await closeCase(change.tx, caseId, { closedAt: change.at, closedBy, outcome });
  await record(change, caseId, 'manual-case-closed', { reason: found.reason, outcome });
  if (found.reason !== 'move-held' || outcome !== 'approved') return;
  await releaseMove(change.tx, found.childId);
  await plan(change, rereadChildren, { childIds: [found.childId] });
}
