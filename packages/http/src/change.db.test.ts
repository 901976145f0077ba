import { randomUUID } from 'node:crypto';
import { appendCaseEvent, connectDatabase, type Db, inKommune, type PlatformTables } from '@opptak/db';
import { AppError, kommuneNumber } from '@opptak/domain';
import { createTestDatabase, type TestDatabase } from '@opptak/testing';
import { sql } from 'kysely';
import { type Static, Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closed, type TestApp, Thing, testApp, words, writes } from '../test/app.ts';
import { otherKommune } from '../test/issuer.ts';
import { change, seenVersion } from './index.ts';

const Receipt = Type.Object({ caseId: Type.String(), name: Type.String() }, { $id: 'Receipt', ...closed });
let database: TestDatabase<PlatformTables>;
let t: TestApp;
let headers: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase<PlatformTables>('intake');
  t = await appOn(database.db);
  headers = await t.as();
});
afterAll(async () => {
  await t.app.close();
  await database[Symbol.asyncDispose]();
});

/** One route whose change is one line in the case log. */
async function appOn(db: Db<PlatformTables>): Promise<TestApp> {
  const made = await testApp({
    db: db as never,
    limits: {
      rates: {
        perKommune: { burst: 10_000, perSecond: 1000 },
        perAddress: { burst: 1, perSecond: 1 },
        everyone: { burst: 10_000, perSecond: 1000 },
      },
    },
  });
  const write = { ...words('addThing'), body: Thing, response: { 201: Receipt } };
  made.app.post('/things', { config: writes, schema: write }, (request, reply) =>
    change(
      { db },
      request,
      reply,
      { status: 201, location: (one: Static<typeof Receipt>) => `/things/${one.caseId}` },
      async (tx, actor) => {
        const caseId = randomUUID();
        if (actor.type !== 'kommune') throw new Error('Not a kommune');
        const { kommune } = actor;
        const details = { name: request.body.name };
        await appendCaseEvent(tx, {
          kommune,
          caseId,
          type: 'thing-added',
          actor,
          details,
          occurredAt: made.clock.now(),
        });
        if (request.body.amount === 409) throw new AppError('conflict', 'thing-taken', 'Taken');
        if (request.body.amount === 500) throw new Error('A bug');
        return { caseId, name: request.body.name };
      },
    ),
  );
  made.app.put(
    '/things',
    {
      config: { ...writes, versioned: true },
      schema: { ...write, operationId: 'b', response: { 200: Receipt } },
    },
    (request, reply) =>
      change({ db }, request, reply, { status: 200, version: () => seenVersion(request) + 1 }, async () => ({
        caseId: 'x',
        name: request.body.name,
      })),
  );
  return made;
}

const post = (
  key: string | undefined,
  name: string,
  more: { amount?: number; headers?: Record<string, string> } = {},
) =>
  t.app.inject({
    method: 'POST',
    url: '/things',
    payload: { name, amount: more.amount ?? 1 },
    headers: { ...headers, ...(key === undefined ? {} : { 'idempotency-key': key }), ...more.headers },
  });
const stored = async (name: string): Promise<number> =>
  (
    await database.admin<{ n: number }>(
      "select count(*)::int as n from intake.case_event where details->>'name' = $1",
      [name],
    )
  )[0]?.n ?? -1;

