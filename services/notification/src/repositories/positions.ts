import type { Reader, Tx } from '@opptak/db';
import type { Insertable, Selectable } from 'kysely';
import type { HomePositionTable, Schema } from '../schema.generated.ts';

/** Positions of homes, by keyed index of the address. */
export async function findPositions(
  db: Reader<Schema>,
  indexes: readonly string[],
): Promise<ReadonlyMap<string, Selectable<HomePositionTable>>> {
  if (indexes.length === 0) return new Map();
  const rows = await db
    .selectFrom('homePosition')
    .selectAll()
    .where('addressIndex', 'in', [...indexes])
    .execute();
  return new Map(rows.map((row) => [row.addressIndex, row]));
}

export async function insertPositions(
  tx: Tx<Schema>,
  positions: readonly Insertable<HomePositionTable>[],
): Promise<void> {
  if (positions.length === 0) return;
  await tx
    .insertInto('homePosition')
    .values([...positions])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
