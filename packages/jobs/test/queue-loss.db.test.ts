import { emitEvent, QueueRefused, untilIdle } from '@opptak/jobs';
import { redisProgram, startFaultyProxy } from '@opptak/testing';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmbeddedRedis, type EmbeddedRedis } from './redis-for-test.ts';
import { noteThing, thingHappened } from './things.ts';
import { effects, inIntake, nordreisa, openWorkbench, type Workbench } from './workbench.ts';

/** Long enough for a busy machine; a worker that has gone deaf never comes to rest. */
const quietMs = 45_000;

describe('with BullMQ on Redis', () => {
  let redis: EmbeddedRedis;
  let open: Workbench[];

  beforeEach(async () => {
    open = [];
    redis = await createEmbeddedRedis();
  });
  afterEach(async () => {
    await Promise.all(open.map((bench) => bench[Symbol.asyncDispose]()));
    await redis.stop();
  });

  const workbench = async (redisUrl = redis.url) => {
    const bench = await openWorkbench({ redisUrl });
    open.push(bench);
    return bench;
  };
  const emit = (bench: Workbench, from: number, until: number) =>
    inIntake(bench, async (tx) => {
      for (let thing = from; thing < until; thing++) {
        await emitEvent(
          tx,
          thingHappened,
          { thingId: String(thing) },
          { kommune: nordreisa, key: String(thing), version: 1, occurredAt: bench.clock.now() },
        );
      }
    });
  const summary = async (bench: Workbench) => {
    const counts = [...(await effects(bench)).values()];
    return { things: counts.length, most: Math.max(0, ...counts) };
  };
  const command = async (...words: [string, ...string[]]) => {
    const client = new Redis(redis.url);
    await client.call(...words);
    client.disconnect();
  };
  const allSent = (bench: Workbench) =>
    expect
      .poll(() =>
        bench.outbox('published_at is not null as sent').then((rows) => rows.every((row) => row['sent'])),
      )
      .toBe(true);

  test('events pass, and what lies in Redis shows nothing of them', async () => {
    const bench = await workbench();
    const producer = await bench.start('intake');
    await emit(bench, 0, 3);
    await allSent(bench);
    const client = new Redis(redis.url);
    const jobs = await Promise.all(
      (await client.keys('bull:opptak-allocation:*-*')).map((key) => client.hget(key, 'data')),
    );
    client.disconnect();

    const consumer = await bench.start('allocation', { subscribers: [noteThing()] });
    await untilIdle([producer, consumer], quietMs);

    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.join()).not.toMatch(/thing|5544|payload/);
    expect(await summary(bench)).toEqual({ things: 3, most: 1 });
  });

  test('a Redis that forgets everything is filled again from the outbox: nothing lost, nothing twice', async () => {
    const bench = await workbench();
    const producer = await bench.start('intake');
    await emit(bench, 0, 100);
    await allSent(bench);

    await command('FLUSHALL');
    const consumer = await bench.start('allocation', { subscribers: [noteThing()] });
    await emit(bench, 100, 150);
    await untilIdle([producer, consumer], quietMs);

    expect(await summary(bench)).toEqual({ things: 150, most: 1 });
  });

  test('a single job that Redis has lost is found by the sweep', async () => {
    const bench = await workbench();
    const producer = await bench.start('intake', { settings: { sweepAfterMs: 300 } });
    await emit(bench, 0, 1);
    await allSent(bench);
    const [row] = await bench.outbox('parcel');

    await command('DEL', `bull:opptak-allocation:${row?.['parcel']}`);
    await command('DEL', 'bull:opptak-allocation:wait');
    const consumer = await bench.start('allocation', { subscribers: [noteThing()] });
    await untilIdle([producer, consumer], quietMs);

    expect(await summary(bench)).toEqual({ things: 1, most: 1 });
  });

  test('a Redis that is away longer than workers wait for jobs: writing goes on, and all arrives when it is back', async () => {
    const proxy = await startFaultyProxy(redis.url);
    const bench = await workbench(proxy.through(redis.url));
    // The outage must exceed the wait for a job, and a second more: a shorter one shows nothing.
    const settings = { blockSeconds: 0.5 };
    const workers = [
      await bench.start('intake', { settings }),
      await bench.start('allocation', { subscribers: [noteThing()], settings }),
    ];
    await emit(bench, 0, 5);
    await untilIdle(workers, quietMs);

    proxy.become('cut');
    await emit(bench, 5, 10);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    proxy.become('pass');
    await untilIdle(workers, quietMs);

    expect(await summary(bench)).toEqual({ things: 10, most: 1 });
    await Promise.all(workers.map((one) => one.stop()));
    await proxy.close();
  });

  test('a Redis connection that goes silent is given up: workers are at work again soon after the network heals', async () => {
    const proxy = await startFaultyProxy(redis.url);
    const bench = await workbench(proxy.through(redis.url));
    const settings = { blockSeconds: 0.5, silenceMs: 1_500 };
    const producer = await bench.start('intake', { settings });
    const consumer = await bench.start('allocation', { subscribers: [noteThing()], settings });
    await emit(bench, 0, 1);
    await untilIdle([producer, consumer], quietMs);

    proxy.become('lose');
    await emit(bench, 1, 5);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    proxy.become('pass');
    await untilIdle([producer, consumer], quietMs);

    expect(await summary(bench)).toEqual({ things: 5, most: 1 });
    await Promise.all([producer, consumer].map((one) => one.stop()));
    await proxy.close();
  });

  // The Redis from npm does not say how it evicts.
  test.skipIf(!redisProgram())('a service does not start on a Redis that may evict', async () => {
    await redis.setEvictionPolicy('allkeys-lru');
    const bench = await workbench();

    await expect(bench.start('intake')).rejects.toThrow(QueueRefused);
    await expect(bench.start('intake')).rejects.toThrow(
      /maxmemory-policy is allkeys-lru; set it to noeviction/,
    );

    await redis.setEvictionPolicy('noeviction');
    await expect(bench.start('intake')).resolves.toBeDefined();
  });
});
