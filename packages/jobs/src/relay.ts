import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@opptak/contracts';
import { acrossKommuner, type Db, oneAcrossKommuner, type PlatformTables, type Tx } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import { sql } from 'kysely';
import { crashpoint } from './crashpoint.ts';
import { isServiceName, type Message, queueOf } from './message.ts';
import { addJobs } from './queue-backend.ts';
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
}

/** At most this many rows in one transaction. */
const BATCH = 500;
/** At most this many parcels of one kind from one batch, so that a worker's hands are all busy before a parcel grows. */
const PARCELS = 8;
/** Events are taken in several at a time; a parcel with fewer would cost more than they do. */
const EVENTS_IN_PARCEL = 10;
/** So few are taken as they come; of more, each kommune gets its share. */
const FEW = 20;

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
  let more = false;
  for (const load of await loads(relay.db, now)) more = (await relayTo(relay, load, now)) || more;
  return more;
}

/** What waits for one consumer, and what is on its way to it. */
interface Load {
  readonly consumer: string;
  readonly due: number;
  readonly sent: number;
}

async function loads(db: Db<PlatformTables>, now: Date): Promise<readonly Load[]> {
  const { rows } = await oneAcrossKommuner(db, (one) =>
    sql<Load>`
      select due.consumer, due.count::int as due, coalesce(sent.count, 0)::int as sent
      from (select consumer, count(*) from outbox
            where published_at is null and done_at is null and dead_at is null and run_at <= ${now}
            group by consumer) due
      left join (select consumer, count(*) from outbox
                 where published_at is not null and done_at is null and dead_at is null
                 group by consumer) sent using (consumer)`.execute(one),
  );
  return rows;
}

async function relayTo(relay: Relay, { consumer, due, sent }: Load, now: Date): Promise<boolean> {
  const { queues, service, settings, db } = relay;
  const room = Math.min(BATCH, settings.outstanding - sent);
  if (room <= 0 || !isServiceName(consumer)) return false;
  return acrossKommuner(db, async (tx) => {
    const rows =
      due <= FEW ? await lockDue(tx, consumer, now, room) : await lockFairly(tx, consumer, now, room);
    if (rows.length === 0) return false;

    const parcels = pack(rows, settings.parcelSize);
    crashpoint('relay:before-add');
    await addJobs(
      queues.queue(queueOf(consumer)),
      parcels.map(({ id, messages }) => ({
        name: 'parcel' as const,
        data: { producer: service, sealed: queues.seal.seal(`${consumer}:${id}`, messages.map(toMessage)) },
        opts: { jobId: id },
      })),
    );
    crashpoint('relay:after-add');
    await markSent(tx, parcels);
    return due > rows.length;
  });
}

const open = sql`published_at is null and done_at is null and dead_at is null`;
const columns = sql.raw(
  'id, msg_id, kind, type, kommune, key, version, occurred_at, generation, attempts + 1 as attempt, isolated, payload',
);

/** Locks what is due, oldest first. Rows that another relay has locked are left to it. */
async function lockDue(
  tx: Tx<PlatformTables>,
  consumer: ServiceName,
  now: Date,
  room: number,
): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select ${columns} from outbox where consumer = ${consumer} and ${open} and run_at <= ${now}
    order by run_at, id limit ${room} for update skip locked`.execute(tx);
  return rows;
}

/** The same, but a share from each kommune: one that has planned ten thousand jobs does not hold up the others. */
async function lockFairly(
  tx: Tx<PlatformTables>,
  consumer: ServiceName,
  now: Date,
  room: number,
): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    with recursive waiting as (
      (select kommune from outbox where consumer = ${consumer} and ${open} order by kommune limit 1)
      union all
      select (select kommune from outbox where consumer = ${consumer} and ${open} and kommune > w.kommune
              order by kommune limit 1)
      from waiting w where w.kommune is not null
    )
    select due.* from waiting w cross join lateral (
      select ${columns} from outbox
      where consumer = ${consumer} and ${open} and kommune = w.kommune and run_at <= ${now}
      order by run_at, id
      limit greatest(${FEW}::bigint, ${room}::bigint / (select count(*) from waiting))
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
 * Few jobs go alone, so that each finds a free hand; a heap goes in parcels, because one queue job for each would cost
 * more than the work. A message that has failed, or was on its way when a worker died, goes alone.
 */
function pack(rows: readonly OutboxRow[], parcelSize: number): OutgoingParcel[] {
  const isFresh = (row: OutboxRow) => row.attempt === 1 && !row.isolated;
  const parcels: OutgoingParcel[] = [];
  const add = (messages: readonly OutboxRow[]) => parcels.push({ id: randomUUID(), messages });
  for (const row of rows) if (!isFresh(row)) add([row]);
  for (const kind of ['job', 'event'] as const) {
    const together = rows
      .filter((row) => row.kind === kind && isFresh(row))
      .sort((one, other) => Number(one.kommune) - Number(other.kommune));
    const least = kind === 'event' ? EVENTS_IN_PARCEL : 1;
    const size = Math.min(parcelSize, Math.max(least, Math.ceil(together.length / PARCELS)));
    for (let start = 0; start < together.length; start += size) add(together.slice(start, start + size));
  }
  return parcels;
}

const toMessage = ({ id: _id, ...message }: OutboxRow): Message => ({
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
