import type { ServiceName } from '@opptak/contracts';
import { inKommune, type PlatformTables } from '@opptak/db';
import { type KommuneNumber, kommuneNumber, type MovableClock } from '@opptak/domain';
import {
  type EventSubscriber,
  type JobContext,
  type JobHandler,
  type JobLog,
  openQueues,
  type Queues,
  type Schedule,
  silentLog,
  startWorkers,
  type WorkerSettings,
  type Workers,
} from '@opptak/jobs';
import { createTestDatabase, fixedClock, type TestDatabase } from '@opptak/testing';
import { doThing, type ThingId } from './things.ts';

export const nordreisa = kommuneNumber('5544');
export const storfjord = kommuneNumber('5538');

/** Short waits, so that a test sees what the defaults would show after a minute. */
export const impatient: Partial<WorkerSettings> = {
  relayPollMs: 20,
  epochCheckMs: 50,
  sweepMs: 100,
  blockSeconds: 1,
};

export interface Start {
  readonly onJob?: (payload: { thingId: string }, context: JobContext) => Promise<void>;
  /** A handler for `do-thing`, instead of `onJob`. */
  readonly jobs?: JobHandler<typeof ThingId>;
  readonly subscribers?: readonly EventSubscriber<PlatformTables>[];
  readonly schedules?: readonly Schedule<PlatformTables>[];
  readonly settings?: Partial<WorkerSettings>;
  readonly log?: JobLog;
  readonly onWedged?: () => void;
}

/** A database, queues and a clock, on which a test starts services. */
export interface Workbench {
  readonly database: TestDatabase<PlatformTables>;
  readonly queues: Queues;
  readonly clock: MovableClock;
  start(service: ServiceName, options?: Start): Promise<Workers>;
  /** Writes an event for allocation from intake, as intake would. */
  outbox(columns?: string): Promise<Record<string, unknown>[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function openWorkbench(
  backend: { readonly redisUrl?: string | undefined } = {},
): Promise<Workbench> {
  const database = await createTestDatabase<PlatformTables>('intake');
  const queues = openQueues({ databaseUrl: database.queueUrl, ...backend });
  const clock = fixedClock('2026-03-01T12:00:00Z');
  const started: Workers[] = [];
  return {
    database,
    queues,
    clock,
    async start(service, options = {}) {
      const { onJob, jobs, subscribers = [], schedules = [], settings, log = silentLog, onWedged } = options;
      const handler: JobHandler<typeof ThingId> = {
        definition: doThing,
        run: async (payload, context) => onJob?.(payload, context),
      };
      const workers = await startWorkers<PlatformTables>({
        service,
        db: database.connect<PlatformTables>(service).db,
        queues,
        handlers: jobs ? [jobs] : onJob ? [handler] : [],
        subscribers,
        schedules,
        clock,
        log,
        settings: { ...impatient, ...settings },
        ...(onWedged ? { onWedged } : {}),
      });
      started.push(workers);
      return workers;
    },
    outbox: (
      columns = 'type, attempts, crashes, last_error, done_at is not null as done, dead_at is not null as dead',
    ) => database.admin(`select ${columns} from intake.outbox order by id`),
    async [Symbol.asyncDispose]() {
      await Promise.all(started.map((workers) => workers.stop()));
      await queues.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** How often each thing had its effect in allocation. */
export const effects = (bench: Pick<Workbench, 'database'>) =>
  bench.database
    .admin<{ type: string; count: number }>(
      'select type, count(*)::int as count from allocation.case_event group by type order by type',
    )
    .then((rows) => new Map(rows.map((row) => [row.type, row.count])));

/** In one transaction of intake. */
export const inIntake = <T>(
  bench: Workbench,
  work: Parameters<typeof inKommune<PlatformTables, T>>[2],
  kommune: KommuneNumber = nordreisa,
) => inKommune(bench.database.db, kommune, work);
