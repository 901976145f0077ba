import { AppError } from '@opptak/domain';
import { type Change, plan, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { publishRun as publishRunJob } from '../jobs/publish-run-job.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { getRunState, moveRun, type RunState } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { caseworkerOf } from './approve-run.ts';
import { decide } from './decide.ts';

/**
 * The second of two people publishes a run. From here it goes on by itself: every child gets a vedtak, those who got a
 * place an offer, and families are told in waves.
 *
 * @throws AppError forbidden `same-person` when it is the one who approved.
 * @throws AppError conflict `run-moved-on` when it is not approved, or published already.
 */
export async function publishRun(change: Change<Schema>, runId: string): Promise<RunState> {
  const publishedBy = caseworkerOf(change.actor);
  const run = await getRunState(change.tx, runId);
  if (run.approvedBy === publishedBy) {
    throw new AppError('forbidden', 'same-person', 'The one who approved a run can not publish it');
  }
  const publishing = await moveRun(change.tx, runId, 'approved', {
    status: 'publishing',
    publishedBy,
    progressPercent: 0,
  });
  await record(change, runId, 'run-released');
  await plan(change, publishRunJob, { runId });
  return publishing;
}

/** Decides what two people have released, in one transaction. A run that was published already is left as it is. */
export async function decideReleased(
  deps: Pick<Deps, 'tenants'>,
  change: Change<Schema>,
  runId: string,
  onProgress: (percent: number) => void,
): Promise<void> {
  await lockLedger(change.tx, change.kommune);
  const run = await getRunState(change.tx, runId);
  if (run.status === 'publishing') await decide(deps, change, run, {}, onProgress);
}
