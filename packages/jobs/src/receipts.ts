import { acrossKommuner, type Db, oneAcrossKommuner, type PlatformTables, type Tx } from '@opptak/db';
import { sql } from 'kysely';
import type { Receipt } from './message.ts';
import { eventRetries, PARKED_MS } from './settings.ts';

export interface Retries {
  readonly attempts: number;
  readonly backoffMs: number;
}

/** How often a kind of message is tried. Events, and what this version does not know, have the same for all. */
export type RetriesOf = (type: string) => Retries;

/** What makes a message a dead letter. */
export interface Limits {
  readonly retriesOf: RetriesOf;
  readonly maxCrashes: number;
}

/**
 * Notes in the outbox what has become of messages. Anything but "done" counts only for the sending that it answers:
 * a late receipt for a parcel that was given up does not touch the one that replaced it.
 *
 * @returns the messages that became dead letters.
 */
export async function applyReceipts(
  db: Db<PlatformTables>,
  receipts: readonly Receipt[],
  now: Date,
  limits: Limits,
): Promise<readonly string[]> {
  const done = receipts.filter((receipt) => receipt.outcome === 'done').map((receipt) => receipt.msgId);
  if (done.length > 0) {
    await oneAcrossKommuner(db, (one) =>
      sql`update outbox set done_at = clock_timestamp(), last_error = null
          where msg_id = any(${done}::uuid[]) and done_at is null`.execute(one),
    );
  }
  const others = receipts.filter((receipt) => receipt.outcome !== 'done');
  if (others.length === 0) return [];
  return acrossKommuner(db, async (tx) => {
    const dead: string[] = [];
    for (const receipt of others) {
      if (await takeBack(tx, receipt, now, limits)) dead.push(receipt.msgId);
    }
    return dead;
  });
}

/** Puts one message back into the outbox, to be sent again when its pause is over, or aside for a person. */
async function takeBack(
  tx: Tx<PlatformTables>,
  { msgId, parcel, outcome, error }: Receipt,
  now: Date,
  { retriesOf, maxCrashes }: Limits,
): Promise<boolean> {
  const sent = await tx
    .selectFrom('outbox')
    .select(['id', 'kind', 'type', 'attempts', 'crashes', 'isolated', 'runAt'])
    .where('msgId', '=', msgId)
    .where('parcel', '=', parcel)
    .where('doneAt', 'is', null)
    .where('deadAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!sent) return false;

  const retries = sent.kind === 'job' ? retriesOf(sent.type) : eventRetries;
  const failed = outcome === 'failed' || outcome === 'dead';
  const attempts = sent.attempts + (failed ? 1 : 0);
  const crashes = sent.crashes + (outcome === 'crashed' ? 1 : 0);
  const dead = outcome === 'dead' || (failed && attempts >= retries.attempts) || crashes >= maxCrashes;
  const pauseMs =
    outcome === 'failed'
      ? jittered(retries.backoffMs * 2 ** (attempts - 1), msgId)
      : outcome === 'parked'
        ? PARKED_MS
        : 0;
  await tx
    .updateTable('outbox')
    .set({
      publishedAt: null,
      parcel: null,
      attempts,
      crashes,
      // Whoever came through a run alone, even by failing, has killed nobody.
      isolated: outcome === 'returned' ? sent.isolated : outcome === 'suspected' || crashes > 0,
      runAt: pauseMs > 0 ? new Date(now.getTime() + pauseMs) : sent.runAt,
      ...(outcome === 'returned' ? {} : { lastError: error ?? outcome }),
      ...(dead ? { deadAt: sql<Date>`clock_timestamp()` } : {}),
    })
    .where('id', '=', sent.id)
    .execute();
  return dead;
}

/** Up to a fifth longer, so that what failed together does not come back together; the same for the same message. */
const jittered = (ms: number, msgId: string): number =>
  Math.round(ms * (1 + Number.parseInt(msgId.slice(0, 4), 16) / 0x10000 / 5));
