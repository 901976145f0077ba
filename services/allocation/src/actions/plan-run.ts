import { createHash } from 'node:crypto';
import { stableId } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { type Change, plan, record } from '@opptak/service';
import { computeRun } from '../jobs/compute-run-job.ts';
import { countRuns, findPublishedMain, insertRun, type Run } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { buildInput } from '../snapshot/build-input.ts';
import { readMainSituation } from '../snapshot/read-situation.ts';

/**
 * Freezes the round as it stands and plans its allocation. What happens afterwards to applications or places does not
 * touch the run: it is computed on the frozen input, which can be handed out and checked.
 *
 * @throws AppError conflict `round-open`, `applications-incomplete`, `no-bylaws`, `run-under-way` or `round-published`.
 */
export async function planMainRun(change: Change<Schema>, roundId: string): Promise<Run> {
  if (await findPublishedMain(change.tx, roundId)) {
    throw new AppError('conflict', 'round-published', 'The round has been published; vacancies are refilled');
  }
  const situation = await readMainSituation(change.tx, roundId);
  return freezeRun(change, { roundId, kind: 'main', input: JSON.stringify(buildInput(situation)) });
}

/** Stores the frozen input of a run and plans its computation. */
export async function freezeRun(
  change: Change<Schema>,
  { roundId, kind, input }: { readonly roundId: string; readonly kind: Run['kind']; readonly input: string },
): Promise<Run> {
  const { tx, kommune, at } = change;
  const id = stableId('run', roundId, String(await countRuns(tx, roundId)));
  const run = await insertRun(tx, {
    kommune,
    id,
    roundId,
    kind,
    status: 'planned',
    input,
    inputSha256: createHash('sha256').update(input).digest('hex'),
    plannedAt: at,
  });
  await record(change, id, 'run-planned', { kind });
  await plan(change, computeRun, { runId: id });
  return run;
}
