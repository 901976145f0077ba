import type { Reader, Tx } from '@opptak/db';
import { AppError, type KommuneNumber } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import type { EventRecordTable, Schema } from '../schema.generated.ts';

export type EventRecord = Omit<Selectable<EventRecordTable>, 'cursor'> & { readonly cursor: number };
type NewRecord = Omit<Insertable<EventRecordTable>, 'cursor'>;

const typed = (row: Selectable<EventRecordTable>): EventRecord => ({ ...row, cursor: Number(row.cursor) });

/**
 * Adds to the kommune's feed. The lock on the counter is held until the transaction ends, so cursors become visible in
 * their order: whoever has read up to one will never find another below it.
 */
export async function appendEvents(
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  records: readonly Omit<NewRecord, 'kommune'>[],
): Promise<readonly EventRecord[]> {
  const { last } = await tx
    .insertInto('eventCursor')
    .values({ kommune, last: records.length })
    .onConflict((conflict) =>
      conflict
        .column('kommune')
        .doUpdateSet((row) => ({ last: row('eventCursor.last', '+', row.ref('excluded.last')) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  const before = Number(last) - records.length;
  const rows = await tx
    .insertInto('eventRecord')
    .values(records.map((record, index) => ({ ...record, kommune, cursor: before + index + 1 })))
    .returningAll()
    .execute();
  return rows.map(typed).sort((one, other) => one.cursor - other.cursor);
}

/** The cursor of the newest event; 0 when there is none. */
export async function lastCursor(db: Reader<Schema>): Promise<number> {
  const row = await db.selectFrom('eventCursor').select('last').executeTakeFirst();
  return Number(row?.last ?? 0);
}

export async function getEventAt(db: Reader<Schema>, cursor: number): Promise<EventRecord> {
  return typed(
    await db
      .selectFrom('eventRecord')
      .selectAll()
      .where('cursor', '=', String(cursor))
      .executeTakeFirstOrThrow(),
  );
}

export async function findEventsAfter(
  db: Reader<Schema>,
  after: number,
  limit: number,
): Promise<readonly EventRecord[]> {
  const rows = await db
    .selectFrom('eventRecord')
    .selectAll()
    .where('cursor', '>', String(after))
    .orderBy('cursor')
    .limit(limit)
    .execute();
  return rows.map(typed);
}

/** The part of the feed that a replay sends: these types, from one cursor to another, both included. */
export interface Stretch {
  readonly types: readonly string[];
  readonly from: number;
  readonly until: number;
}

export async function findStretch(
  db: Reader<Schema>,
  { types, from, until }: Stretch,
  limit: number,
): Promise<readonly EventRecord[]> {
  const rows = await db
    .selectFrom('eventRecord')
    .selectAll()
    .where('cursor', '>=', String(from))
    .where('cursor', '<=', String(until))
    .where('type', 'in', [...types])
    .orderBy('cursor')
    .limit(limit)
    .execute();
  return rows.map(typed);
}

export async function countStretch(db: Reader<Schema>, { types, from, until }: Stretch): Promise<number> {
  const { count } = await db
    .selectFrom('eventRecord')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('cursor', '>=', String(from))
    .where('cursor', '<=', String(until))
    .where('type', 'in', [...types])
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** @throws AppError not-found when one of them is not an event of the kommune. */
export async function getEvents(db: Reader<Schema>, ids: readonly string[]): Promise<readonly EventRecord[]> {
  const rows = await db
    .selectFrom('eventRecord')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('cursor')
    .execute();
  if (rows.length !== ids.length) {
    throw new AppError('not-found', 'event-not-found', 'One of the events does not exist');
  }
  return rows.map(typed);
}
