import type { ServiceName } from '@opptak/contracts';
import { type Db, oneAcrossKommuner, type PlatformTables } from '@opptak/db';
import { sql } from 'kysely';
import { crashpoint } from './crashpoint.ts';
import type { JobLog } from './job-log.ts';
import { isServiceName, queueOf } from './message.ts';
import type { Queues } from './queues.ts';

interface Rebuild {
  readonly service: ServiceName;
  readonly db: Db<PlatformTables>;
  readonly queues: Queues;
  readonly log: JobLog;
}

/**
 * Notices when the queue has lost its memory – a Redis that kept nothing on disk was restarted, somebody flushed it –
 * and sends everything again that was sent and is not done. The mark by which we notice is set last: a crash in
 * between leaves it unset, and the next look does all of it again.
 */
export async function rebuildAfterLoss({ service, db, queues, log }: Rebuild): Promise<void> {
  if (await queues.remembers(service)) return;
  // It may be another Redis than the one we started on.
  await queues.check();
  const { numAffectedRows } = await oneAcrossKommuner(db, (one) =>
    sql`update outbox set published_at = null, parcel = null
        where published_at is not null and done_at is null and dead_at is null`.execute(one),
  );
  crashpoint('rebuild:before-epoch');
  await queues.remember(service);
  if (numAffectedRows) log.warn({ messages: Number(numAffectedRows) }, 'the queue was empty: sending again');
}

/** Parcels looked at in one sweep. */
const PARCELS = 200;

/**
 * Looks for messages that were sent long ago and are not done, and sends those again whose queue job is gone: it was
 * lost alone, or its receipt was. What still waits or runs is left alone.
 *
 * @returns how many messages are to be sent again.
 */
export async function sweep({ db, queues, log }: Rebuild, olderThanMs: number): Promise<number> {
  const old = await oneAcrossKommuner(db, (one) =>
    sql<{ consumer: string; parcel: string }>`
      select consumer, parcel from outbox
      where published_at < clock_timestamp() - make_interval(secs => ${olderThanMs / 1_000})
        and done_at is null and dead_at is null
      group by consumer, parcel order by random() limit ${PARCELS}`.execute(one),
  );
  const lost: string[] = [];
  for (const { consumer, parcel } of old.rows) {
    if (!isServiceName(consumer)) continue;
    const job = await queues.queue(queueOf(consumer)).getJob(parcel);
    if (!job) lost.push(parcel);
  }
  if (lost.length === 0) return 0;
  const { numAffectedRows } = await oneAcrossKommuner(db, (one) =>
    sql`update outbox set published_at = null, parcel = null
        where parcel = any(${lost}::uuid[]) and published_at is not null and done_at is null and dead_at is null`.execute(
      one,
    ),
  );
  const messages = Number(numAffectedRows ?? 0);
  if (messages > 0) log.warn({ messages }, 'messages without a queue job: sending again');
  return messages;
}
