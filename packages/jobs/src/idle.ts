import { setTimeout as delay } from 'node:timers/promises';
import { acrossKommuner, type Db, type PlatformTables } from '@opptak/db';
import { sql } from 'kysely';

/** Answers whether this service has a message that is due, or on its way and not done. */
export async function hasOpenMessages(db: Db<PlatformTables>, now: Date): Promise<boolean> {
  const { rows } = await acrossKommuner(db, (tx) =>
    sql<{ open: boolean }>`
      select exists (select from outbox where published_at is null and done_at is null and dead_at is null
                     and run_at <= ${now})
          or exists (select from outbox where published_at is not null and done_at is null and dead_at is null)
          as open`.execute(tx),
  );
  return rows[0]?.open ?? false;
}

/** Of a service's running workers, what is needed to see that all has come to rest. */
export interface Restful {
  idle(): Promise<boolean>;
  /** How many messages were handled so far. */
  handled(): number;
}

const LOOK_EVERY_MS = 5;

/**
 * Waits until no service has anything due or on its way. One look at each is not enough: while the second is looked
 * at, its message may wake the first. So all must be idle twice in a row, with nothing handled in between.
 *
 * @throws Error when that takes longer than `timeoutMs`.
 */
export async function untilIdle(workers: readonly Restful[], timeoutMs: number): Promise<void> {
  const startedAt = performance.now();
  let before: number | null = null;
  for (;;) {
    const handledFirst = workers.reduce((sum, worker) => sum + worker.handled(), 0);
    const idle = await Promise.all(workers.map((worker) => worker.idle()));
    const handled = workers.reduce((sum, worker) => sum + worker.handled(), 0);
    const quiet = idle.every(Boolean) && handledFirst === handled;
    if (quiet && before === handled) return;
    before = quiet ? handled : null;
    if (performance.now() - startedAt > timeoutMs) throw new Error(`Not idle after ${timeoutMs} ms`);
    if (!quiet) await delay(LOOK_EVERY_MS);
  }
}
