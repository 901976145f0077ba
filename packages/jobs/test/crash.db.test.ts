import path from 'node:path';
import type { PlatformTables } from '@opptak/db';
import { emitEvent, listDeadLetters, planJob } from '@opptak/jobs';
import { type Supervised, supervise as startSupervised } from '@opptak/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmbeddedRedis, type EmbeddedRedis } from './redis-for-test.ts';
import { crashSettings, doThing, noteJob, noteThing, thingHappened } from './things.ts';
import { inIntake, nordreisa, openWorkbench, type Workbench } from './workbench.ts';

const entry = path.resolve(import.meta.dirname, 'service-process.ts');

/** Where a process dies, which service it is, and where exactly. */
const ofTheQueue = [
  ['a relay, after it has sent and before it has noted that', 'intake', 'relay:after-add'],
  ['a worker, after the commit and before anybody is told', 'allocation', 'worker:after-commit'],
  ['whoever sends receipts, before noting that they went', 'allocation', 'receipts:after-add'],
] as const;
const ofEverything = [
  ...ofTheQueue,
  ['a relay, before it sends', 'intake', 'relay:before-add'],
  ['a worker, before the effect', 'allocation', 'worker:before-effect'],
  ['a worker, inside the transaction', 'allocation', 'worker:in-effect'],
  ['a worker, in the third of several messages', 'allocation', 'worker:in-effect:3'],
  ['a worker of its own jobs, before the effect', 'intake', 'worker:before-effect'],
  ['a worker of its own jobs, after the effect', 'intake', 'worker:after-commit:2'],
  ['a rebuild, before it has noted that the queue knows us', 'intake', 'rebuild:before-epoch'],
] as const;

describe.each([
  { backend: 'PostgreSQL', places: ofEverything },
  { backend: 'Redis', places: ofTheQueue },
])('a process that is killed, with BullMQ on $backend', ({ backend, places }) => {
  let redis: EmbeddedRedis | undefined;
  let bench: Workbench;
  let processes: Supervised[];

  beforeEach(async () => {
    processes = [];
    redis = backend === 'Redis' ? await createEmbeddedRedis() : undefined;
    bench = await openWorkbench({ redisUrl: redis?.url });
  });
  afterEach(async () => {
    await Promise.all(processes.map((one) => one.end()));
    await bench[Symbol.asyncDispose]();
    await redis?.stop();
  });

  /** Starts a service as a process, and again each time it is killed; only the first dies at `crashAt`. */
  const supervise = (service: string, crashAt = ''): Supervised => {
    const supervised = startSupervised(entry, [service, bench.database.adminUrl], (kills) => ({
      REDIS_URL: redis?.url ?? '',
      OPPTAK_CRASH_AT: kills === 0 ? crashAt : '',
    }));
    processes.push(supervised);
    return supervised;
  };
  /** The other service runs here, in the test's own process. */
  const partnerOf = (service: string) =>
    service === 'intake'
      ? bench.start('allocation', { subscribers: [noteThing()], settings: crashSettings })
      : bench.start('intake', {
          jobs: noteJob(bench.database.connect<PlatformTables>('intake').db),
          settings: crashSettings,
        });
  const write = () =>
    inIntake(bench, async (tx) => {
      const at = bench.clock.now();
      for (const thingId of ['a', 'b', 'c', 'd', 'e']) {
        await planJob(tx, doThing, { thingId: `job-${thingId}` }, { kommune: nordreisa, runAt: at });
        await emitEvent(
          tx,
          thingHappened,
          { thingId },
          { kommune: nordreisa, key: thingId, version: 1, occurredAt: at },
        );
      }
    });
  const open = () =>
    bench.database
      .admin<{ count: number }>(
        'select count(*)::int as count from intake.outbox where done_at is null and dead_at is null',
      )
      .then(([row]) => row?.count);
  const effectsIn = (schema: 'intake' | 'allocation') =>
    bench.database.admin(
      `select type, count(*)::int as count from ${schema}.case_event group by type order by type`,
    );

  test.each(places)(
    '%s: nothing is lost, and nothing happens twice',
    async (_what, service, crashAt) => {
      await write();
      const killed = supervise(service, crashAt);
      await partnerOf(service);

      await expect.poll(open, { timeout: 110_000, interval: 50 }).toBe(0);

      // We hear of its end a moment after its last deed.
      await expect.poll(killed.kills, { timeout: 30_000 }).toBe(1);
      const once = (prefix: string) =>
        ['a', 'b', 'c', 'd', 'e'].map((thing) => ({ type: prefix + thing, count: 1 }));
      expect(await effectsIn('allocation')).toEqual(once(''));
      expect(await effectsIn('intake')).toEqual(once('job-'));
    },
    120_000,
  );

  test('again and again by the same message: it alone is blamed and put aside, the others are done', async () => {
    await write();
    await inIntake(bench, (tx) =>
      planJob(tx, doThing, { thingId: 'poison' }, { kommune: nordreisa, runAt: new Date(0) }),
    );
    const killed = supervise('intake');
    await partnerOf('intake');

    await expect.poll(open, { timeout: 170_000, interval: 100 }).toBe(0);

    const letters = await listDeadLetters(bench.database.db);
    expect(letters).toMatchObject([{ type: 'do-thing', crashes: 2, lastError: 'crashed' }]);
    // Once beside others, when nobody can be blamed, and twice alone.
    expect(killed.kills()).toBeGreaterThanOrEqual(3);
    expect(
      await bench.database.admin('select distinct crashes from intake.outbox where dead_at is null'),
    ).toEqual([{ crashes: 0 }]);
    expect((await effectsIn('intake')).length).toBe(5);
  }, 180_000);

  test('politely, with SIGTERM, finishes what runs and ends with 0', async () => {
    const one = supervise('intake');
    await one.started;
    await write();

    expect(await one.end()).toBe(0);
  });
});
