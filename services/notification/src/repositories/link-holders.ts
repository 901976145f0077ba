import type { Reader, Tx } from '@opptak/db';
import type { Insertable, Selectable } from 'kysely';
import type { LinkHolderTable, Schema } from '../schema.generated.ts';

export async function findLinkHolders(
  db: Reader<Schema>,
  childIds: readonly string[],
): Promise<ReadonlyMap<string, Selectable<LinkHolderTable>>> {
  if (childIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('linkHolder')
    .selectAll()
    .where('childId', 'in', [...childIds])
    .execute();
  return new Map(rows.map((row) => [row.childId, row]));
}

export async function upsertLinkHolders(
  tx: Tx<Schema>,
  rows: readonly Insertable<LinkHolderTable>[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('linkHolder')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'childId']).doUpdateSet(({ ref }) => ({
        guardians: ref('excluded.guardians'),
        version: ref('excluded.version'),
      })),
    )
    .execute();
}
