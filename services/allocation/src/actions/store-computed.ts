import { type Change, plan, record } from '@opptak/service';
import { publishRefill } from '../jobs/publish-refill-job.ts';
import type { Allocated } from '../matcher/allocate-work.ts';
import { insertDocument } from '../repositories/documents.ts';
import { getRunState, moveRun } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';

/** Stores what a run gave and what the checker says of it. A run that was computed already is left as it is. */
export async function storeComputed(
  change: Change<Schema>,
  runId: string,
  { parts, decisions, pairings, certificateHash, violations, counts }: Allocated,
): Promise<void> {
  const run = await getRunState(change.tx, runId);
  if (run.status !== 'planned') return;
  const verdict = violations.length === 0 ? 'VALID' : 'INVALID';
  await moveRun(change.tx, runId, 'planned', {
    status: 'computed',
    verdict,
    violations: JSON.stringify(violations),
    counts: JSON.stringify(counts),
    certificateHash,
    progressPercent: 100,
    computedAt: change.at,
  });
  const ofRun = { kommune: change.kommune, runId };
  await insertDocument(change.tx, { ...ofRun, document: 'result' }, parts);
  await insertDocument(change.tx, { ...ofRun, document: 'decisions' }, decisions);
  await insertDocument(change.tx, { ...ofRun, document: 'pairings' }, pairings);
  await record(change, runId, 'run-computed', { verdict, violations: violations.length });
  // A refill follows rules that two people approved with the round; only an invalid one waits for a person.
  if (run.kind === 'refill' && verdict === 'VALID') await plan(change, publishRefill, { runId });
}
