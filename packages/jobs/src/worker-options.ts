import type { WorkerSettings } from './settings.ts';

/** What a BullMQ worker is told, on either backend. */
export const workerOptions = (settings: WorkerSettings) => ({
  concurrency: settings.concurrency,
  lockDuration: settings.lockMs,
  stalledInterval: settings.stalledCheckMs,
  // We count crashes ourselves, in PostgreSQL: BullMQ's default would drop a job at the second, whatever its attempts.
  maxStalledCount: 1_000,
  drainDelay: settings.blockSeconds,
  runRetryDelay: 1_000,
});

/**
 * Kept is neither what is done nor what has failed: the truth stands in PostgreSQL. The attempts here are for trouble
 * around the messages, such as PostgreSQL restarting; a message's own attempts are counted in the outbox.
 */
export const jobOptions = {
  attempts: 10,
  backoff: { type: 'exponential', delay: 250 },
  removeOnComplete: true,
  removeOnFail: true,
} as const;
