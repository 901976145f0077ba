import type { ServiceName } from '@opptak/contracts';
import { type Db, onMessages, type PlatformTables, platformDb, within } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import { schedule as cronSchedule } from 'node-cron';
import { type Consumer, consume } from './consume.ts';
import type { EventSubscriber } from './event-subscriber.ts';
import { type Restful, remainder } from './idle.ts';
import type { JobHandler } from './job-definition.ts';
import type { JobLog } from './job-log.ts';
import { type LoopOptions, startLoop } from './loop.ts';
import { queueOf } from './message.ts';
import { makeProgress } from './progress.ts';
import { QueueRefused } from './queue-backend.ts';
import type { Queues } from './queues.ts';
import { rebuildAfterLoss, sweep } from './rebuild.ts';
import { makeReceiptSender } from './receipt-sender.ts';
import { relayDue } from './relay.ts';
import { errorCode } from './run-message.ts';
import { runDueSchedules, type Schedule } from './schedules.ts';
import { defaultSettings, eventRetries, type WorkerSettings } from './settings.ts';
import { makeWatchdog } from './watchdog.ts';

/** Messages of transactions that commit one after the other go out together: each queue job costs as much as a few. */
const GATHER_MS = 10;

/** After so many times the patience of the watchdog. */
const RELAY_HANGS = 2;

export interface WorkersOptions<S> {
  readonly service: ServiceName;
  readonly db: Db<S>;
  readonly queues: Queues;
  readonly handlers: readonly JobHandler[];
  readonly subscribers: readonly EventSubscriber<S>[];
  readonly schedules: readonly Schedule<S>[];
  readonly clock: Clock;
  readonly log: JobLog;
  readonly settings?: Partial<WorkerSettings>;
  /** Jobs wait and this process takes none. Default: the process ends, so that its supervisor starts a new one. */
  readonly onWedged?: () => void;
}

export interface Workers extends Restful {
  /** Why this process can do no more work, if so; a supervisor that asks restarts it. A database that is away is no reason. */
  fault(): string | null;
  /** Plans what the schedules say is due by `now`. A simulation that moves the clock calls it, day by day. */
  runDueSchedules(now: Date): Promise<readonly string[]>;
  /**
   * Takes no more, lets what runs come to its end, gives the rest back. Ends within `stopMs` (20 seconds), whatever
   * PostgreSQL or the queue do meanwhile.
   */
  stop(): Promise<void>;
}

/**
 * Starts what a service does by itself: sending its messages, handling those that come, noting receipts, sending
 * again what a queue has lost, planning by the clock.
 *
 * @throws Error when two handlers or two subscribers claim the same message, or the queue may drop jobs.
 */
