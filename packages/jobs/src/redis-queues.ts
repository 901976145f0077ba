import { once } from 'node:events';
import { within } from '@opptak/db';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { CLOSE_MS, type JobQueue, type QueueBackend, QueueRefused } from './queue-backend.ts';
import { jobOptions, workerOptions } from './worker-options.ts';

/** Whoever adds jobs is told at once that Redis is away, and keeps them in the outbox. */
const failFast = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 2_000,
  connectTimeout: 2_000,
};

/**
 * Whoever waits for jobs waits as long as it takes. A connection that has gone silent – the other side vanished
 * without a word – is given up after a while (`silenceMs`); without that limit a worker never finds out.
 */
const patient = { maxRetriesPerRequest: null, connectTimeout: 5_000 };

/** BullMQ on Redis. */
export function openRedisQueues(url: string, onError: (error: Error) => void): QueueBackend {
  const address = redisAddress(url);
  const queues = new Map<string, JobQueue>();
  const control = new Redis({ ...address, ...failFast, retryStrategy: reconnectAfter });
  let why: string | undefined;
  control.on('error', (error) => {
    why = reasonOf(error);
    onError(error);
  });
  // A Redis in protected mode hangs up on strangers, and the client has no error for that.
  control.on('close', () => {
    why ??= 'hung-up';
  });
  control.on('ready', () => {
    why = undefined;
  });
  return {
    kind: 'redis',
    queue(name) {
      // BullMQ would wait for the first connection as long as it takes, and with it the relay, holding its rows.
      if (control.status !== 'ready') throw new QueueAway(why);
      const known = queues.get(name);
      if (known) return known;
      const queue = new Queue(name, {
        connection: { ...address, ...failFast, retryStrategy: reconnectAfter },
        defaultJobOptions: jobOptions,
      });
      queue.on('error', onError);
      queues.set(name, queue);
      // A queue whose first greeting failed stays useless: the next caller gets a new one.
      queue.waitUntilReady().catch(() => {
        queues.delete(name);
        queue.close().catch(onError);
      });
      return queue;
    },
    worker(name, processor, settings) {
      const worker = new Worker(name, processor, {
        connection: {
          ...address,
          ...patient,
          socketTimeout: settings.silenceMs,
          retryStrategy: reconnectAfter,
        },
        ...workerOptions(settings),
      });
      worker.on('error', onError);
      return worker;
    },
    remembers: async (service) => (await control.exists(epochKey(service))) === 1,
    remember: async (service) => void (await control.set(epochKey(service), '1')),
    async check() {
      if (!(await isReady(control))) throw new QueueAway(why);
      await checkEviction(control);
    },
    async close() {
      await within(CLOSE_MS, Promise.all([...queues.values()].map((queue) => queue.close())));
      control.disconnect();
    },
  };
}

/** Redis is away, or turns us down: messages stay in the outbox until it takes them. */
class QueueAway extends Error {
  override readonly name = 'QueueAway';
  /** With the first word of what Redis said last, or what the network did: `queue-away:WRONGPASS`. */
  readonly code: string;

  constructor(why = 'silent') {
    super('Redis does not answer');
    this.code = `queue-away:${why}`;
  }
}

/** Redis begins its refusals with a word in capitals; the network has codes. Neither quotes anybody. */
const reasonOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string'
    ? error.code
    : (/^-?([A-Z]+)\b/.exec(error.message)?.[1] ?? error.name);

/** @returns whether Redis answers within two seconds. */
async function isReady(control: Redis): Promise<boolean> {
  if (control.status === 'ready') return true;
  const stopWaiting = AbortSignal.timeout(failFast.connectTimeout);
  return once(control, 'ready', { signal: stopWaiting }).then(
    () => true,
    () => false,
  );
}

const epochKey = (service: string): string => `opptak:epoch:${service}`;

/** Tries again soon, and never gives up: 50 ms, 100 ms … 1 s. */
const reconnectAfter = (times: number): number => Math.min(times * 50, 1_000);

/** A Redis that evicts may drop locks and jobs without a word; BullMQ itself only warns. */
async function checkEviction(control: Redis): Promise<void> {
  const memory = await control.info('memory');
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
  if (policy !== undefined && policy !== 'noeviction') {
    throw new QueueRefused(
      `Redis may drop jobs: its maxmemory-policy is ${policy}; set it to noeviction and start again`,
    );
  }
}

function redisAddress(text: string) {
  const url = new URL(text);
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    db: Number(url.pathname.slice(1) || 0),
    ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
  };
}
