import {
  acrossKommuner,
  appendCaseEvent,
  type Db,
  markMessages,
  type PlatformTables,
  platformDb,
  platformTx,
  type Tx,
} from '@opptak/db';
import { type Actor, AppError, type KommuneNumber } from '@opptak/domain';
import { sql } from 'kysely';

/** A message that was put aside. Says what and how often, never what it carries. */
export interface DeadLetter {
  readonly msgId: string;
  readonly kommune: KommuneNumber;
  readonly kind: 'job' | 'event';
  readonly type: string;
  readonly consumer: string;
  readonly key: string | null;
  readonly attempts: number;
  readonly crashes: number;
  readonly lastError: string | null;
  readonly deadAt: Date;
}

/** The messages that were put aside, oldest first: those of the transaction's kommune. */
export async function findDeadLetters<S extends PlatformTables>(
  tx: Tx<S>,
  limit = 100,
): Promise<readonly DeadLetter[]> {
  const rows = await platformTx(tx)
    .selectFrom('outbox')
    .select(['msgId', 'kommune', 'kind', 'type', 'consumer', 'key', 'attempts', 'crashes', 'lastError'])
    .select((row) => row.ref('deadAt').$notNull().as('deadAt'))
    .where('deadAt', 'is not', null)
    .where('doneAt', 'is', null)
    .orderBy('deadAt')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows;
}

/** The same, of all kommuner. */
export const listDeadLetters = <S extends PlatformTables>(db: Db<S>, limit?: number) =>
  acrossKommuner(platformDb(db), (tx) => findDeadLetters(tx, limit));

/** A person's decision about a dead letter; it is written to the case log. */
export interface Verdict {
  readonly kommune: KommuneNumber;
  readonly actor: Actor;
  readonly reason: string;
  readonly at: Date;
}

/**
 * Sends a dead letter again, from the beginning: with a new generation, all attempts before it.
 *
 * @throws AppError not-found when there is no such dead letter in the kommune.
 */
export async function replayDeadLetter<S extends PlatformTables>(
  tx: Tx<S>,
  msgId: string,
  verdict: Verdict,
): Promise<void> {
  await decide(tx, msgId, verdict, 'dead-letter-replayed', {
    deadAt: null,
    publishedAt: null,
    parcel: null,
    attempts: 0,
    crashes: 0,
    runAt: verdict.at,
  });
}

/**
 * Puts a dead letter away for good: it was a duplicate, or done by hand.
 *
 * @throws AppError not-found when there is no such dead letter in the kommune.
 */
export async function discardDeadLetter<S extends PlatformTables>(
  tx: Tx<S>,
  msgId: string,
  verdict: Verdict,
): Promise<void> {
  await decide(tx, msgId, verdict, 'dead-letter-discarded', { doneAt: verdict.at });
}

interface Change {
  readonly deadAt?: null;
  readonly publishedAt?: null;
  readonly parcel?: null;
  readonly attempts?: number;
  readonly crashes?: number;
  readonly runAt?: Date;
  readonly doneAt?: Date;
}

async function decide<S extends PlatformTables>(
  tx: Tx<S>,
  msgId: string,
  verdict: Verdict,
  type: string,
  change: Change,
): Promise<void> {
  const letter = await platformTx(tx)
    .updateTable('outbox')
    .set({ ...change, ...(change.doneAt ? {} : { generation: sql<number>`generation + 1` }) })
    .where('msgId', '=', msgId)
    .where('deadAt', 'is not', null)
    .where('doneAt', 'is', null)
    .returning(['type', 'attempts', 'crashes', 'lastError'])
    .executeTakeFirst();
  if (!letter) throw new AppError('not-found', 'dead-letter-not-found', 'There is no such dead letter here');
  markMessages(tx);
  await appendCaseEvent(tx, {
    kommune: verdict.kommune,
    caseId: msgId,
    type,
    actor: verdict.actor,
    details: { message: letter.type, error: letter.lastError, reason: verdict.reason },
    occurredAt: verdict.at,
  });
}
