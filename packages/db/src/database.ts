import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import type pg from 'pg';
import { openPool, type PoolOptions } from './pool.ts';
import { within } from './within.ts';

/** Can read, and can open a transaction (`inKommune`). Held by routes, actions and job handlers. */
export type Db<S> = Kysely<S>;

/** An open transaction. Every function that writes asks for one, so no write can happen outside it. */
export type Tx<S> = Transaction<S>;

/** Can only read. Both `Db` and `Tx` fit; what a `Db` reads outside a transaction is empty where rows have a kommune. */
export type Reader<S> = Pick<Kysely<S>, 'selectFrom'>;

export interface Connection<S> {
  readonly db: Db<S>;
  readonly pool: pg.Pool;
  /** Waits three seconds at most for what is running. */
  close(): Promise<void>;
}

/** Connections for the platform's own work: relay, receipts, schedules. They are few, and each is held briefly. */
const PLATFORM_CONNECTIONS = 4;

/** A connection that is still at work may hold a pool open for as long as its statement may take. */
const CLOSE_MS = 3_000;

const platforms = new WeakMap<object, Kysely<unknown>>();

/**
 * Connects a service to its schema, with the role in the address.
 * Columns are snake_case in SQL and camelCase here; keys inside JSON columns stay as they are.
 */
export function connectDatabase<S>(options: PoolOptions): Connection<S> {
  const pool = openPool(options);
  const db = overPool<S>(pool);
  const platform = overPool<unknown>(
    openPool({ ...options, max: PLATFORM_CONNECTIONS, startupOptions: '-c app.kommune=*' }),
  );
  platforms.set(db, platform);
  return {
    db,
    pool,
    async close() {
      await within(CLOSE_MS, Promise.all([db.destroy(), platform.destroy()]));
    },
  };
}

/** The connections of `db` on which messages of all kommuner are visible. @throws Error for another's connection. */
export function platformConnections<S>(db: Db<S>): Db<S> {
  const platform = platforms.get(db);
  if (!platform) throw new Error('Only what connectDatabase gave has platform connections');
  return platform as unknown as Db<S>;
}

const overPool = <S>(pool: pg.Pool): Kysely<S> =>
  new Kysely<S>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