describe('a change that is asked for again', () => {
  test('200 times at once happens once, and nobody gets an error of ours', async () => {
    const key = randomUUID();

    const answers = await Promise.all(Array.from({ length: 200 }, () => post(key, 'at once')));

    expect(await stored('at once')).toBe(1);
    const statuses = new Set(answers.map((one) => one.statusCode));
    expect([...statuses].filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const made = answers.filter((one) => one.statusCode === 201);
    expect(new Set(made.map((one) => JSON.stringify(sorted(one.json())))).size).toBe(1);
    expect(made.filter((one) => one.headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    for (const one of answers.filter((answer) => answer.statusCode === 409)) {
      expect([one.json().type, one.headers['retry-after']]).toEqual(['urn:opptak:still-running', '1']);
    }
    expect((await post(key, 'at once')).json()).toEqual(made[0]?.json());
  });

  test('gets the first answer again, marked, with the same headers', async () => {
    const key = randomUUID();
    const first = await post(key, 'again');
    const second = await post(key, 'again');

    expect(second.json()).toEqual(first.json());
    expect([second.statusCode, second.headers['location']]).toEqual([201, first.headers['location']]);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await stored('again')).toBe(1);
  });

  test('with other content, or by another employee, is refused with 422', async () => {
    const key = randomUUID();
    await post(key, 'one');

    expect((await post(key, 'other')).json()).toMatchObject({
      status: 422,
      type: 'urn:opptak:idempotency-key-reused',
    });
    expect((await post(key, 'one', { headers: { 'opptak-employee': 'e-2' } })).statusCode).toBe(422);
    expect(await stored('other')).toBe(0);
  });

  test('by another kommune is another change', async () => {
    const key = randomUUID();
    const consumer = { authority: 'iso6523-actorid-upis', ID: `0192:${otherKommune}` };
    const first = await post(key, 'two kommuner');
    const second = await post(key, 'two kommuner', { headers: await t.as({ consumer }) });

    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(second.json().caseId).not.toBe(first.json().caseId);
  });

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['of 256 characters', 'a'.repeat(256)],
    ['with a space', 'a b'],
  ])('with a key that is %s is refused with 400', async (_what, key) => {
    expect((await post(key, 'no key')).statusCode).toBe(400);
    expect(await stored('no key')).toBe(0);
  });

  test('takes a key of 255 characters', async () => {
    expect((await post('~'.repeat(255), 'long key')).statusCode).toBe(201);
  });

  test.each([
    ['refused', 409],
    ['broken', 500],
  ])('after it was %s leaves nothing behind, and is tried afresh', async (name, amount) => {
    const key = randomUUID();

    expect((await post(key, name, { amount })).statusCode).toBe(amount);
    expect(await stored(name)).toBe(0);
    expect((await post(key, name)).statusCode).toBe(201);
    expect(await stored(name)).toBe(1);
  });

  test('needs no key where the version says that it is the same', async () => {
    const response = await t.app.inject({
      method: 'PUT',
      url: '/things',
      payload: { name: 'A', amount: 1 },
      headers: { ...headers, 'if-match': '"3"' },
    });

    expect([response.statusCode, response.headers['etag']]).toEqual([200, '"4"']);
  });
});

const sorted = (value: object): object => Object.fromEntries(Object.entries(value).sort());

describe('when the database', () => {
  test('has no connection left, callers are told to come back, and the service stays ready', async () => {
    const connection = connectDatabase<PlatformTables>({
      url: database.url,
      applicationName: 'test',
      max: 1,
      connectTimeoutMs: 200,
    });
    const busy = await appOn(connection.db);
    const call = async () =>
      busy.app.inject({
        method: 'POST',
        url: '/things',
        payload: { name: 'busy', amount: 1 },
        headers: { ...(await busy.as()), 'idempotency-key': randomUUID() },
      });
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = inKommune(connection.db, kommuneNumber('5540'), async (tx) => {
      await sql`select 1`.execute(tx);
      await held;
    });

    const refused = await call();
    const ready = await busy.app.inject({ method: 'GET', url: '/health/ready' });
    release();
    await holding;

    expect([refused.statusCode, refused.json().type]).toEqual([503, 'urn:opptak:database-unavailable']);
    expect(refused.headers['retry-after']).toBe('2');
    expect(ready.statusCode).toBe(200);
    expect((await call()).statusCode).toBe(201);
    await busy.app.close();
    await connection.close();
  });

  test('is away, callers are told to come back, and the service is not ready', async () => {
    const url = new URL(database.url);
    url.port = '1';
    const connection = connectDatabase<PlatformTables>({
      url: url.href,
      applicationName: 'test',
      connectTimeoutMs: 500,
    });
    const away = await appOn(connection.db);

    const refused = await away.app.inject({
      method: 'POST',
      url: '/things',
      payload: { name: 'away', amount: 1 },
      headers: { ...(await away.as()), 'idempotency-key': 'k' },
    });

    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '2']);
    expect((await away.app.inject({ method: 'GET', url: '/health/ready' })).statusCode).toBe(503);
    expect((await away.app.inject({ method: 'GET', url: '/health/live' })).statusCode).toBe(200);
    await away.app.close();
    await connection.close();
  });
});
