import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import type { Bylaw as BylawTable, Schema } from '../schema.generated.ts';

export type Bylaw = Selectable<BylawTable>;

/** @throws AppError conflict when that version exists already: versions are never rewritten. */
export async function insertBylaw(tx: Tx<Schema>, bylaw: Insertable<BylawTable>): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('bylaw')
    .values(bylaw)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) {
    throw new AppError('conflict', 'bylaw-version-exists', 'This version of the bylaws exists already');
  }
}

export async function findBylaws(db: Reader<Schema>): Promise<readonly Bylaw[]> {
  return db.selectFrom('bylaw').selectAll().orderBy('validFrom').orderBy('id').execute();
}
