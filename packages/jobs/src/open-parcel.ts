import type { ServiceName } from '@opptak/contracts';
import { type Db, oneAcrossKommuner, type PlatformTables } from '@opptak/db';
import { sql } from 'kysely';
import { type Message, Parcel } from './message.ts';
import type { QueueJob } from './queue-backend.ts';
import type { Queues } from './queues.ts';
import { checked } from './schema-check.ts';

/** @throws Error when the parcel was not sealed by one of us, for this consumer, under this id. */
export function openParcel(queues: Queues, consumer: ServiceName, job: QueueJob): readonly Message[] {
  return checked(Parcel, queues.seal.open(`${consumer}:${job.id}`, job.data.sealed), 'Parcel');
}

/**
 * Which jobs of a parcel this worker may run: those that are not done, put aside or replayed meanwhile, and that no
 * other parcel carries. A relay that dies between sending and marking leaves two parcels with the same job; the first
 * that comes here has it. The row lock makes us wait for a relay that is just marking.
 */
export async function claimJobs(
  db: Db<PlatformTables>,
  parcel: string,
  messages: readonly Message[],
): Promise<ReadonlySet<string>> {
  const ids = messages.map((message) => message.msgId);
  const { rows } = await oneAcrossKommuner(db, (one) =>
    sql<{ msgId: string }>`
      update outbox set parcel = ${parcel}, published_at = coalesce(published_at, clock_timestamp())
      where msg_id = any(${ids}::uuid[]) and done_at is null and dead_at is null
        and (parcel is null or parcel = ${parcel})
      returning msg_id`.execute(one),
  );
  return new Set(rows.map((row) => row.msgId));
}

/** Which events of a parcel have their effect here already. */
export async function handledEvents(
  db: Db<PlatformTables>,
  messages: readonly Message[],
): Promise<ReadonlySet<string>> {
  const rows = await oneAcrossKommuner(db, (one) =>
    one
      .selectFrom('inbox')
      .select('msgId')
      .where(
        'msgId',
        'in',
        messages.map((message) => message.msgId),
      )
      .execute(),
  );
  return new Set(rows.map((row) => row.msgId));
}
