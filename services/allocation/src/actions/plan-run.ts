import { stableId } from '@opptak/db';
import { AppError, addDays } from '@opptak/domain';
import { type Change, plan, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { computeRun } from '../jobs/compute-run-job.ts';
import { insertDocument } from '../repositories/documents.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { findHeldOf } from '../repositories/placements.ts';
import { childPages, type Round } from '../repositories/projections.ts';
import {
  countRuns,
  findPublishedMain,
  insertRun,
  isAnyUnderWay,
  type RunState,
} from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { startsSchool, yearStart } from '../seats/bands.ts';
import type { FrozenRound } from '../snapshot/freeze.ts';
import { freezeMain, getClosedRound } from '../snapshot/freeze-main.ts';
import { giveUpPlace } from './places.ts';

/**
 * Freezes the round as it stands and plans its allocation. What happens afterwards to applications or places does not
 * touch the run: it is computed on the frozen input, which can be handed out and checked.
 *
 * @throws AppError conflict `round-open`, `applications-incomplete`, `no-bylaws`, `band-orders-differ`, `run-under-way` or `round-published`.
 */
export async function planMainRun(
  deps: Pick<Deps, 'matcher'>,
  change: Change<Schema>,
  roundId: string,
): Promise<RunState> {
  if (await findPublishedMain(change.tx, roundId)) {
    throw new AppError('conflict', 'round-published', 'The round has been published; vacancies are refilled');
  }
  await lockLedger(change.tx, change.kommune);
  if (await isAnyUnderWay(change.tx)) {
    throw new AppError('conflict', 'run-under-way', 'Another run on the same places is under way');
  }
  const round = await getClosedRound(change.tx, roundId);
  await endAtSchoolStart(change, round);
  return storeRun(change, { roundId, kind: 'main', frozen: await freezeMain(deps, change.tx, round) });
}

/**
 * Children who start school leave their seats when the kindergarten year ends; the ledger says so before they are
 * counted.
 */
async function endAtSchoolStart(change: Change<Schema>, { kindergartenYear }: Round): Promise<void> {
  const begin = yearStart(kindergartenYear);
  for await (const page of childPages(change.tx)) {
    const leaving = page.filter(({ bornOn }) => startsSchool(bornOn, kindergartenYear)).map(({ id }) => id);
    for (const { id, fromOn } of await findHeldOf(change.tx, leaving, begin)) {
      if (fromOn < begin) await giveUpPlace(change, id, addDays(begin, -1), 'school-start');
    }
  }
}

/** Stores the frozen input of a run and plans its computation. */
export async function storeRun(
  change: Change<Schema>,
  {
    roundId,
    kind,
    frozen,
  }: { readonly roundId: string; readonly kind: RunState['kind']; readonly frozen: FrozenRound },
): Promise<RunState> {
  const { tx, kommune, at } = change;
  const id = stableId('run', roundId, String(await countRuns(tx, roundId)));
  const run = await insertRun(tx, {
    kommune,
    id,
    roundId,
    kind,
    status: 'planned',
    inputSha256: frozen.sha256,
    bylaws: JSON.stringify(frozen.bylaws),
    plannedAt: at,
  });
  await insertDocument(tx, { kommune, runId: id, document: 'input' }, frozen.parts);
  await record(change, id, 'run-planned', { kind });
  await plan(change, computeRun, { runId: id });
  return run;
}
