import { randomUUID } from 'node:crypto';
import type { EventDefinition } from '@opptak/contracts';
import { inKommune, makeVault, Secret, type Vault } from '@opptak/db';
import {
  type Actor,
  isoDate,
  type KommuneNumber,
  kommuneNumber,
  type MovableClock,
  systemClock,
} from '@opptak/domain';
import {
  emitEvent,
  openQueues,
  type Queues,
  silentLog,
  startWorkers,
  untilIdle,
  type Workers,
} from '@opptak/jobs';
import { type Change, makeTenants, readTenants, type Tenants } from '@opptak/service';
import { createTestDatabase, fixedClock, type TestDatabase } from '@opptak/testing';
import type { Static, TSchema } from 'typebox';
import type { Deps } from '../src/deps.ts';
import { integration } from '../src/index.ts';
import type { Schema } from '../src/schema.generated.ts';
import { makePost, type Post } from '../src/webhooks/post-webhook.ts';
import { makeSlots } from '../src/webhooks/slots.ts';

export const nordreisa = kommuneNumber('5544');
export const storfjord = kommuneNumber('5538');
export const minutes = 60_000;
export const hours = 60 * minutes;
export const days = 24 * hours;

export interface PartnerBench {
  readonly database: TestDatabase<Schema>;
  readonly clock: MovableClock;
  readonly deps: Deps;
  readonly identityVault: Vault;
  readonly tenants: Tenants;
  readonly queues: Queues;
  /** Emits an event as its owner would: from allocation's schema. */
  emit<P extends TSchema>(
    event: EventDefinition<P>,
    about: { readonly key: string; readonly version: number; readonly kommune?: KommuneNumber },
    data: Static<P>,
  ): Promise<void>;
  /** A change by a system of the kommune's. */
  change<T>(work: (change: Change<Schema>) => Promise<T>, kommune?: KommuneNumber): Promise<T>;
  /** Waits until nothing that is due is left. */
  settle(): Promise<void>;
  /** Plans what is due by the clock, as the clock itself would; the names of what was planned. */
  runDueSchedules(): Promise<readonly string[]>;
  /** Moves the clock, and waits for what has become due. */
  pass(ms: number): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Integration with its workers, and allocation's outbox beside it. Receivers are on loopback. */
export async function openPartnerBench(options: { readonly post?: Post } = {}): Promise<PartnerBench> {
  const database = await createTestDatabase<Schema>('integration');
  const producer = database.connect<Schema>('allocation').db;
  const queues = openQueues({ databaseUrl: database.queueUrl });
  const clock = fixedClock('2026-09-01T08:00:00Z');
  const key = (digit: string) => new Secret(digit.repeat(64));
  const vault = makeVault({ dataKey: key('1'), indexKey: key('2') });
  const identityVault = makeVault({ dataKey: key('3'), indexKey: key('2') });
  const tenants = makeTenants(readTenants('examples/tenants.json').all);
  const deps: Deps = {
    db: database.db,
    clock,
    wireClock: systemClock,
    vault,
    identityVault,
    tenants,
    toLoopback: true,
    post: options.post ?? makePost({ toLoopback: true, limits: { totalMs: 1_000, drainMs: 100 } }),
    slots: makeSlots(200),
  };
  const started: Workers[] = [];
  const base = { queues, clock, log: silentLog, settings: { relayPollMs: 20, blockSeconds: 1 } };
  started.push(
    await startWorkers<Schema>({
      ...base,
      service: 'integration',
      db: database.db,
      handlers: integration.handlers(deps),
      subscribers: integration.subscribers(deps),
      schedules: integration.schedules(deps),
    }),
    await startWorkers<Schema>({
      ...base,
      service: 'allocation',
      db: producer,
      handlers: [],
      subscribers: [],
      schedules: [],
    }),
  );
  const settle = () => untilIdle(started, 20_000);
  return {
    database,
    clock,
    deps,
    identityVault,
    tenants,
    queues,
    emit: (event, { key: about, version, kommune = nordreisa }, data) =>
      inKommune(producer, kommune, (tx) =>
        emitEvent(tx, { ...event, consumers: ['integration'] }, data, {
          kommune,
          key: about,
          version,
          occurredAt: clock.now(),
        }),
      ),
    change: (work, kommune = nordreisa) =>
      inKommune(database.db, kommune, (tx) =>
        work({ tx, kommune, actor: aCaller(kommune), at: clock.now() }),
      ),
    settle,
    runDueSchedules: async () => (await started[0]?.runDueSchedules(clock.now())) ?? [],
    async pass(ms) {
      clock.moveTo(new Date(clock.now().getTime() + ms));
      await settle();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(started.map((workers) => workers.stop()));
      await queues.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

export const aCaller = (kommune: KommuneNumber): Actor => ({
  type: 'kommune',
  kommune,
  organisation: '310554405',
  permissions: [],
});

/** A place in a kindergarten, version by version. */
export const aPlacement = (placementId: string = randomUUID()) => ({
  placementId,
  childId: randomUUID(),
  kindergartenId: '974760673',
  from: isoDate('2026-08-15'),
  until: null,
  daysPerWeek: 5,
  status: 'agreed' as const,
});
