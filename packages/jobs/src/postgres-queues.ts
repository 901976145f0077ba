import { openPool } from '@opptak/db';
import { createPostgresBackend, type PostgresConnectionOptions, Queue, Worker } from 'bullmq';
import type { JobQueue, QueueBackend } from './queue-backend.ts';
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
  // BullMQ describes node-postgres' pool by an interface of its own, which differs in optional fields only.
  const connection = pool as unknown as PostgresConnectionOptions;
  const queues = new Map<string, JobQueue>();
  return {
    kind: 'postgres',
    queue(name) {
      const known = queues.get(name);
      if (known) return known;
      const queue = new Queue(name, { connection, defaultJobOptions: jobOptions }, createPostgresBackend);
      queue.on('error', onError);
      queues.set(name, queue);
      return queue;
    },
    worker(name, processor, settings) {
      const worker = new Worker(
        name,
        processor,
        { connection, ...workerOptions(settings) },
        createPostgresBackend,
      );
      worker.on('error', onError);
      return worker;
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
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await pool.end();
    },
  };
}
