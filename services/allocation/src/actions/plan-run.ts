import { stableId } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { type Change, plan, record } from '@opptak/service';
import { computeRun } from '../jobs/compute-run-job.ts';
import { freezeRun } from '../jobs/freeze-run-job.ts';
import { insertDocument } from '../repositories/documents.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { findKindergartens, getBylaws } from '../repositories/projections.ts';
import {
  countRuns,
  findPublishedMain,
  insertRun,
  isAnyUnderWay,
  type RunState,
} from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { bandOrder } from '../snapshot/build-input.ts';
import type { FrozenRound } from '../snapshot/freeze.ts';
import { demandComplete, getClosedRound } from '../snapshot/freeze-main.ts';

/**
 * Plans the run of a round: it is frozen as it stands, and allocated. What can be said at once of why that can not be is
 * said here; the freezing itself may take longer than anybody waits for an answer.
 *
 * @throws AppError conflict `round-open`, `applications-incomplete`, `no-bylaws`, `band-orders-differ`, `run-under-way` or `round-published`.
 */
export async function planMainRun(change: Change<Schema>, roundId: string): Promise<RunState> {
  const { tx, kommune, at } = change;
  if (await findPublishedMain(tx, roundId)) {
    throw new AppError('conflict', 'round-published', 'The round has been published; vacancies are refilled');
  }
  await lockLedger(tx, kommune);
  if (await isAnyUnderWay(tx)) {
    throw new AppError('conflict', 'run-under-way', 'Another run on the same places is under way');
  }
  await demandComplete(tx, await getClosedRound(tx, roundId));
  await getBylaws(tx);
  bandOrder(await findKindergartens(tx));
  const run = await insertRun(tx, {
    kommune,
    id: await nextRunId(change, roundId),
    roundId,
    kind: 'main',
    status: 'freezing',
    plannedAt: at,
  });
  await record(change, run.id, 'run-planned', { kind: run.kind });
  await plan(change, freezeRun, { runId: run.id });
  return run;
}

/** Stores a refill with its frozen input, and plans its computation. */
export async function storeRefill(
  change: Change<Schema>,
  roundId: string,
  frozen: FrozenRound,
): Promise<RunState> {
  const { tx, kommune, at } = change;
  const run = await insertRun(tx, {
    kommune,
    id: await nextRunId(change, roundId),
    roundId,
    kind: 'refill',
    status: 'planned',
    inputSha256: frozen.sha256,
    bylaws: JSON.stringify(frozen.bylaws),
    plannedAt: at,
  });
  await record(change, run.id, 'run-planned', { kind: run.kind });
  await computeFrozen(change, run.id, frozen);
  return run;
}

/** Stores what a run was frozen with, and plans its computation. */
export async function computeFrozen(
  change: Change<Schema>,
  runId: string,
  { parts }: Pick<FrozenRound, 'parts'>,
): Promise<void> {
  await insertDocument(change.tx, { kommune: change.kommune, runId, document: 'input' }, parts);
  await plan(change, computeRun, { runId });
}

const nextRunId = async ({ tx }: Change<Schema>, roundId: string): Promise<string> =>
  stableId('run', roundId, String(await countRuns(tx, roundId)));
