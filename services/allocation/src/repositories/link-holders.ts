import { keepNewest, type Reader, type Tx } from '@opptak/db';
import type { Insertable } from 'kysely';
import type { LinkHolderTable, Schema } from '../schema.generated.ts';

export async function upsertLinkHolders(tx: Tx<Schema>, row: Insertable<LinkHolderTable>): Promise<void> {
  await keepNewest(tx, 'linkHolder', row, ['kommune', 'childId']);
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
