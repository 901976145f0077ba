import type { Reader, Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { EventCountTable, Schema, SyncStateTable } from '../schema.generated.ts';

export type SyncState = Omit<Selectable<SyncStateTable>, 'nextSequence' | 'extractSequence' | 'settled'> & {
  readonly settled: number;
  readonly nextSequence: number | null;
  readonly extractSequence: number | null;
};

const typed = (row: Selectable<SyncStateTable>): SyncState => ({
  ...row,
  settled: Number(row.settled),
  nextSequence: row.nextSequence === null ? null : Number(row.nextSequence),
  extractSequence: row.extractSequence === null ? null : Number(row.extractSequence),
});

/** @returns null when the kommune has never been read. */
export async function findSyncState(db: Reader<Schema>): Promise<SyncState | null> {
  const row = await db.selectFrom('syncState').selectAll().executeTakeFirst();
  return row ? typed(row) : null;
}

/** Takes the pointer for the rest of the transaction: of two readers, the second finds it moved. */
export async function lockSyncState(tx: Tx<Schema>, kommune: KommuneNumber): Promise<SyncState> {
  await tx
    .insertInto('syncState')
    .values({ kommune })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return typed(await tx.selectFrom('syncState').selectAll().forUpdate().executeTakeFirstOrThrow());
}

export async function updateSyncState(tx: Tx<Schema>, changes: Updateable<SyncStateTable>): Promise<void> {
  await tx.updateTable('syncState').set(changes).execute();
}

export async function countEvents(
  tx: Tx<Schema>,
  counts: readonly Insertable<EventCountTable>[],
): Promise<void> {
  if (counts.length === 0) return;
  await tx
    .insertInto('eventCount')
    .values([...counts])
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'eventType']).doUpdateSet((row) => ({
        relevant: row.ref('excluded.relevant'),
        count: row('eventCount.count', '+', row.ref('excluded.count')),
      })),
    )
    .execute();
}

export async function findEventCounts(db: Reader<Schema>): Promise<readonly Selectable<EventCountTable>[]> {
  return db.selectFrom('eventCount').selectAll().orderBy('eventType').execute();
}
