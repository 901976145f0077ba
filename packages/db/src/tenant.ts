import type { KommuneNumber } from '@opptak/domain';
import { sql } from 'kysely';
import { announceCommit } from './commit-signal.ts';
import { type Db, platformConnections, type Tx } from './database.ts';
import { withRetry } from './retry.ts';

/**
 * Opens a transaction in which only the rows of one kommune exist. The only way to write, and the only way to read
 * rows that belong to a kommune: row-level security compares every row with the setting made here, which ends with
 * the transaction.
 *
 * A transaction that PostgreSQL gives up because of another one (serialisation failure, deadlock) is run again up
 * to three times, so `work` must have no effect outside the transaction.
 */
export async function inKommune<S, T>(
  db: Db<S>,
  kommune: KommuneNumber,
  work: (tx: Tx<S>) => Promise<T>,
): Promise<T> {
  const { result, tx } = await withRetry(() =>
    db.transaction().execute(async (tx) => {
      await sql`select set_config('app.kommune', ${kommune}, true)`.execute(tx);
      return { result: await work(tx), tx };
    }),
  );
  announceCommit(db, tx);
  return result;
}

/**
 * Opens a transaction that only reads, and sees a kommune as it stood when it began, however long it reads. Nobody waits
 * for it.
 */
export function inSnapshot<S, T>(
  db: Db<S>,
  kommune: KommuneNumber,
  work: (tx: Tx<S>) => Promise<T>,
): Promise<T> {
  return withRetry(() =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        await sql`select set_config('app.kommune', ${kommune}, true)`.execute(tx);
        return work(tx);
      }),
  );
}

/**
 * Opens a transaction for the platform's own work – relaying messages, planning what is due – which concerns all
 * kommuner. It sees the rows of the platform tables that allow it (`outbox`, `inbox`) and no others: what belongs to
 * a case stays invisible. Its connections are marked so when they are made, apart from those of `inKommune`.
 */
export async function acrossKommuner<S, T>(db: Db<S>, work: (tx: Tx<S>) => Promise<T>): Promise<T> {
  const { result, tx } = await withRetry(() =>
    platformConnections(db)
      .transaction()
      .execute(async (tx) => ({ result: await work(tx), tx })),
  );
  announceCommit(db, tx);
  return result;
}

/** Runs one statement of the platform's own work, as a transaction of its own. */
export function oneAcrossKommuner<S, T>(db: Db<S>, statement: (db: Db<S>) => Promise<T>): Promise<T> {
  return withRetry(() => statement(platformConnections(db)));
}
