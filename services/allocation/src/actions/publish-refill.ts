import { actorText } from '@opptak/domain';
import { type Change, plan } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { refillVacancies } from '../jobs/nightly-job.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { getRunState } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { decide } from './decide.ts';

/** Publishes a refill that the checker calls VALID. A refill that was published already is left as it is. */
export async function publishRefillRun(
  deps: Pick<Deps, 'tenants'>,
  change: Change<Schema>,
  runId: string,
): Promise<void> {
  await lockLedger(change.tx, change.kommune);
  const run = await getRunState(change.tx, runId);
  if (run.kind !== 'refill' || run.status !== 'computed' || run.verdict !== 'VALID') return;
  const by = actorText(change.actor);
  await decide(deps, change, run, { approvedBy: by, approvedAt: change.at, publishedBy: by });
  // Another round may have something to give too.
  await plan(change, refillVacancies, {});
}
