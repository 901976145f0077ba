import { type Db, oneAcrossKommuner, type PlatformTables, platformDb } from '@opptak/db';
import { sql } from 'kysely';

/** How it stands with the messages of a service, of all kommuner together. */
export interface OutboxState {
  /** Due and not sent. */
  readonly due: number;
  /** Sent, and not known to be done. */
  readonly sent: number;
  /** Put aside: a person must look at them. */
  readonly dead: number;
  /** Seconds for which the oldest that is not done has been due; 0 when there is none. */
  readonly oldestSeconds: number;
}

/** Three counts along the indexes of what is not done: what is done stays in the table for a month. */
export async function outboxState<S extends PlatformTables>(db: Db<S>, now: Date): Promise<OutboxState> {
  const due = sql`from outbox where published_at is null and done_at is null and dead_at is null and run_at <= ${now}`;
  const sent = sql`from outbox where published_at is not null and done_at is null and dead_at is null`;
  const { rows } = await oneAcrossKommuner(platformDb(db), (one) =>
    sql<OutboxState>`
      select (select count(*)::int ${due}) as due,
             (select count(*)::int ${sent}) as sent,
             (select count(*)::int from outbox where dead_at is not null and done_at is null) as dead,
             coalesce(greatest(extract(epoch from ${now} -
               least((select min(run_at) ${due}), (select min(run_at) ${sent}))), 0), 0)::float8 as oldest_seconds`.execute(
      one,
    ),
  );
  const [state] = rows;
  if (!state) throw new Error('Counts are one row');
  return state;
}
