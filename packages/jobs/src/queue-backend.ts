import type { ServiceName } from '@opptak/contracts';
import type { WorkerSettings } from './settings.ts';

/** What a queue job carries in the clear: who sent it, and whether it was begun. All else is sealed. */
export interface QueueJobData {
  readonly producer: ServiceName;
  readonly sealed: string;
  readonly begun?: Begun;
}

/** That the message of a queue job was begun, alone: by whom, in the job's which taking, after how many dead workers. */
export interface Begun {
  readonly process: string;
  readonly taking: number;
  readonly stalls: number;
}

/** What we need of BullMQ's job, queue and worker, whichever backend they stand on. */
export interface QueueJob {
  readonly id?: string | undefined;
  readonly name: string;
  readonly data: QueueJobData;
  /** How many workers were taken for dead while they had this job. */
  readonly stalledCounter: number;
  /** How many times a worker has taken it, this time included. */
  readonly attemptsStarted: number;
  /** Stored when it resolves, and there for whoever takes the job next. */
  updateData(data: QueueJobData): Promise<void>;
}

export interface NewQueueJob {
  readonly name: 'parcel' | 'receipts';
  readonly data: QueueJobData;
  readonly opts: { readonly jobId: string; readonly lifo?: boolean };
}

export interface JobQueue {
  add(name: string, data: QueueJobData, options: NewQueueJob['opts']): Promise<unknown>;
  addBulk(jobs: NewQueueJob[]): Promise<unknown>;
  getJob(id: string): Promise<unknown>;
  getWaitingCount(): Promise<number>;
  close(): Promise<void>;
}

export interface QueueWorker {
  /** Takes no more, and waits for what it has taken. */
  close(): Promise<void>;
}

/** How long to wait for the other side when a queue is closed. */
export const CLOSE_MS = 3_000;

export type QueueProcessor = (job: QueueJob) => Promise<void>;

/** BullMQ, on Redis or on PostgreSQL: the same in every respect that matters here. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  queue(name: string): JobQueue;
  worker(name: string, processor: QueueProcessor, settings: WorkerSettings): QueueWorker;
  /** Answers whether the queue remembers this service. After a loss of data it does not. */
  remembers(service: ServiceName): Promise<boolean>;
  remember(service: ServiceName): Promise<void>;
  /** @throws QueueRefused when the queue is set up so that it may drop jobs. */
  check(): Promise<void>;
  /** Waits three seconds at most for the other side. */
  close(): Promise<void>;
}

/** The queue is set up so that it may silently drop jobs: the service does not start on it. */
export class QueueRefused extends Error {
  override readonly name = 'QueueRefused';
}

/** On PostgreSQL a bulk costs as much as this many single jobs. */
const BULK_FROM = 6;

/** Adds jobs to a queue, all or some: whoever is told of an error adds them again, with the same ids. */
export async function addJobs(queue: JobQueue, jobs: NewQueueJob[]): Promise<void> {
  if (jobs.length >= BULK_FROM) await queue.addBulk(jobs);
  else for (const job of jobs) await queue.add(job.name, job.data, job.opts);
}
