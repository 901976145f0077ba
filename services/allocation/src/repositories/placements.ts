import type { Reader, Tx } from '@opptak/db';
import { AppError, type IsoDate } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import type { PlacementTable, Schema } from '../schema.generated.ts';

export type Placement = Selectable<PlacementTable>;

/** Places that are held on `on` or later, cancelled ones left out. */
export async function findHeldFrom(db: Reader<Schema>, on: IsoDate): Promise<readonly Placement[]> {
  const all: Placement[] = [];
  for await (const rows of heldPages(db, on)) all.push(...rows);
  return all;
}

/** Rows that are read at a time, so that nobody else is held up. */
const page = 500;

/** The same page by page; the places of a child may lie in two of them. */
export async function* heldPages(db: Reader<Schema>, on: IsoDate): AsyncGenerator<readonly Placement[]> {
  for (let last: Placement | undefined; ; ) {
    const after = last;
    const query = heldFrom(db, on).limit(page);
    const rows = await (after === undefined
      ? query
      : query.where((row) =>
          row(row.refTuple('childId', 'fromOn', 'id'), '>', row.tuple(after.childId, after.fromOn, after.id)),
        )
    ).execute();
    yield rows;
    last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
  }
}

/** The same of some children only. */
export async function findHeldOf(
  db: Reader<Schema>,
  childIds: readonly string[],
  on: IsoDate,
): Promise<readonly Placement[]> {
  if (childIds.length === 0) return [];
  return heldFrom(db, on)
    .where('childId', 'in', [...childIds])
    .execute();
}

const heldFrom = (db: Reader<Schema>, on: IsoDate) =>
  db
    .selectFrom('placement')
    .selectAll()
    .where('status', '<>', 'cancelled')
    .where((row) => row.or([row('untilOn', 'is', null), row('untilOn', '>=', on)]))
    .orderBy('childId')
    .orderBy('fromOn')
    .orderBy('id');

/** A page of all places, in order of id. */
export async function findPlacements(
  db: Reader<Schema>,
  after: string | undefined,
  limit: number,
): Promise<readonly Placement[]> {
  let query = db.selectFrom('placement').selectAll().orderBy('id').limit(limit);
  if (after) query = query.where('id', '>', after);
  return query.execute();
}

/** @throws AppError conflict `place-overlaps` when the child already has a place in the period. */
export async function insertPlacement(
  tx: Tx<Schema>,
  placement: Insertable<PlacementTable>,
): Promise<Placement> {
  const stored = await tx
    .insertInto('placement')
    .values(placement)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!stored)
    throw new AppError('conflict', 'place-overlaps', 'The child already has a place in this period');
  return stored;
}

/** The child's place on a day. */
export async function findPlacementOn(
  db: Reader<Schema>,
  childId: string,
  on: IsoDate,
): Promise<Placement | null> {
  const placement = await db
    .selectFrom('placement')
    .selectAll()
    .where('childId', '=', childId)
    .where('status', '<>', 'cancelled')
    .where('fromOn', '<=', on)
    .where((row) => row.or([row('untilOn', 'is', null), row('untilOn', '>=', on)]))
    .executeTakeFirst();
  return placement ?? null;
}

/** The child's places that lie on or after a day. */
export async function findPlacementsOf(
  db: Reader<Schema>,
  childId: string,
  from: IsoDate,
): Promise<readonly Placement[]> {
  return db
    .selectFrom('placement')
    .selectAll()
    .where('childId', '=', childId)
    .where('status', '<>', 'cancelled')
    .where((row) => row.or([row('untilOn', 'is', null), row('untilOn', '>=', from)]))
    .orderBy('fromOn')
    .execute();
}

/** @throws AppError not-found */
export async function getPlacement(db: Reader<Schema>, id: string): Promise<Placement> {
  const placement = await db.selectFrom('placement').selectAll().where('id', '=', id).executeTakeFirst();
  if (!placement) throw new AppError('not-found', 'placement-not-found', 'There is no such place here');
  return placement;
}

/**
 * Ends a place on its last day, or cancels it when it would end before it began.
 *
 * @throws AppError stale when somebody has changed it at the same moment.
 */
export async function endPlacement(
  tx: Tx<Schema>,
  placement: Placement,
  lastDayOn: IsoDate,
): Promise<Placement> {
  const never = lastDayOn < placement.fromOn;
  const changed = await tx
    .updateTable('placement')
    .set({
      status: never ? 'cancelled' : 'ended',
      ...(never ? {} : { untilOn: lastDayOn }),
      version: placement.version + 1,
    })
    .where('id', '=', placement.id)
    .where('version', '=', placement.version)
    .returningAll()
    .executeTakeFirst();
  if (!changed) throw new AppError('stale', 'placement-changed', 'The place has changed in the meantime');
  return changed;
}
