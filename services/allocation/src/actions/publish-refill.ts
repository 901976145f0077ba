import { actorText } from '@opptak/domain';
import { type Change, plan, type Tenants } from '@opptak/service';
import { refillVacancies } from '../jobs/nightly-job.ts';
import { getRunState, moveRun } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { decide } from './publish-run.ts';

/** Publishes a refill that the checker calls VALID. A refill that was published already is left as it is. */
export async function publishRefillRun(
  deps: { readonly tenants: Tenants },
  change: Change<Schema>,
  runId: string,
): Promise<void> {
  const run = await getRunState(change.tx, runId);
  if (run.kind !== 'refill' || run.status !== 'computed' || run.verdict !== 'VALID') return;
  const by = actorText(change.actor);
  await moveRun(change.tx, runId, 'computed', {
    status: 'published',
    approvedBy: by,
    approvedAt: change.at,
    publishedBy: by,
    publishedAt: change.at,
  });
  await decide(deps, change, runId);
  // Another round may have something to give too.
  await plan(change, refillVacancies, {});
}
