import { AppError } from '@opptak/domain';
import type { Change } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { getRunState, moveRun, type RunState } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { caseworkerOf } from './approve-run.ts';
import { decide } from './decide.ts';

/**
 * The second of two people publishes a run: every child gets a vedtak, those who got a place an offer, and families
 * are told in waves.
 *
 * @throws AppError forbidden `same-person` when it is the one who approved.
 * @throws AppError conflict `run-moved-on` when it is not approved, or published already.
 */
export async function publishRun(
  deps: Pick<Deps, 'tenants' | 'matcher'>,
  change: Change<Schema>,
  runId: string,
): Promise<RunState> {
  const publishedBy = caseworkerOf(change.actor);
  const run = await getRunState(change.tx, runId);
  if (run.approvedBy === publishedBy) {
    throw new AppError('forbidden', 'same-person', 'The one who approved a run can not publish it');
  }
  const published = await moveRun(change.tx, runId, 'approved', {
    status: 'published',
    publishedBy,
    publishedAt: change.at,
  });
  await decide(deps, change, published);
  return published;
}
