import { type Actor, AppError, actorText } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import { getRunState, moveRun, type RunState } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * The first of two people approves a run: they have seen its result, and the independent checker calls it VALID.
 *
 * @throws AppError conflict `run-not-valid` when the checker found violations.
 * @throws AppError forbidden `employee-required` when no caseworker is named.
 */
export async function approveRun(change: Change<Schema>, runId: string): Promise<RunState> {
  const approvedBy = caseworkerOf(change.actor);
  const run = await getRunState(change.tx, runId);
  if (run.verdict === 'INVALID') {
    throw new AppError(
      'conflict',
      'run-not-valid',
      'The checker found violations; the run can not be approved',
    );
  }
  const approved = await moveRun(change.tx, runId, 'computed', {
    status: 'approved',
    approvedBy,
    approvedAt: change.at,
  });
  await record(change, runId, 'run-approved');
  return approved;
}

/**
 * Puts a run aside before it is released, so that another can be made; also one that does not come on.
 *
 * @throws AppError conflict `run-moved-on` when it has been published or put aside already.
 */
export async function discardRun(change: Change<Schema>, runId: string): Promise<RunState> {
  caseworkerOf(change.actor);
  const { status } = await getRunState(change.tx, runId);
  const before = status === 'freezing' || status === 'planned' || status === 'approved' ? status : 'computed';
  const discarded = await moveRun(change.tx, runId, before, { status: 'discarded' });
  await record(change, runId, 'run-discarded');
  return discarded;
}

/** @throws AppError forbidden when the call names no caseworker. */
export function caseworkerOf(actor: Actor): string {
  if (actor.type === 'kommune' && actor.employee) return actorText(actor);
  throw new AppError('forbidden', 'employee-required', 'This needs a named caseworker');
}
