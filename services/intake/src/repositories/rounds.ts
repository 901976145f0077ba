import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import type { AdmissionRoundTable as RoundTable, Schema } from '../schema.generated.ts';

export type Round = Selectable<RoundTable>;

/** @throws AppError not-found */
export async function getRound(db: Reader<Schema>, id: string): Promise<Round> {
  const round = await db.selectFrom('admissionRound').selectAll().where('id', '=', id).executeTakeFirst();
  if (!round) throw new AppError('not-found', 'round-not-found', 'There is no such round here');
  return round;
}

export async function findRound(db: Reader<Schema>, id: string): Promise<Round | null> {
  return (await db.selectFrom('admissionRound').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** @throws AppError conflict when the kommune already has a main round for that kindergarten year. */
export async function insertRound(tx: Tx<Schema>, round: Insertable<RoundTable>): Promise<Round> {
  const stored = await tx
    .insertInto('admissionRound')
    .values(round)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!stored) {
    throw new AppError(
      'conflict',
      'round-exists',
      'There is already a main round for this kindergarten year',
    );
  }
  return stored;
}

/**
 * Takes the round's row for the rest of the transaction, so that its closing and the applications that hurry in
 * before it come one after the other.
 */
export async function lockRound(tx: Tx<Schema>, id: string, mode: 'share' | 'update'): Promise<Round> {
  const query = tx.selectFrom('admissionRound').selectAll().where('id', '=', id);
  const round = await (mode === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst();
  if (!round) throw new AppError('not-found', 'round-not-found', 'There is no such round here');
  return round;
}

/** @returns null when it was closed already. */
export async function closeRoundOnce(
  tx: Tx<Schema>,
  id: string,
  closed: { readonly closedAt: Date; readonly applicationCount: number; readonly checksum: string },
): Promise<Round | null> {
  const round = await tx
    .updateTable('admissionRound')
    .set((row) => ({ ...closed, status: 'closed', version: row('version', '+', 1) }))
    .where('id', '=', id)
    .where('status', '=', 'open')
    .returningAll()
    .executeTakeFirst();
  return round ?? null;
}

/** Notes what a closed round consists of now. The row is locked by the caller. */
export async function reviseClosed(
  tx: Tx<Schema>,
  id: string,
  vouched: { readonly applicationCount: number; readonly checksum: string },
): Promise<Round> {
  return tx
    .updateTable('admissionRound')
    .set((row) => ({ ...vouched, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .where('status', '=', 'closed')
    .returningAll()
    .executeTakeFirstOrThrow();
}
