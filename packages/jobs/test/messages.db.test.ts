import { inKommune, type PlatformTables } from '@opptak/db';
import { AppError } from '@opptak/domain';
import {
  discardDeadLetter,
  type EventSubscriber,
  emitEvent,
  listDeadLetters,
  PermanentFailure,
  planJob,
  planJobs,
  replayDeadLetter,
  untilIdle,
} from '@opptak/jobs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { doThing, noteThing, thingHappened } from './things.ts';
import { effects, inIntake, nordreisa, openWorkbench, storfjord, type Workbench } from './workbench.ts';

/** No test depends on how fast this is; one that never comes to rest fails with a word about it. */
const quietMs = 45_000;

describe('messages', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await openWorkbench();
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  const plan = (thingId: string, runAt = bench.clock.now()) =>
    inIntake(bench, (tx) => planJob(tx, doThing, { thingId }, { kommune: nordreisa, runAt }));
  const emit = (thingId: string) =>
    inIntake(bench, (tx) =>
      emitEvent(
        tx,
        thingHappened,
        { thingId },
        { kommune: nordreisa, key: thingId, version: 1, occurredAt: bench.clock.now() },
      ),
    );
  const later = (seconds: number) =>
    bench.clock.moveTo(new Date(bench.clock.now().getTime() + seconds * 1_000));
  const verdict = () => ({
    kommune: nordreisa,
    actor: { type: 'system', name: 'test' } as const,
    reason: 'The registry answers again',
    at: bench.clock.now(),
  });

  test('a job runs, with its kommune, its payload and a message id of its own', async () => {
    const runs: unknown[] = [];
    const workers = await bench.start('intake', {
      onJob: async (payload, context) => void runs.push([payload, context]),
    });

    await plan('a');
    await untilIdle([workers], quietMs);

    expect(runs).toEqual([
      [{ thingId: 'a' }, { kommune: nordreisa, attempt: 1, messageId: expect.any(String) }],
    ]);
    expect(await bench.outbox()).toMatchObject([{ type: 'do-thing', attempts: 0, done: true, dead: false }]);
  });

  test('an event reaches its consumer, and the producer learns that it did', async () => {
    const workers = [
      await bench.start('intake'),
      await bench.start('allocation', { subscribers: [noteThing()] }),
    ];

    await emit('a');
    await untilIdle(workers, quietMs);

    expect(await effects(bench)).toEqual(new Map([['a', 1]]));
    expect(await bench.outbox()).toMatchObject([{ done: true }]);
    expect(
      await bench.database.admin('select producer, acked_at is not null as acked from allocation.inbox'),
    ).toEqual([{ producer: 'intake', acked: true }]);
  });

  test('nothing is sent by a transaction that was rolled back', async () => {
    const failing = inIntake(bench, async (tx) => {
      await planJob(tx, doThing, { thingId: 'a' }, { kommune: nordreisa, runAt: bench.clock.now() });
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(await bench.outbox()).toEqual([]);
  });

  test('a payload that is not what the definition says is refused, without naming its contents', async () => {
    const wrong = { thingId: 7_654_321 } as unknown as { thingId: string };
    const planning = inIntake(bench, (tx) =>
      planJob(tx, doThing, wrong, { kommune: nordreisa, runAt: bench.clock.now() }),
    );

    await expect(planning).rejects.toThrow(/^Job do-thing: \/thingId must be string$/);
  });

  test('a job of another kommune can not be planned', async () => {
    const planning = inIntake(bench, (tx) =>
      planJob(tx, doThing, { thingId: 'a' }, { kommune: storfjord, runAt: bench.clock.now() }),
    );

    await expect(planning).rejects.toMatchObject({ code: '42501' });
  });

  test('a job waits for its time by the clock, which a test may move', async () => {
    const runs: string[] = [];
    const workers = await bench.start('intake', { onJob: async ({ thingId }) => void runs.push(thingId) });

    await plan('tomorrow', new Date('2026-03-02T12:00:00Z'));
    await untilIdle([workers], quietMs);
    expect(runs).toEqual([]);

    bench.clock.moveTo(new Date('2026-03-02T12:00:00Z'));
    await untilIdle([workers], quietMs);
    expect(runs).toEqual(['tomorrow']);
  });

  test('a job that fails is tried again after its pause, and is a dead letter after its last attempt', async () => {
    const attempts: number[] = [];
    const workers = await bench.start('intake', {
      onJob: async (_payload, { attempt }) => {
        attempts.push(attempt);
        throw new AppError('unavailable', 'registry-away', 'Anna Hansen could not be looked up');
      },
    });
    await plan('a');

    await untilIdle([workers], quietMs);
    expect(attempts).toEqual([1]);
    // The first pause is 1 s, up to a fifth longer; the second twice that.
    later(1.2);
    await untilIdle([workers], quietMs);
    later(2.4);
    await untilIdle([workers], quietMs);
    later(3_600);
    await untilIdle([workers], quietMs);

    expect(attempts).toEqual([1, 2, 3]);
    // The error's code is kept, its text – which names somebody – is not.
    expect(await bench.outbox()).toMatchObject([
      { attempts: 3, last_error: 'registry-away', dead: true, done: false },
    ]);
  });

  test('a dead letter that is replayed runs again with all its attempts, and the case log says who and why', async () => {
    let broken = true;
    let runs = 0;
    const workers = await bench.start('intake', {
      onJob: async () => {
        runs++;
        if (broken) throw new PermanentFailure('refused');
      },
    });
    await plan('a');
    await untilIdle([workers], quietMs);
    const [letter] = await listDeadLetters(bench.database.db);
    broken = false;

    await inIntake(bench, (tx) => replayDeadLetter(tx, letter?.msgId ?? '', verdict()));
    await untilIdle([workers], quietMs);

    expect(letter).toMatchObject({ type: 'do-thing', attempts: 1, lastError: 'PermanentFailure' });
    expect(runs).toBe(2);
    expect(await bench.outbox('generation, attempts, done_at is not null as done')).toEqual([
      { generation: 2, attempts: 0, done: true },
    ]);
    expect(await listDeadLetters(bench.database.db)).toEqual([]);
    expect(await bench.database.admin('select type, actor, details from intake.case_event')).toEqual([
      {
        type: 'dead-letter-replayed',
        actor: 'system:test',
        details: { message: 'do-thing', error: 'PermanentFailure', reason: 'The registry answers again' },
      },
    ]);
  });

  test('a dead letter that is discarded is gone for good, and of two who decide at once one is told so', async () => {
    const workers = await bench.start('intake', {
      onJob: () => Promise.reject(new PermanentFailure('refused')),
    });
    await plan('a');
    await untilIdle([workers], quietMs);
    const [letter] = await listDeadLetters(bench.database.db);
    const decide = () =>
      inIntake(bench, (tx) => discardDeadLetter(tx, letter?.msgId ?? '', verdict())).then(
        () => 'ok',
        (error) => error.code,
      );

    expect((await Promise.all([decide(), decide()])).sort()).toEqual(['dead-letter-not-found', 'ok']);
    expect(await listDeadLetters(bench.database.db)).toEqual([]);
  });

  test('another kommune’s dead letter can not be replayed', async () => {
    const workers = await bench.start('intake', {
      onJob: () => Promise.reject(new PermanentFailure('refused')),
    });
    await plan('a');
    await untilIdle([workers], quietMs);
    const [letter] = await listDeadLetters(bench.database.db);

    const replay = inIntake(
      bench,
      (tx) => replayDeadLetter(tx, letter?.msgId ?? '', { ...verdict(), kommune: storfjord }),
      storfjord,
    );

    await expect(replay).rejects.toMatchObject({ code: 'dead-letter-not-found' });
  });

  test('an event whose consumer fails comes again, and its half-done effect is undone', async () => {
    let broken = true;
    const { event, run } = noteThing();
    const workers = [
      await bench.start('intake'),
      await bench.start('allocation', {
        subscribers: [
          {
            event,
            run: async (tx, received) => {
              await run(tx, received as Parameters<typeof run>[1]);
              if (broken) throw new Error('half-way');
            },
          },
        ],
      }),
    ];
    await emit('a');
    await untilIdle(workers, quietMs);
    expect([await effects(bench), await bench.outbox()]).toMatchObject([
      new Map(),
      [{ attempts: 1, done: false }],
    ]);

    broken = false;
    later(60);
    await untilIdle(workers, quietMs);
    expect([await effects(bench), await bench.outbox()]).toMatchObject([
      new Map([['a', 1]]),
      [{ done: true }],
    ]);
  });

  test('of events that are taken in together one fails: it alone is tried again, the others have their effect once', async () => {
    const { event, run } = noteThing();
    let bad = true;
    const subscriber: EventSubscriber<PlatformTables, typeof event.data> = {
      event,
      run: async (tx, received) => {
        await run(tx, received);
        if (bad && received.data.thingId === 'd') throw new Error('not this one');
      },
    };
    const workers = [
      await bench.start('intake'),
      await bench.start('allocation', { subscribers: [subscriber] }),
    ];
    const things = ['a', 'b', 'c', 'd', 'e', 'f'];
    await inIntake(bench, async (tx) => {
      for (const thingId of things) {
        const facts = { kommune: nordreisa, key: thingId, version: 1, occurredAt: bench.clock.now() };
        await emitEvent(tx, thingHappened, { thingId }, facts);
      }
    });
    await untilIdle(workers, quietMs);
    expect(await effects(bench)).toEqual(new Map(['a', 'b', 'c', 'e', 'f'].map((thing) => [thing, 1])));
    expect(await bench.outbox('key, attempts, done_at is not null as done, crashes')).toEqual(
      things.map((key) => ({ key, attempts: key === 'd' ? 1 : 0, done: key !== 'd', crashes: 0 })),
    );

    bad = false;
    later(60);
    await untilIdle(workers, quietMs);
    expect(await effects(bench)).toEqual(new Map(things.map((thing) => [thing, 1])));
  });

  test('a subscriber that takes in several gets what has come together, each once, in the order it came', async () => {
    const { event, run } = noteThing();
    const handed: string[][] = [];
    const subscriber: EventSubscriber<PlatformTables, typeof event.data> = {
      event,
      runAll: async (tx, received) => {
        handed.push(received.map(({ data }) => data.thingId));
        for (const one of received) await run(tx, one);
      },
    };
    const workers = [
      await bench.start('intake'),
      await bench.start('allocation', { subscribers: [subscriber] }),
    ];
    const things = ['a', 'b', 'c', 'd'];
    await inIntake(bench, async (tx) => {
      for (const thingId of things) {
        const facts = { kommune: nordreisa, key: thingId, version: 1, occurredAt: bench.clock.now() };
        await emitEvent(tx, thingHappened, { thingId }, facts);
      }
    });
    await untilIdle(workers, quietMs);

    expect(handed).toEqual([things]);
    expect(await effects(bench)).toEqual(new Map(things.map((thing) => [thing, 1])));
  });

  test('an event that arrives twice has its effect once, and is acknowledged twice', async () => {
    const workers = [
      await bench.start('intake'),
      await bench.start('allocation', { subscribers: [noteThing()] }),
    ];
    await emit('a');
    await untilIdle(workers, quietMs);

    // The receipt got lost, as after a restore of intake's schema to an earlier time.
    await bench.database.admin('update intake.outbox set done_at = null, published_at = null, parcel = null');
    await untilIdle(workers, quietMs);

    expect(await effects(bench)).toEqual(new Map([['a', 1]]));
    expect(await bench.outbox()).toMatchObject([{ done: true }]);
  });

  test('a message that this version does not know is parked, not failed, until a version comes that does', async () => {
    const workers = [await bench.start('intake'), await bench.start('allocation')];
    await emit('a');
    await untilIdle(workers, quietMs);
    expect(await bench.outbox()).toMatchObject([
      { attempts: 0, last_error: 'no-handler', done: false, dead: false },
    ]);
    await workers[1]?.stop();

    const newer = [workers[0], await bench.start('allocation', { subscribers: [noteThing()] })].filter(
      (w) => w !== undefined,
    );
    later(60);
    await untilIdle(newer, quietMs);

    expect(await effects(bench)).toEqual(new Map([['a', 1]]));
  });

  test('of 300 jobs, several to a parcel, each runs once', async () => {
    const runs: string[] = [];
    const workers = await bench.start('intake', { onJob: async ({ thingId }) => void runs.push(thingId) });

    await inIntake(bench, (tx) =>
      planJobs(
        tx,
        doThing,
        Array.from({ length: 300 }, (_, index) => ({
          payload: { thingId: String(index) },
          kommune: nordreisa,
          runAt: bench.clock.now(),
        })),
      ),
    );
    await untilIdle([workers], quietMs);

    expect(runs.length).toBe(300);
    expect(new Set(runs).size).toBe(300);
  });

  test('one kommune with a heap of jobs does not hold up another', async () => {
    const order: string[] = [];
    const heap = Array.from({ length: 1_000 }, () => ({
      payload: { thingId: 'heap' },
      kommune: nordreisa,
      runAt: bench.clock.now(),
    }));
    await inIntake(bench, (tx) => planJobs(tx, doThing, heap));
    await inIntake(
      bench,
      (tx) => planJob(tx, doThing, { thingId: 'single' }, { kommune: storfjord, runAt: bench.clock.now() }),
      storfjord,
    );

    const workers = await bench.start('intake', {
      settings: { outstanding: 100 },
      onJob: async ({ thingId }) => void order.push(thingId),
    });
    await untilIdle([workers], quietMs);

    expect(order.length).toBe(1_001);
    // At most 100 are on their way at once, and half of the room is the other kommune's.
    expect(order.indexOf('single')).toBeLessThan(200);
  });

  test('rows of transactions that commit late, in any order, are all sent: 20 writers, 2 relays', async () => {
    const workers = [
      await bench.start('intake'),
      await bench.start('intake'),
      await bench.start('allocation', { subscribers: [noteThing()] }),
    ];
    const { db } = bench.database.connect<PlatformTables>('intake', { max: 20 });

    await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        for (let count = 0; count < 20; count++) {
          const thingId = `${writer}-${count}`;
          await inKommune(db, nordreisa, async (tx) => {
            await emitEvent(
              tx,
              thingHappened,
              { thingId },
              { kommune: nordreisa, key: thingId, version: 1, occurredAt: bench.clock.now() },
            );
            // Rows with a lower id become visible after rows with a higher one.
            await new Promise((resolve) => setTimeout(resolve, (writer * 7 + count * 3) % 20));
          });
        }
      }),
    );
    await untilIdle(workers, quietMs);

    const counts = [...(await effects(bench)).values()];
    expect([counts.length, Math.max(...counts)]).toEqual([400, 1]);
  });

  test('stop lets a running job finish, and gives back what was not begun', async () => {
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const runs: string[] = [];
    const workers = await bench.start('intake', {
      settings: { concurrency: 1 },
      onJob: async ({ thingId }) => {
        runs.push(thingId);
        begun.resolve();
        await release.promise;
      },
    });
    await inIntake(bench, (tx) =>
      planJobs(
        tx,
        doThing,
        Array.from({ length: 40 }, (_, index) => ({
          payload: { thingId: String(index) },
          kommune: nordreisa,
          runAt: bench.clock.now(),
        })),
      ),
    );
    await begun.promise;

    const stopped = workers.stop();
    release.resolve();
    await stopped;

    const rows = await bench.outbox('done_at is not null as done, crashes');
    expect(runs.length).toBe(1);
    expect(rows.filter((row) => row['done'])).toHaveLength(1);

    const next = await bench.start('intake', { onJob: async ({ thingId }) => void runs.push(thingId) });
    await untilIdle([next], quietMs);
    expect([runs.length, new Set(runs).size]).toEqual([40, 40]);
    expect(
      (await bench.outbox('crashes + attempts as trouble')).filter((row) => row['trouble'] !== 0),
    ).toEqual([]);
  });
});
