import { type Db, inKommune, oneAcrossKommuner, type PlatformTables, type Tx } from '@opptak/db';
import type { Clock, KommuneNumber } from '@opptak/domain';
import { sql } from 'kysely';
import { type ClockReading, deletionInstant, differenceMs, type TooOld, tooOldAt } from './retention-rule.ts';

const slice = 1_000;

export interface Forgotten {
  readonly outbox: number;
  readonly inbox: number;
  readonly idempotencyKeys: number;
  readonly accessLog: number;
}

export type RetentionOutcome =
  | { readonly type: 'forgotten'; readonly counts: Forgotten }
  /** The clocks of node and database are so far apart that nobody knows what is old. */
  | { readonly type: 'refused'; readonly differenceMs: number };

/** Deletes what is too old in the tables that every service has, of one kommune, slice by slice. Safe to run twice. */
export async function forgetPlatformRows(
  { db, clock }: { readonly db: Db<PlatformTables>; readonly clock: Clock },
  kommune: KommuneNumber,
): Promise<RetentionOutcome> {
  let counts: Forgotten = { outbox: 0, inbox: 0, idempotencyKeys: 0, accessLog: 0 };
  for (;;) {
    // Before each slice: a clock may jump while we work.
    const reading = await readClocks(db, clock);
    const at = deletionInstant(reading);
    if (at === null) return { type: 'refused', differenceMs: differenceMs(reading) };
    const gone = await inKommune(db, kommune, (tx) => deleteSlice(tx, kommune, tooOldAt(at)));
    counts = {
      outbox: counts.outbox + gone.outbox,
      inbox: counts.inbox + gone.inbox,
      idempotencyKeys: counts.idempotencyKeys + gone.idempotencyKeys,
      accessLog: counts.accessLog + gone.accessLog,
    };
    if (Object.values(gone).every((count) => count < slice)) return { type: 'forgotten', counts };
  }
}

async function readClocks(db: Db<PlatformTables>, clock: Clock): Promise<ClockReading> {
  const before = clock.now();
  const { rows } = await oneAcrossKommuner(db, (one) =>
    sql<{ at: Date }>`select clock_timestamp() as at`.execute(one),
  );
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL did not tell the time');
  return { before, database: row.at, after: clock.now() };
}

async function deleteSlice(
  tx: Tx<PlatformTables>,
  kommune: KommuneNumber,
  { outboxBefore, inboxBefore, idempotencyBefore, accessBefore }: TooOld,
): Promise<Forgotten> {
  // What nobody has finished stays, however old it is; so does what its sender was not told of.
  const outbox = await sql`delete from outbox where id in (
    select id from outbox where kommune = ${kommune} and done_at < ${outboxBefore} order by done_at limit ${slice})`.execute(
    tx,
  );
  const inbox = await sql`delete from inbox where (kommune, msg_id) in (
    select kommune, msg_id from inbox
    where kommune = ${kommune} and acked_at is not null and handled_at < ${inboxBefore}
    order by handled_at limit ${slice})`.execute(tx);
  const keys = await sql`delete from idempotency_key where (kommune, route, key) in (
    select kommune, route, key from idempotency_key
    where kommune = ${kommune} and created_at < ${idempotencyBefore} order by created_at limit ${slice})`.execute(
    tx,
  );
  const access = await sql<{ gone: number }>`
    select forget_access_log(${accessBefore}, ${slice}) as gone`.execute(tx);
  return {
    outbox: Number(outbox.numAffectedRows ?? 0),
    inbox: Number(inbox.numAffectedRows ?? 0),
    idempotencyKeys: Number(keys.numAffectedRows ?? 0),
    accessLog: access.rows[0]?.gone ?? 0,
  };
}
