import { inKommune, type PlatformTables } from '@opptak/db';
import { type Clock, dateInNorway, kommuneNumber } from '@opptak/domain';
import { createTestDatabase, type TestDatabase } from '@opptak/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forgetPlatformRows } from './forget-platform-rows.ts';
import { platformRetention } from './platform-retention.ts';

const nordreisa = kommuneNumber('5544');
const storfjord = kommuneNumber('5538');
const hourMs = 3_600_000;
const tenYearsMs = 87_660 * hourMs;

/** A node whose clock is wrong by so much. The database's is right, so these tests go by real time. */
const nodeThatIs = (offMs: number): Clock => {
  const now = (): Date => new Date(Date.now() + offMs);
  return { now, today: () => dateInNorway(now()) };
};

describe('what every service keeps for a time only', () => {
  let database: TestDatabase<PlatformTables>;
  beforeAll(async () => {
    database = await createTestDatabase<PlatformTables>('intake');
  });
  beforeEach(async () => {
    await database.admin('truncate intake.outbox, intake.inbox, intake.idempotency_key, intake.access_log');
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const forget = (offMs = 0, kommune = nordreisa) =>
    forgetPlatformRows({ db: database.db, clock: nodeThatIs(offMs) }, kommune);

  /** In each table one row that is so old, in PostgreSQL's words ("30 days 1 hour"). */
  const aged = async (
    ages: { outbox: string; inbox: string; key: string; access: string },
    kommune = nordreisa,
  ) => {
    await database.admin(
      `insert into intake.outbox (kind, consumer, kommune, type, payload, occurred_at, run_at, done_at)
       values ('job', 'intake', $1, 'a', '{}', now(), now(), now() - $2::interval)`,
      [kommune, ages.outbox],
    );
    await database.admin(
      `insert into intake.inbox (kommune, msg_id, producer, type, handled_at, acked_at)
       values ($1, gen_random_uuid(), 'allocation', 'a', now() - $2::interval, now())`,
      [kommune, ages.inbox],
    );
    await database.admin(
      `insert into intake.idempotency_key (kommune, route, key, fingerprint, created_at)
       values ($1, 'POST /v1/a', gen_random_uuid(), '', now() - $2::interval)`,
      [kommune, ages.key],
    );
    await database.admin(
      `insert into intake.access_log (kommune, person_id, purpose, actor, accessed_at)
       values ($1, gen_random_uuid(), 'access-request', 'system:test', now() - $2::interval)`,
      [kommune, ages.access],
    );
  };
  const left = async () => {
    const [row] = await database.admin<{ left: number[] }>(
      `select array[(select count(*) from intake.outbox), (select count(*) from intake.inbox),
                    (select count(*) from intake.idempotency_key), (select count(*) from intake.access_log)]::int[] as left`,
    );
    return row?.left;
  };
  const justOld = {
    outbox: '30 days 1 hour',
    inbox: '90 days 1 hour',
    key: '7 days 1 hour',
    access: '5 years 1 day',
  };
  const notYetOld = {
    outbox: '29 days 23 hours',
    inbox: '89 days 23 hours',
    key: '6 days 23 hours',
    access: '4 years 364 days',
  };

  test('goes when its time is over, not an hour or a day before, and once', async () => {
    await aged(justOld);
    await aged(notYetOld);

    expect(await forget()).toEqual({
      type: 'forgotten',
      counts: { outbox: 1, inbox: 1, idempotencyKeys: 1, accessLog: 1 },
    });
    expect(await left()).toEqual([1, 1, 1, 1]);
    expect(await forget()).toMatchObject({
      counts: { outbox: 0, inbox: 0, idempotencyKeys: 0, accessLog: 0 },
    });
    expect(await left()).toEqual([1, 1, 1, 1]);
  });

  test('goes slice by slice until nothing old is left', async () => {
    await database.admin(
      `insert into intake.idempotency_key (kommune, route, key, fingerprint, created_at)
       select '5544', 'POST /v1/a', 'key-' || n, '', now() - interval '8 days' from generate_series(1, 2500) n`,
    );
    expect(await forget()).toMatchObject({ counts: { idempotencyKeys: 2_500 } });
  });

  test('of another kommune stays', async () => {
    await aged(justOld, storfjord);
    await forget();
    expect(await left()).toEqual([1, 1, 1, 1]);
    await forget(0, storfjord);
    expect(await left()).toEqual([0, 0, 0, 0]);
  });

  test('stays while it is not finished: a message that is not done, an arrival its sender was not told of', async () => {
    await aged(justOld);
    await database.admin(`update intake.outbox set done_at = null, created_at = now() - interval '9 years'`);
    await database.admin(`update intake.inbox set acked_at = null`);
    await forget();
    expect((await left())?.slice(0, 2)).toEqual([1, 1]);
  });

  test('the access log is forgotten in this way only: no service deletes from it, or asks for less than five years', async () => {
    await aged({ ...justOld, access: '4 years 364 days' });
    const asService = (statement: string) =>
      inKommune(database.db, nordreisa, (tx) => sql.raw(statement).execute(tx));

    await expect(asService('delete from access_log')).rejects.toMatchObject({ code: '42501' });
    await asService(`select forget_access_log(now() + interval '100 years', 1000)`);
    expect((await left())?.[3]).toBe(1);
    await aged({ ...justOld, access: '5 years 1 day' }, storfjord);
    await asService(`select forget_access_log(now(), 1000)`);
    expect((await left())?.[3]).toBe(2);
  });

  test.each([
    ['61 seconds ahead', 61_000],
    ['61 seconds behind', -61_000],
    ['an hour ahead', hourMs],
    ['an hour behind', -hourMs],
    ['ten years ahead', tenYearsMs],
  ])('stays, with an alarm, while the node’s clock is %s', async (_what, offMs) => {
    await aged(justOld);
    await aged(notYetOld);
    const alarms: unknown[] = [];
    const node = (off: number) => ({
      db: database.db,
      clock: nodeThatIs(off),
      log: { info: () => {}, error: (fields: object) => void alarms.push(fields) },
      tenants: { all: [] },
    });
    const wrong = platformRetention(node(offMs));
    await wrong.handler.run({}, { kommune: nordreisa, attempt: 1, messageId: 'one' });

    expect(await left()).toEqual([2, 2, 2, 2]);
    expect(alarms).toEqual([{ kommune: nordreisa, ms: expect.any(Number) }]);
    expect(wrong.gauge.read()).toEqual([{ labels: {}, value: 1 }]);

    const right = platformRetention(node(0));
    await right.handler.run({}, { kommune: nordreisa, attempt: 1, messageId: 'one' });
    expect(await left()).toEqual([1, 1, 1, 1]);
    expect(right.gauge.read()).toEqual([{ labels: {}, value: 0 }]);
  });
});
