import { createHash } from 'node:crypto';
import type { BylawsDocument } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError, addDays } from '@opptak/domain';
import { type Change, plan, record } from '@opptak/service';
import { computeRun } from '../jobs/compute-run-job.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import {
  countRuns,
  findPublishedMain,
  insertRun,
  isAnyUnderWay,
  type RunState,
} from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { startsSchool, yearStart } from '../seats/bands.ts';
import { buildInput, type Situation } from '../snapshot/build-input.ts';
import { readMainSituation } from '../snapshot/read-situation.ts';
import { giveUpPlace } from './places.ts';

/**
 * Freezes the round as it stands and plans its allocation. What happens afterwards to applications or places does not
 * touch the run: it is computed on the frozen input, which can be handed out and checked.
 *
 * @throws AppError conflict `round-open`, `applications-incomplete`, `no-bylaws`, `band-orders-differ`, `run-under-way` or `round-published`.
 */
export async function planMainRun(change: Change<Schema>, roundId: string): Promise<RunState> {
  if (await findPublishedMain(change.tx, roundId)) {
    throw new AppError('conflict', 'round-published', 'The round has been published; vacancies are refilled');
  }
  await lockLedger(change.tx, change.kommune);
  if (await isAnyUnderWay(change.tx)) {
    throw new AppError('conflict', 'run-under-way', 'Another run on the same places is under way');
  }
  const before = await readMainSituation(change.tx, roundId);
  const ended = await endAtSchoolStart(change, before);
  const situation = ended ? await readMainSituation(change.tx, roundId) : before;
  const input = JSON.stringify(buildInput(situation));
  return freezeRun(change, { roundId, kind: 'main', input, bylaws: situation.bylaws });
}

/**
 * Children who start school leave their seats when the kindergarten year ends; the ledger says so before they are
 * counted.
 *
 * @returns whether any place was ended.
 */
async function endAtSchoolStart(change: Change<Schema>, situation: Situation): Promise<boolean> {
  const { round, children, placements } = situation;
  const leaving = new Set(
    children.filter(({ bornOn }) => startsSchool(bornOn, round.kindergartenYear)).map(({ id }) => id),
  );
  const ending = placements.filter(
    ({ childId, fromOn }) => leaving.has(childId) && fromOn < yearStart(round.kindergartenYear),
  );
  for (const { id } of ending) {
    await giveUpPlace(change, id, addDays(yearStart(round.kindergartenYear), -1), 'school-start');
  }
  return ending.length > 0;
}

/** Stores the frozen input of a run and plans its computation. */
export async function freezeRun(
  change: Change<Schema>,
  {
    roundId,
    kind,
    input,
    bylaws,
  }: {
    readonly roundId: string;
    readonly kind: RunState['kind'];
    readonly input: string;
    readonly bylaws: BylawsDocument;
  },
): Promise<RunState> {
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
    bylaws: JSON.stringify(bylaws),
    plannedAt: at,
  });
  await record(change, id, 'run-planned', { kind });
  await plan(change, computeRun, { runId: id });
  return run;
}
