import { keepNewest, type Tx } from '@opptak/db';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { ChildTable, KindergartenTable, PlacementTable, Schema } from '../schema.generated.ts';

/*
 * What the fee service knows from others. Each row keeps the newest version it has heard of: an event that arrives late
 * changes nothing. Each answers which households it concerns.
 */

/** @returns what was known before; undefined when nothing was, null when the event is older than what we have. */
export async function upsertKindergarten(
  tx: Tx<Schema>,
  row: Insertable<KindergartenTable>,
): Promise<Selectable<KindergartenTable> | undefined | null> {
  const before = await tx
    .selectFrom('kindergarten')
    .selectAll()
    .where('id', '=', row.id)
    .forUpdate()
    .executeTakeFirst();
  if (before && before.version >= row.version) return null;
  await keepNewest(tx, 'kindergarten', row);
  return before;
}

/** @returns the household the child belonged to before; undefined when it is new, null when the event is old. */
export async function upsertChild(
  tx: Tx<Schema>,
  row: Insertable<ChildTable>,
): Promise<{ readonly householdId: string; readonly bornOn: string } | undefined | null> {
  const before = await tx
    .selectFrom('child')
    .select(['householdId', 'bornOn', 'version'])
    .where('id', '=', row.id)
    .forUpdate()
    .executeTakeFirst();
  if (before && before.version >= row.version) return null;
  await keepNewest(tx, 'child', row);
  return before;
}

/** Notes that a child has left, unless something newer is known. Its place is ended by whoever keeps the places. */
export async function markChildLeft(
  tx: Tx<Schema>,
  { id, leftOn, version }: Pick<Selectable<ChildTable>, 'id' | 'leftOn' | 'version'>,
): Promise<void> {
  await tx
    .updateTable('child')
    .set({ leftOn, version })
    .where('id', '=', id)
    .where('version', '<', version)
    .execute();
}

/** @returns false when a newer version was known. */
export async function upsertPlacement(tx: Tx<Schema>, row: Insertable<PlacementTable>): Promise<boolean> {
  return keepNewest(tx, 'placement', row);
}

/** The household of a child; null when nobody has told us of the child yet. */
export async function findHouseholdOf(tx: Tx<Schema>, childId: string): Promise<string | null> {
  const row = await tx.selectFrom('child').select('householdId').where('id', '=', childId).executeTakeFirst();
  return row?.householdId ?? null;
}

/** Whether somebody is one of the grown-ups at a child's registered address. */
export async function livesWith(tx: Tx<Schema>, childId: string, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('child')
    .select('id')
    .where('id', '=', childId)
    .where(sql<boolean>`adults @> ${JSON.stringify([{ personId }])}::jsonb`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Households with a child that has, or will have, a place in a kindergarten. */
export async function findHouseholdsIn(tx: Tx<Schema>, kindergartenId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('placement')
    .innerJoin('child', (join) =>
      join.onRef('child.kommune', '=', 'placement.kommune').onRef('child.id', '=', 'placement.childId'),
    )
    .select('child.householdId')
    .distinct()
    .where('placement.kindergartenId', '=', kindergartenId)
    .where('placement.status', '<>', 'cancelled')
    .execute();
  return rows.map(({ householdId }) => householdId);
}

/** Whether a child has any place: only then is there a fee. */
export async function hasPlace(tx: Tx<Schema>, childId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('placement')
    .select('id')
    .where('childId', '=', childId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Registered prices and hours of kindergartens, by organisation number. */
export async function findPrices(tx: Tx<Schema>, ids: readonly string[]) {
  const rows = await tx.selectFrom('kindergarten').selectAll().where('id', 'in', ids).execute();
  return new Map(
    rows.map(({ id, ownership, monthlyPriceNok, monthlyFoodNok, fullTimeHours }) => [
      id,
      { ownership, monthlyPriceNok, monthlyFoodNok, fullTimeHours: Number(fullTimeHours) },
    ]),
  );
}
