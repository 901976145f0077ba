import { inKommune, type PlatformTables } from '@opptak/db';
import { kommuneNumber } from '@opptak/domain';
import { buildHttp, type HttpApp, makeLog } from '@opptak/http';
import { planJob } from '@opptak/jobs';
import { createTestDatabase, fixedClock, type TestDatabase } from '@opptak/testing';
import { Type } from 'typebox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deadLettersRoute } from './dead-letters-route.ts';

const nordreisa = kommuneNumber('5544');
const storfjord = kommuneNumber('5538');
const clock = fixedClock('2026-03-01T12:00:00Z');
const doThing = {
  name: 'do-thing',
  payload: Type.Object({ thingId: Type.String() }),
  attempts: 3,
  backoffMs: 1_000,
};

describe('dead letters over HTTP', () => {
  let database: TestDatabase<PlatformTables>;
  let app: HttpApp;

  beforeEach(async () => {
    database = await createTestDatabase<PlatformTables>('intake');
    app = await buildHttp<PlatformTables>({
      service: 'intake',
      title: 'Test',
      version: '1',
      log: makeLog({ service: 'intake', level: 'silent' }),
      clock,
      db: database.db,
      // Who brings a token may do all; what a token must be is tested with the verifier.
      verifier: {
        verify: async (token) => ({
          organisation: token === 'nordreisa' ? '938513320' : '938512803',
          supplier: null,
          permissions: ['opptak:operations.read', 'opptak:operations.write'],
        }),
      },
      tenants: {
        kommuneOf: (organisation) => (organisation === '938513320' ? nordreisa : storfjord),
        isApprovedSupplier: () => false,
      },
      limits: { eventLoopDelayMs: 60_000 },
    });
    await app.register(deadLettersRoute, { deps: { db: database.db, clock } });
  });
  afterEach(async () => {
    await app.close();
    await database[Symbol.asyncDispose]();
  });

  /** Plans a job in Nordreisa that has failed three times. */
  const putAside = async (): Promise<string> => {
    await inKommune(database.db, nordreisa, (tx) =>
      planJob(tx, doThing, { thingId: 'a' }, { kommune: nordreisa, runAt: new Date(0) }),
    );
    const [row] = await database.admin<{ msgId: string }>(
      `update intake.outbox set attempts = 3, dead_at = '2026-02-28T10:00:00Z', last_error = 'registry-away'
       returning msg_id as "msgId"`,
    );
    return row?.msgId ?? '';
  };
  const call = (as: string, method: 'GET' | 'POST', url: string, reason?: string) =>
    app.inject({
      method,
      url,
      headers: {
        authorization: `Bearer ${as}`,
        'opptak-employee': 'saksbehandler-7',
        ...(reason ? { 'idempotency-key': `${url}-${reason}` } : {}),
      },
      ...(reason ? { payload: { reason } } : {}),
    });
  const listed = async (as: string) => (await call(as, 'GET', '/v1/dead-letters')).json().deadLetters;

  test('are listed with what failed and how often, for their own kommune only', async () => {
    const messageId = await putAside();

    expect(await listed('nordreisa')).toEqual([
      {
        messageId,
        kind: 'job',
        type: 'do-thing',
        consumer: 'intake',
        key: null,
        attempts: 3,
        crashes: 0,
        lastError: 'registry-away',
        deadAt: '2026-02-28T10:00:00.000Z',
      },
    ]);
    expect(await listed('storfjord')).toEqual([]);
  });

  test('are sent again with all attempts before them, and the case log says who and why', async () => {
    const messageId = await putAside();

    const answer = await call('nordreisa', 'POST', `/v1/dead-letters/${messageId}/replay`, 'cause-removed');

    expect(answer.statusCode).toBe(200);
    expect(await listed('nordreisa')).toEqual([]);
    expect(await database.admin('select attempts, generation, dead_at, done_at from intake.outbox')).toEqual([
      { attempts: 0, generation: 2, dead_at: null, done_at: null },
    ]);
    const [line] = await database.admin<{ type: string; actor: string; details: object }>(
      'select type, actor, details from intake.case_event',
    );
    expect(line).toMatchObject({
      type: 'dead-letter-replayed',
      details: { message: 'do-thing', error: 'registry-away', reason: 'cause-removed' },
    });
    expect(line?.actor).toContain('saksbehandler-7');
  });

  test('are given up for good; whoever comes second is told that there is none', async () => {
    const messageId = await putAside();
    const discard = (reason: string) =>
      call('nordreisa', 'POST', `/v1/dead-letters/${messageId}/discard`, reason);

    expect((await discard('duplicate')).statusCode).toBe(200);
    expect((await discard('outdated')).statusCode).toBe(404);
    expect(await database.admin('select done_at is not null as done from intake.outbox')).toEqual([
      { done: true },
    ]);
  });

  test('of another kommune are not there, and a reason in free text is refused', async () => {
    const messageId = await putAside();
    const replay = (as: string, reason: string) =>
      call(as, 'POST', `/v1/dead-letters/${messageId}/replay`, reason);

    expect((await replay('storfjord', 'cause-removed')).statusCode).toBe(404);
    expect((await replay('nordreisa', 'because')).statusCode).toBe(400);
  });
});
