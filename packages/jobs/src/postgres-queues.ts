import { openPool, within } from '@opptak/db';
import {
  assertSchemaCompatibility,
  type BackendFactory,
  DEFAULT_SCHEMA,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
  Queue,
  Worker,
} from 'bullmq';
import type pg from 'pg';
import { CLOSE_MS, type JobQueue, type QueueBackend } from './queue-backend.ts';
import { jobOptions, workerOptions } from './worker-options.ts';

/**
 * BullMQ on its PostgreSQL backend. Every worker holds one connection for LISTEN, so the pool's maximum must stay
 * above the number of workers, or all of them wait for ever.
 */
export function openPostgresQueues(url: string, max: number, onError: (error: Error) => void): QueueBackend {
  const pool = openPool({
    url,
    applicationName: 'opptak-queue',
    max,
    startupOptions: '-c search_path=bullmq',
    onConnectionError: onError,
  });
  const connection = unhurried(pool);
  const backend = patientBackend(pool, onError);
  const queues = new Map<string, JobQueue>();
  return {
    kind: 'postgres',
    queue(name) {
      const known = queues.get(name);
      if (known) return known;
      const queue = new Queue(name, { connection, defaultJobOptions: jobOptions }, backend.factory);
      queue.on('error', onError);
      queues.set(name, queue);
      return queue;
    },
    worker(name, processor, settings) {
      const worker = new Worker(name, processor, { connection, ...workerOptions(settings) }, backend.factory);
      worker.on('error', onError);
      return {
        close() {
          backend.giveUp();
          return worker.close();
        },
      };
    },
    async remembers(service) {
      const { rowCount } = await pool.query('select 1 from opptak_epoch where service = $1', [service]);
      return rowCount !== 0;
    },
    async remember(service) {
      await pool.query('insert into opptak_epoch (service) values ($1) on conflict do nothing', [service]);
    },
    // Tables do not evict.
    check: async () => {},
    async close() {
      backend.giveUp();
      const closing = Promise.all([...queues.values()].map((queue) => queue.close()));
      await within(
        CLOSE_MS,
        closing.then(() => pool.end()),
      );
    },
  };
}

const pauseMs = 250;

/**
 * The pool as BullMQ sees it. BullMQ asks again at once when PostgreSQL refuses a connection – it restarts, it is full –
 * a thousand times a second; so it learns of a failure after a pause.
 */
function unhurried(pool: pg.Pool): PostgresConnectionOptions {
  const slowly = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      throw error;
    }
  };
  const seen = {
    options: { keepAlive: true },
    query: (text: string, values?: unknown[]) => slowly(pool.query(text, values)),
    connect: () => slowly(pool.connect()),
    end: () => pool.end(),
    on: pool.on.bind(pool),
    removeAllListeners: pool.removeAllListeners.bind(pool),
  };
  // BullMQ describes node-postgres' pool by an interface of its own, which differs in optional fields only.
  return seen as unknown as PostgresConnectionOptions;
}

interface PatientBackend {
  readonly factory: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions>;
  /** Waits no longer for a PostgreSQL that has never answered. */
  giveUp(): void;
}

/**
 * BullMQ remembers for good how its first connection went. Had PostgreSQL been away just then, or this process too busy
 * to see its answer in time, a worker would ask again and again without a pause, and nothing else would ever run. So
 * the first connection is tried until it comes about.
 */
function patientBackend(pool: pg.Pool, onError: (error: Error) => void): PatientBackend {
  let patient = true;
  let ready: Promise<void> | undefined;
  const untilReady = async (): Promise<void> => {
    for (;;) {
      try {
        return await connectOnce(pool);
      } catch (error) {
        if (!patient) throw error;
        if (error instanceof Error) onError(error);
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  };
  return {
    factory(name, { connection: given, ...options }, { withBlockingConnection } = {}) {
      const connection = new PostgresConnection(given);
      connection.waitUntilReady = () => {
        ready ??= untilReady();
        return ready;
      };
      return new PostgresQueueBackend(
        connection,
        name,
        { connection: given, ...options },
        true,
        withBlockingConnection ? name : undefined,
      );
    },
    giveUp() {
      patient = false;
    },
  };
}

/** @throws Error when PostgreSQL does not answer, or its tables are not of this version of BullMQ. */
async function connectOnce(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await assertSchemaCompatibility(client, DEFAULT_SCHEMA);
  } finally {
    client.release();
  }
}
