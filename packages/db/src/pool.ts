import pg from 'pg';

export interface PoolOptions {
  readonly url: string;
  /** Shown in pg_stat_activity: which service, which process. */
  readonly applicationName: string;
  /** At most this many connections. */
  readonly max?: number | undefined;
  /** How long to wait for a connection, new or free. Then the caller gets an error, and HTTP answers 503. */
  readonly connectTimeoutMs?: number | undefined;
  /** How long to wait for an answer, measured here: the server's own limit does not help on a dead network. */
  readonly queryTimeoutMs?: number | undefined;
  /** Settings for every connection, "-c name=value". */
  readonly startupOptions?: string | undefined;
  /** Told of connections that the server has closed. */
  readonly onConnectionError?: ((error: Error) => void) | undefined;
}

/**
 * A connection pool that survives its server.
 *
 * node-postgres reports a connection that the server closes as an 'error' event – on the pool while it is idle,
 * on the client itself while it is checked out. Without a listener on both, a restart of PostgreSQL in the middle
 * of a transaction ends the process. The query in flight still fails, and its caller sees that.
 */
export function openPool(options: PoolOptions): pg.Pool {
  const onError = options.onConnectionError ?? (() => {});
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.max ?? 12,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 3_000,
    query_timeout: options.queryTimeoutMs ?? 8_000,
    keepAlive: true,
    types: datesAsText,
    ...(options.startupOptions ? { options: options.startupOptions } : {}),
  });
  pool.setMaxListeners(0);
  pool.on('error', onError);
  pool.on('connect', (client) => {
    client.setMaxListeners(0);
    client.on('error', onError);
  });
  return pool;
}

/** node-postgres turns `date` into a JavaScript Date at local midnight, which can move a birthday. Keep the text. */
const datesAsText: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.DATE
      ? (text: string) => text
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};
