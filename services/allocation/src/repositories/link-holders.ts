import type { Reader, Tx } from '@opptak/db';
import type { Insertable } from 'kysely';
import type { LinkHolderTable, Schema } from '../schema.generated.ts';

export async function upsertLinkHolders(tx: Tx<Schema>, row: Insertable<LinkHolderTable>): Promise<void> {
  const { guardians, version } = row;
  await tx
    .insertInto('linkHolder')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'childId'])
        .doUpdateSet({ guardians, version })
        .where('linkHolder.version', '<', version),
    )
    .execute();
}

/** Whether a guardian's links to a child's things are alive: they are, unless we have been told who may act now. */
export async function isLinkAlive(db: Reader<Schema>, childId: string, guardianId: string): Promise<boolean> {
  const told = await db
    .selectFrom('linkHolder')
    .select('guardians')
    .where('childId', '=', childId)
    .executeTakeFirst();
  return told === undefined || told.guardians.includes(guardianId);
}
