import { Pairing as PairingContract, parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Static } from 'typebox';
import type { PairingTable, Schema } from '../schema.generated.ts';

const Children = PairingContract.properties.children;
export type Pairing = Omit<Selectable<PairingTable>, 'children'> & {
  readonly children: Static<typeof Children>;
};

/** Two children who share a place at a kindergarten, both families and two caseworkers having said yes. */
export type Sharing = Pick<Pairing, 'kindergartenId' | 'firstChildId' | 'secondChildId'>;

/** @throws AppError conflict `already-paired` when it is recorded already, whatever has become of it. */
export async function insertPairing(tx: Tx<Schema>, row: Insertable<PairingTable>): Promise<Pairing> {
  const stored = await tx
    .insertInto('pairing')
    .values(row)
    // One that was put aside may be recorded anew.
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'id'])
        .doUpdateSet({
          children: sql`excluded.children`,
          status: 'recorded',
          recordedBy: row.recordedBy,
          recordedAt: row.recordedAt,
        })
        .where('pairing.status', '=', 'discarded'),
    )
    .returningAll()
    .executeTakeFirst();
  if (!stored) throw new AppError('conflict', 'already-paired', 'This pairing is recorded already');
  return typed(stored);
}

/** @throws AppError not-found */
export async function getPairing(db: Reader<Schema>, id: string): Promise<Pairing> {
  const row = await db.selectFrom('pairing').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', 'pairing-not-found', 'There is no such pairing here');
  return typed(row);
}

/** Pairings that are recorded or agreed to. */
export async function findLivePairings(db: Reader<Schema>): Promise<readonly Pairing[]> {
  const rows = await db
    .selectFrom('pairing')
    .selectAll()
    .where('status', '<>', 'discarded')
    .orderBy('id')
    .execute();
  return rows.map(typed);
}

/** Who shares a place with whom. */
export async function findSharing(db: Reader<Schema>): Promise<readonly Sharing[]> {
  return db
    .selectFrom('pairing')
    .select(['kindergartenId', 'firstChildId', 'secondChildId'])
    .where('status', '=', 'agreed')
    .orderBy('id')
    .execute();
}

/** @throws AppError conflict `pairing-moved-on` when it was agreed to or put aside already. */
export async function settlePairing(
  tx: Tx<Schema>,
  id: string,
  to:
    | { readonly status: 'agreed'; readonly agreedBy: string; readonly agreedAt: Date }
    | { readonly status: 'discarded' },
): Promise<Pairing> {
  const row = await tx
    .updateTable('pairing')
    .set(to)
    .where('id', '=', id)
    .where('status', '=', 'recorded')
    .returningAll()
    .executeTakeFirst();
  if (!row)
    throw new AppError('conflict', 'pairing-moved-on', 'The pairing is not waiting for a second person');
  return typed(row);
}

const typed = (row: Selectable<PairingTable>): Pairing => ({
  ...row,
  children: parse(Children, row.children, 'pairing.children'),
});
