import { type Gate, makeGate } from './gate.ts';
import { openPostgresQueues } from './postgres-queues.ts';
import type { QueueBackend } from './queue-backend.ts';
import { openRedisQueues } from './redis-queues.ts';
import { type BusSeal, busKey, makeBusSeal } from './seal.ts';

export interface Queues extends QueueBackend {
  readonly seal: BusSeal;
  /** Shared by all services of a process: it is the process that a bad message kills. */
  readonly gate: Gate;
}

export interface QueueOptions {
  /** With it, BullMQ runs on this Redis. */
  readonly redisUrl?: string | undefined;
  /** Without Redis, BullMQ runs on its PostgreSQL backend here; see `queueDatabaseUrl`. */
  readonly databaseUrl: string;
  /** 32 bytes. Default: OPPTAK_BUS_KEY. */
  readonly busKey?: Buffer;
  /** At most this many connections to PostgreSQL. Each worker holds one for itself. */
  readonly max?: number;
  readonly onError?: (error: Error) => void;
}

/** Opens the queues that carry messages between services. One may serve all services of a process. */
export function openQueues(options: QueueOptions): Queues {
  const seal = makeBusSeal(options.busKey ?? busKey(process.env));
  const onError = options.onError ?? (() => {});
  const backend = options.redisUrl
    ? openRedisQueues(options.redisUrl, onError)
    : openPostgresQueues(options.databaseUrl, options.max ?? 24, onError);
  return { ...backend, seal, gate: makeGate() };
}
