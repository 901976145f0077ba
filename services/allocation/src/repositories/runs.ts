import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { AllocationRunTable, Schema } from '../schema.generated.ts';

export type Run = Selectable<AllocationRunTable>;

/** A run as it is shown; its documents lie apart (`documents.ts`). */
export type RunState = Pick<Run, (typeof stateColumns)[number]>;

const stateColumns = [
  'kommune',
  'id',
  'roundId',
  'kind',
  'status',
  'inputSha256',
  'verdict',
  'violations',
  'counts',
  'certificateHash',
  'discardedBecause',
  'progressPercent',
  'approvedBy',
  'version',
] as const;

type Status = Run['status'];

/** @throws AppError conflict when a run of this kind is under way for the round, or the round has been published. */
export async function insertRun(tx: Tx<Schema>, run: Insertable<AllocationRunTable>): Promise<RunState> {
  const stored = await tx
    .insertInto('allocationRun')
    .values(run)
    .onConflict((conflict) => conflict.doNothing())
    .returning(stateColumns)
    .executeTakeFirst();
  if (!stored) throw new AppError('conflict', 'run-under-way', 'A run for this round is under way already');
  return stored;
}

/** @throws AppError not-found */
export async function getRunState(db: Reader<Schema>, id: string): Promise<RunState> {
  const run = await db
    .selectFrom('allocationRun')
    .select(stateColumns)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!run) throw noSuchRun();
  return run;
}

const noSuchRun = (): AppError => new AppError('not-found', 'run-not-found', 'There is no such run here');

/** Whether a run of any round of the kommune has begun and is not published or put aside. */
export async function isAnyUnderWay(db: Reader<Schema>): Promise<boolean> {
  const one = await db
    .selectFrom('allocationRun')
    .select('id')
    .where('status', 'not in', ['published', 'discarded'])
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}

/** Runs of a round, oldest first. */
export async function findRuns(db: Reader<Schema>, roundId: string): Promise<readonly RunState[]> {
  return db
    .selectFrom('allocationRun')
    .select(stateColumns)
    .where('roundId', '=', roundId)
    .orderBy('plannedAt')
    .orderBy('id')
    .execute();
}

/** How many runs a round has had: names the next one. */
export async function countRuns(db: Reader<Schema>, roundId: string): Promise<number> {
  const { count } = await db
    .selectFrom('allocationRun')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('roundId', '=', roundId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The published run of the main round, if there is one. */
export async function findPublishedMain(db: Reader<Schema>, roundId: string): Promise<RunState | null> {
  const run = await db
    .selectFrom('allocationRun')
    .select(stateColumns)
    .where('roundId', '=', roundId)
    .where('kind', '=', 'main')
    .where('status', '=', 'published')
    .executeTakeFirst();
  return run ?? null;
}

/** The newest published run in which the application took part. */
export async function findRunOf(
  db: Reader<Schema>,
  applicationId: string,
): Promise<Pick<Run, 'id' | 'bylaws'> | null> {
  const run = await db
    .selectFrom('vedtak')
    .innerJoin('allocationRun', (join) =>
      join
        .onRef('allocationRun.id', '=', 'vedtak.runId')
        .onRef('allocationRun.kommune', '=', 'vedtak.kommune'),
    )
    .select(['allocationRun.id', 'allocationRun.bylaws'])
    .where('vedtak.applicationId', '=', applicationId)
    .orderBy('allocationRun.publishedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return run ?? null;
}

/**
 * Moves a run on, if nobody moved it first.
 *
 * @throws AppError conflict when it was no longer in `from`.
 */
export async function moveRun(
  tx: Tx<Schema>,
  id: string,
  from: Status,
  to: Updateable<AllocationRunTable> & { readonly status: Status },
): Promise<RunState> {
  const moved = await tx
    .updateTable('allocationRun')
    .set((row) => ({ ...to, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .where('status', '=', from)
    .returning(stateColumns)
    .executeTakeFirst();
  if (!moved) throw new AppError('conflict', 'run-moved-on', `The run is not ${from}`);
  return moved;
}

/** Notes how far a run has come. */
export async function noteProgress(tx: Tx<Schema>, id: string, progressPercent: number): Promise<void> {
  await tx
    .updateTable('allocationRun')
    .set({ progressPercent })
    .where('id', '=', id)
    .where('progressPercent', '<', progressPercent)
    .execute();
}
