import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@opptak/contracts';
import { acrossKommuner, type Db, type PlatformTables, type Tx } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import { sql } from 'kysely';
import { crashpoint } from './crashpoint.ts';
import { isServiceName, type Message, queueOf } from './message.ts';
import type { Queues } from './queues.ts';
import type { WorkerSettings } from './settings.ts';

export interface Relay {
  readonly service: ServiceName;
  readonly db: Db<PlatformTables>;
  readonly queues: Queues;
  readonly clock: Clock;
  readonly settings: WorkerSettings;
}

interface OutboxRow extends Omit<Message, 'occurredAt'> {
  readonly id: string;
  readonly occurredAt: Date;
  readonly crashes: number;
}

/** At most this many rows in one transaction. */
const BATCH = 500;
/** At most this many parcels from one batch, so that a worker's hands are all busy before a parcel grows. */
const PARCELS = 16;

/**
 * Sends what is due, from the outbox to the consumers' queues. Any number of relays may run at once.
 *
 * The rows are locked, sent, and marked, in one transaction. A crash after sending and before the commit sends them
 * again: receivers know messages by their id. There is no "last id" to remember, which would lose the rows of a
 * transaction that commits late.
 *
 * @returns whether there may be more.
 */
export async function relayDue(relay: Relay): Promise<boolean> {
  const now = relay.clock.now();
  const consumers = await acrossKommuner(relay.db, (tx) => dueConsumers(tx, now));
  let more = false;
  for (const consumer of consumers) more = (await relayTo(relay, consumer, now)) || more;
  return more;
}

async function dueConsumers(tx: Tx<PlatformTables>, now: Date): Promise<ServiceName[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select('consumer')
    .distinct()
    .where('publishedAt', 'is', null)
    .where('doneAt', 'is', null)
    .where('deadAt', 'is', null)
    .where('runAt', '<=', now)
    .execute();
  return rows.map((row) => row.consumer).filter(isServiceName);
}

async function relayTo(relay: Relay, consumer: ServiceName, now: Date): Promise<boolean> {
  const { queues, service, settings, db } = relay;
  return acrossKommuner(db, async (tx) => {
    const room = Math.min(BATCH, settings.outstanding - (await countSent(tx, consumer)));
    if (room <= 0) return false;
    const rows = await lockDue(tx, consumer, now, room);
    if (rows.length === 0) return false;

    const parcels = pack(rows, settings.parcelSize);
    crashpoint('relay:before-add');
    await queues.queue(queueOf(consumer)).addBulk(
      parcels.map(({ id, messages }) => ({
        name: 'parcel' as const,
        data: { producer: service, sealed: queues.seal.seal(`${consumer}:${id}`, messages.map(toMessage)) },
        opts: { jobId: id },
      })),
    );
    crashpoint('relay:after-add');
    await markSent(tx, parcels);
    return rows.length === room;
  });
}

async function countSent(tx: Tx<PlatformTables>, consumer: ServiceName): Promise<number> {
  const { sent } = await tx
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<string>().as('sent'))
    .where('consumer', '=', consumer)
    .where('publishedAt', 'is not', null)
    .where('doneAt', 'is', null)
    .where('deadAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(sent);
}

/**
 * Locks what is due, oldest first, a fair share from each kommune: one that has planned ten thousand jobs does not
 * hold up the others. Rows that another relay has locked are left to it.
 */
async function lockDue(
  tx: Tx<PlatformTables>,
  consumer: ServiceName,
  now: Date,
  room: number,
): Promise<OutboxRow[]> {
  const open = sql`consumer = ${consumer} and published_at is null and done_at is null and dead_at is null`;
  const { rows } = await sql<OutboxRow>`
    with recursive waiting as (
      (select kommune from outbox where ${open} order by kommune limit 1)
      union all
      select (select kommune from outbox where ${open} and kommune > w.kommune order by kommune limit 1)
      from waiting w where w.kommune is not null
    )
    select due.* from waiting w cross join lateral (
      select id, msg_id, kind, type, kommune, key, version, occurred_at, generation, attempts + 1 as attempt, crashes, payload
      from outbox
      where ${open} and kommune = w.kommune and run_at <= ${now}
      order by run_at, id
      limit greatest(20, ${room}::int / (select count(*) from waiting))
      for update skip locked
    ) due
    limit ${room}`.execute(tx);
  return rows;
}

interface OutgoingParcel {
  readonly id: string;
  readonly messages: readonly OutboxRow[];
}

/**
 * Few messages go alone, so that each finds a free hand; a heap goes in parcels, because one queue job for each would
 * cost more than the work. A message that has failed or killed a worker goes alone: it takes nobody with it.
 */
function pack(rows: readonly OutboxRow[], parcelSize: number): OutgoingParcel[] {
  const isFresh = (row: OutboxRow) => row.attempt === 1 && row.crashes === 0;
  const parcels: OutgoingParcel[] = [];
  const add = (messages: readonly OutboxRow[]) => parcels.push({ id: randomUUID(), messages });
  for (const row of rows) if (!isFresh(row)) add([row]);
  for (const kind of ['job', 'event'] as const) {
    const together = rows.filter((row) => row.kind === kind && isFresh(row));
    const size = Math.min(parcelSize, Math.ceil(together.length / PARCELS));
    for (let start = 0; start < together.length; start += size) add(together.slice(start, start + size));
  }
  return parcels;
}

const toMessage = ({ id: _id, crashes: _crashes, ...message }: OutboxRow): Message => ({
  ...message,
  occurredAt: message.occurredAt.toISOString(),
});

async function markSent(tx: Tx<PlatformTables>, parcels: readonly OutgoingParcel[]): Promise<void> {
  const ids = parcels.flatMap(({ messages }) => messages.map((message) => message.id));
  const names = parcels.flatMap(({ id, messages }) => messages.map(() => id));
  await sql`
    update outbox set published_at = clock_timestamp(), parcel = sent.parcel
    from unnest(${ids}::bigint[], ${names}::uuid[]) as sent (id, parcel)
    where outbox.id = sent.id`.execute(tx);
}
