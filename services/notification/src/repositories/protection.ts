import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import type { AccessProtectionTable, Schema } from '../schema.generated.ts';

export type Protection = Selectable<AccessProtectionTable>;

/** What protects these people now. */
export async function findProtections(
  db: Reader<Schema>,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Protection[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('accessProtection')
    .selectAll()
    .where('personId', 'in', [...new Set(personIds)])
    .where('liftedAt', 'is', null)
    .execute();
  return Map.groupBy(rows, (row) => row.personId);
}

export async function insertProtections(
  tx: Tx<Schema>,
  protections: readonly Insertable<AccessProtectionTable>[],
): Promise<void> {
  if (protections.length === 0) return;
  await tx
    .insertInto('accessProtection')
    .values([...protections])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What people have set for any of these, or against them, and nobody has lifted. */
export async function findBlocksAround(
  db: Reader<Schema>,
  personIds: readonly string[],
): Promise<readonly Protection[]> {
  if (personIds.length === 0) return [];
  const ids = [...new Set(personIds)];
  return db
    .selectFrom('accessProtection')
    .selectAll()
    .where('source', '=', 'manual')
    .where('liftedAt', 'is', null)
    .where((row) => row.or([row('personId', 'in', ids), row('againstPersonId', 'in', ids)]))
    .execute();
}

/** Lifts what the register has said. Never what a person has set: there the database itself says no. */
export async function liftRegistered(
  tx: Tx<Schema>,
  ids: readonly string[],
  lifted: { readonly liftedAt: Date; readonly liftedBy: string },
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('accessProtection')
    .set(lifted)
    .where('id', 'in', [...ids])
    .where('source', '=', 'register')
    .where('liftedAt', 'is', null)
    .execute();
}

/** @throws AppError not-found when there is no such block, or it is lifted already. */
export async function liftBlock(
  tx: Tx<Schema>,
  id: string,
  lifted: { readonly liftedAt: Date; readonly liftedBy: string },
): Promise<Protection> {
  const block = await tx
    .updateTable('accessProtection')
    .set(lifted)
    .where('id', '=', id)
    .where('source', '=', 'manual')
    .where('liftedAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (!block) throw new AppError('not-found', 'block-not-found', 'There is no such block in force');
  return block;
}
