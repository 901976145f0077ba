import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@opptak/contracts';
import { type Db, oneAcrossKommuner, type PlatformTables } from '@opptak/db';
import { sql } from 'kysely';
import { crashpoint } from './crashpoint.ts';
import { isServiceName, queueOf, type Receipt } from './message.ts';
import { addJobs } from './queue-backend.ts';
import type { Queues } from './queues.ts';

/** Receipts in one queue job, at most. */
const BATCH = 500;
/** An event was taken in so long ago and its sender not told: the worker died, or the queue was away. */
const OVERDUE_SECONDS = 5;

export interface ReceiptSender {
  /** Takes receipts to be sent; they go out together with whatever else has come meanwhile. */
  add(producer: ServiceName, receipts: readonly Receipt[]): void;
  /** Sends what has come. @returns whether there is more. */
  flush(): Promise<boolean>;
  /** Tells senders again whom nobody seems to have told. */
  sendOverdue(): Promise<void>;
  isEmpty(): boolean;
}

/**
 * Tells producers what has become of their messages. A lost receipt does no harm: the producer sends the message
 * again, the inbox knows it, and a new receipt follows. So receipts need none of their own.
 */
export function makeReceiptSender(
  db: Db<PlatformTables>,
  service: ServiceName,
  queues: Queues,
): ReceiptSender {
  const waiting = new Map<ServiceName, Receipt[]>();
  let sending = 0;

  async function send(producer: ServiceName, receipts: readonly Receipt[]): Promise<void> {
    const id = randomUUID();
    const data = { producer: service, sealed: queues.seal.seal(`${producer}:${id}`, receipts) };
    // Before the parcels that wait there: a sender who waits long for receipts would send again.
    await addJobs(queues.queue(queueOf(producer)), [
      { name: 'receipts', data, opts: { jobId: id, lifo: true } },
    ]);
    crashpoint('receipts:after-add');
    const done = receipts.filter(({ outcome }) => outcome === 'done').map(({ msgId }) => msgId);
    if (done.length > 0) await markAcked(db, done);
  }

  return {
    add(producer, receipts) {
      const list = waiting.get(producer) ?? [];
      waiting.set(producer, [...list, ...receipts]);
    },
    isEmpty: () => waiting.size === 0 && sending === 0,
    async flush() {
      const [first] = waiting;
      if (!first) return false;
      const [producer, receipts] = first;
      waiting.delete(producer);
      if (receipts.length > BATCH) waiting.set(producer, receipts.slice(BATCH));
      sending++;
      try {
        await send(producer, receipts.slice(0, BATCH));
      } finally {
        sending--;
      }
      return waiting.size > 0;
    },
    async sendOverdue() {
      for (const [producer, receipts] of await overdue(db)) await send(producer, receipts);
    },
  };
}

function markAcked(db: Db<PlatformTables>, ids: readonly string[]): Promise<unknown> {
  return oneAcrossKommuner(db, (one) =>
    sql`update inbox set acked_at = clock_timestamp()
        where msg_id = any(${ids}::uuid[]) and acked_at is null`.execute(one),
  );
}

async function overdue(db: Db<PlatformTables>): Promise<ReadonlyMap<ServiceName, readonly Receipt[]>> {
  const rows = await oneAcrossKommuner(db, (one) =>
    one
      .selectFrom('inbox')
      .select(['producer', 'msgId'])
      .where('ackedAt', 'is', null)
      .where('handledAt', '<', sql<Date>`clock_timestamp() - make_interval(secs => ${OVERDUE_SECONDS})`)
      .orderBy('handledAt')
      .limit(BATCH)
      .execute(),
  );
  const byProducer = new Map<ServiceName, Receipt[]>();
  for (const { producer, msgId } of rows) {
    if (!isServiceName(producer)) continue;
    const receipt: Receipt = { msgId, parcel: msgId, outcome: 'done' };
    byProducer.set(producer, [...(byProducer.get(producer) ?? []), receipt]);
  }
  return byProducer;
}
