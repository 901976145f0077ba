import { connectDatabase, inKommune, type PlatformTables } from '@opptak/db';
import { systemClock } from '@opptak/domain';
import { type JobHandler, openQueues, planJob, silentLog, startWorkers, untilIdle } from '@opptak/jobs';
import { createTestDatabase, type FaultyProxy, startFaultyProxy, type TestDatabase } from '@opptak/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { doThing, type ThingId } from './things.ts';
import { nordreisa } from './workbench.ts';

/** What the waits of a stop add up to here: a second for the workers, three for each of the two kinds of connections. */
const stopMs = 1_000;
const boundMs = stopMs + 3_000 + 3_000;
/** For a machine that is busy with other things. */
const slackMs = 20_000;

describe('workers are stopped in bounded time', () => {
  let database: TestDatabase<PlatformTables>;
  let proxy: FaultyProxy;

  beforeEach(async () => {
    database = await createTestDatabase<PlatformTables>('intake');
    proxy = await startFaultyProxy(database.adminUrl);
  });
  afterEach(async () => {
    await proxy.close();
    await database[Symbol.asyncDispose]();
  });

  const start = async (run: JobHandler<typeof ThingId>['run']) => {
    const connection = connectDatabase<PlatformTables>({
      url: proxy.through(database.url),
      applicationName: 'test-stop',
    });
    const queues = openQueues({ databaseUrl: proxy.through(database.queueUrl) });
    const workers = await startWorkers<PlatformTables>({
      service: 'intake',
      db: connection.db,
      queues,
      handlers: [{ definition: doThing, run }],
      subscribers: [],
      schedules: [],
      clock: systemClock,
      log: silentLog,
      settings: { stopMs, relayPollMs: 20, blockSeconds: 1 },
    });
    const plan = () =>
      inKommune(connection.db, nordreisa, (tx) =>
        planJob(tx, doThing, { thingId: 'a' }, { kommune: nordreisa, runAt: new Date(0) }),
      );
    /** As a process does it. @returns how long it took. */
    const stop = async () => {
      const askedAt = performance.now();
      await workers.stop();
      await connection.close();
      await queues.close();
      return performance.now() - askedAt;
    };
    return { workers, plan, stop };
  };

  test.each([
    ['PostgreSQL refuses all connections', 'cut'],
    ['the network to PostgreSQL is silent', 'lose'],
  ] as const)('while %s', async (_what, fault) => {
    const { workers, plan, stop } = await start(async () => {});
    await plan();
    await untilIdle([workers], 30_000);

    proxy.become(fault);

    expect(await stop()).toBeLessThan(boundMs + slackMs);
  });

  test('a relay that hangs is a fault of the process, for whoever asks whether it is alive', async () => {
    const queues = openQueues({ databaseUrl: database.queueUrl });
    const reached = Promise.withResolvers<void>();
    const hanging = {
      ...queues.queue('opptak-intake'),
      getWaitingCount: async () => 0,
      add: () => {
        reached.resolve();
        return new Promise(() => {});
      },
    };
    const { db } = database.connect('intake');
    const workers = await startWorkers<PlatformTables>({
      service: 'intake',
      db,
      queues: { ...queues, queue: () => hanging },
      handlers: [{ definition: doThing, run: async () => {} }],
      subscribers: [],
      schedules: [],
      clock: systemClock,
      log: silentLog,
      settings: { stopMs, wedgedMs: 1_000 },
    });
    await expect.poll(workers.fault, { timeout: 20_000 }).toBe(null);

    await inKommune(db, nordreisa, (tx) =>
      planJob(tx, doThing, { thingId: 'a' }, { kommune: nordreisa, runAt: new Date(0) }),
    );
    await reached.promise;

    await expect.poll(workers.fault, { timeout: 20_000 }).toMatch(/relay/);
    await workers.stop();
    await queues.close();
  });

  test('while a job never comes to its end', async () => {
    const begun = Promise.withResolvers<void>();
    const { plan, stop } = await start(() => {
      begun.resolve();
      return new Promise(() => {});
    });
    await plan();
    await begun.promise;

    expect(await stop()).toBeLessThan(boundMs + slackMs);
  });
});
