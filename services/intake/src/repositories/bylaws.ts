import { BylawsDocument, parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable } from 'kysely';
import type { BylawsTable, Schema } from '../schema.generated.ts';

/** The newest bylaws of the kommune. */
export async function findBylaws(
  db: Reader<Schema>,
): Promise<{ readonly version: number; readonly document: BylawsDocument } | null> {
  const row = await db
    .selectFrom('bylaws')
    .select(['version', 'document'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row
    ? { version: row.version, document: parse(BylawsDocument, row.document, 'bylaws.document') }
    : null;
}

/** @throws AppError conflict when somebody else has adopted bylaws at the same moment. */
export async function insertBylaws(tx: Tx<Schema>, bylaws: Insertable<BylawsTable>): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('bylaws')
    .values(bylaws)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) {
    throw new AppError('conflict', 'bylaws-changed', 'Somebody else has adopted bylaws at the same moment');
  }
}