export async function startWorkers<S extends PlatformTables>(options: WorkersOptions<S>): Promise<Workers> {
  const { service, queues, clock, log } = options;
  const settings = { ...defaultSettings, ...options.settings };
  const db = platformDb(options.db);
  const reactions = {
    handlers: unique(options.handlers, (handler) => handler.definition.name),
    subscribers: unique(options.subscribers, (subscriber) => subscriber.event.type),
  };
  unique(options.schedules, (schedule) => schedule.name);
  await refuseBadQueue(queues, log);

  let stopping = false;
  let running = 0;
  let handled = 0;
  const progress = makeProgress();
  const receipts = makeReceiptSender(db, service, queues);
  const base = { service, db, queues, log };

  const every = (pauseMs: number, what: string): LoopOptions => ({
    pauseMs,
    onError: (error) =>
      log.warn({ service, error: errorCode(error) }, `${what} failed; it will be tried again`),
  });
  // Before anything is sent, so that a queue that is merely new is not taken for one that has lost something.
  await rebuildAfterLoss(base).catch(every(0, 'rebuild').onError);
  // Every look ends, with an error if need be: one that does not has hung, and nothing is sent any more.
  let relayedAt = performance.now();
  const relay = startLoop({ ...every(settings.relayPollMs, 'relay'), gatherMs: GATHER_MS }, async () => {
    try {
      return await relayDue({ service, db, queues, clock, settings });
    } finally {
      relayedAt = performance.now();
    }
  });
  const receiptLoop = startLoop(
    { ...every(settings.relayPollMs, 'receipts'), gatherMs: GATHER_MS },
    async () => {
      const more = await receipts.flush();
      progress.announce();
      return more;
    },
  );
  const epochLoop = startLoop(every(settings.epochCheckMs, 'rebuild'), async () => {
    await rebuildAfterLoss(base);
    return false;
  });
  const sweepLoop = startLoop(every(settings.sweepMs, 'sweep'), async () => {
    await receipts.sendOverdue();
    if ((await sweep(base, settings.sweepAfterMs)) > 0) relay.nudge();
    return false;
  });

  const consumer: Consumer<S> = {
    ...base,
    db: options.db,
    clock,
    reactions,
    receipts,
    limits: {
      maxCrashes: settings.maxCrashes,
      retriesOf: (type) => reactions.handlers.get(type)?.definition ?? eventRetries,
    },
    onProgress(count) {
      handled += count;
      progress.announce();
      if (!receipts.isEmpty()) receiptLoop.nudge();
    },
    isStopping: () => stopping,
  };
  const watchdog = makeWatchdog(settings.wedgedMs);
  const worker = queues.worker(
    queueOf(service),
    async (job) => {
      watchdog.started();
      running++;
      try {
        await consume(consumer, job);
      } finally {
        running--;
        progress.announce();
      }
    },
    settings,
  );
  const onWedged = options.onWedged ?? (() => process.exit(1));
  const watchLoop = startLoop(every(settings.wedgedMs / 6, 'watchdog'), async () => {
    const waiting = await queues.queue(queueOf(service)).getWaitingCount();
    if (watchdog.look(waiting, running < settings.concurrency, performance.now())) {
      log.error({ service, waiting }, 'jobs wait and none is taken: the worker is stuck');
      onWedged();
    }
    return false;
  });

  const planDue = (now: Date) => runDueSchedules(options.db, options.schedules, now);
  const cron = cronSchedule('* * * * *', async () => {
    try {
      await planDue(clock.now());
    } catch (error) {
      log.warn(
        { service, error: errorCode(error) },
        'schedules failed; they will be tried again in a minute',
      );
    }
  });
  const stopListening = onMessages(options.db, () => relay.nudge());
  const windDown = async (): Promise<void> => {
    await cron.destroy();
    await Promise.all([
      worker.close(),
      ...[relay, epochLoop, sweepLoop, watchLoop].map((loop) => loop.stop()),
    ]);
    await receiptLoop.stop();
    while (await receipts.flush().catch(() => false));
  };
  log.info({ service, queue: queues.kind }, 'workers started');

  return {
    handled: () => handled,
    fault: () =>
      !stopping && performance.now() - relayedAt > RELAY_HANGS * settings.wedgedMs
        ? 'the relay has not come back from the outbox'
        : null,
    runDueSchedules: planDue,
    progress: progress.next,
    async idle() {
      if (running > 0 || !receipts.isEmpty()) return false;
      const left = await remainder(db, clock.now());
      if (left === 'due') relay.nudge();
      return left === 'nothing';
    },
    async stop() {
      stopping = true;
      stopListening();
      if (await within(settings.stopMs, windDown())) log.info({ service }, 'workers stopped');
      else log.error({ service }, 'workers did not stop in time: what they had is run again elsewhere');
    },
  };
}

function unique<T>(all: readonly T[], nameOf: (one: T) => string): ReadonlyMap<string, T> {
  const byName = new Map(all.map((one) => [nameOf(one), one]));
  if (byName.size === all.length) return byName;
  const names = all.map(nameOf);
  throw new Error(`Claimed twice: ${names.find((name, index) => names.indexOf(name) !== index)}`);
}

/** A queue that is away is waited for; one that may drop jobs is refused. */
async function refuseBadQueue(queues: Queues, log: JobLog): Promise<void> {
  try {
    await queues.check();
  } catch (error) {
    if (error instanceof QueueRefused) throw error;
    log.warn({ error: errorCode(error) }, 'the queue does not answer yet');
  }
}
