import { type Db, oneAcrossKommuner, type PlatformTables } from '@opptak/db';
import { sql } from 'kysely';

/** What a service still has to see done: something due, or only what is on its way, or nothing. */
export type Remainder = 'due' | 'on-its-way' | 'nothing';

export async function remainder(db: Db<PlatformTables>, now: Date): Promise<Remainder> {
  const { rows } = await oneAcrossKommuner(db, (one) =>
    sql<{ remainder: Remainder }>`
      select case
        when exists (select from outbox where published_at is null and done_at is null and dead_at is null
                     and run_at <= ${now}) then 'due'
        when exists (select from outbox where published_at is not null and done_at is null and dead_at is null)
          then 'on-its-way'
        else 'nothing' end as remainder`.execute(one),
  );
  return rows[0]?.remainder ?? 'nothing';
}

/** Of a service's running workers, what is needed to see that all has come to rest. */
export interface Restful {
  /** Answers whether nothing of this service is due or on its way. */
  idle(): Promise<boolean>;
  /** How many messages were handled so far. */
  handled(): number;
  /** Waits until something was noted as done, at most so long. */
  progress(atMostMs: number): Promise<void>;
}

/** Progress is announced; this is for what is done in another process. */
const LOOK_EVERY_MS = 25;

/**
 * Waits until no service has anything due or on its way. One look at each is not enough: while the second is looked
 * at, its message may wake the first. So all must be idle twice in a row, with nothing handled in between.
 *
 * @throws Error when that takes longer than `timeoutMs`.
 */
export async function untilIdle(workers: readonly Restful[], timeoutMs: number): Promise<void> {
  const startedAt = performance.now();
  const handledBy = () => workers.reduce((sum, worker) => sum + worker.handled(), 0);
  let quietAt: number | null = null;
  for (;;) {
    const handled = handledBy();
    const progress = Promise.race(workers.map((worker) => worker.progress(LOOK_EVERY_MS)));
    const idle = await Promise.all(workers.map((worker) => worker.idle()));
    if (idle.every(Boolean) && handled === handledBy()) {
      if (quietAt === handled) return;
      quietAt = handled;
      continue;
    }
    quietAt = null;
    if (performance.now() - startedAt > timeoutMs) throw new Error(`Not idle after ${timeoutMs} ms`);
    await progress;
  }
}
