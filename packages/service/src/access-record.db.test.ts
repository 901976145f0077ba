import type { PlatformTables } from '@opptak/db';
import { AppError, kommuneNumber } from '@opptak/domain';
import { buildHttp, type HttpApp, makeLog } from '@opptak/http';
import { createTestDatabase, fixedClock, type TestDatabase } from '@opptak/testing';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useAccessLog } from './access-record.ts';

const nordreisa = kommuneNumber('5544');
const clock = fixedClock('2026-03-01T12:00:00Z');
const childId = '11111111-1111-4111-8111-111111111111';
const caseId = '22222222-2222-4222-8222-222222222222';
const gone = '33333333-3333-4333-8333-333333333333';

let database: TestDatabase<PlatformTables>;
let app: HttpApp;
beforeAll(async () => {
  database = await createTestDatabase<PlatformTables>('intake');
  app = await buildHttp<PlatformTables>({
    service: 'intake',
    title: 'Test',
    version: '1',
    log: makeLog({ service: 'intake', level: 'silent' }),
    clock,
    db: database.db,
    verifier: {
      verify: async () => ({ organisation: '938513320', supplier: null, permissions: ['opptak:cases.read'] }),
    },
    tenants: { kommuneOf: () => nordreisa, isApprovedSupplier: () => false },
    limits: { eventLoopDelayMs: 60_000 },
  });
  useAccessLog(app, { db: database.db, clock });
  const answer = Type.Object({ childId: Type.String() }, { additionalProperties: false });
  const params = Type.Object({ caseId: Type.String() });
  const schema = { summary: 'A case', tags: ['cases'], params, response: { 200: answer } };
  app.get(
    '/v1/cases/:caseId',
    {
      config: { access: 'kommune', permission: 'opptak:cases.read', shows: { purpose: 'case' } },
      schema: { ...schema, operationId: 'getCase' },
    },
    async (request) => {
      if (request.params.caseId === gone) throw new AppError('not-found', 'case-not-found', 'No such case');
      return { childId };
    },
  );
  app.get(
    '/v1/listed/:caseId',
    {
      config: { access: 'kommune', permission: 'opptak:cases.read' },
      schema: { ...schema, operationId: 'getListed' },
    },
    async () => ({ childId }),
  );
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await database[Symbol.asyncDispose]();
});

const get = (url: string, employee?: string) =>
  app.inject({
    url,
    headers: { authorization: 'Bearer any', ...(employee ? { 'opptak-employee': employee } : {}) },
  });

test('an employee who is shown a case is noted with it and why; a system, a refusal and other routes are not', async () => {
  expect((await get(`/v1/cases/${caseId}`, 'saksbehandler-7')).json()).toEqual({ childId });
  expect((await get(`/v1/cases/${caseId}`)).statusCode).toBe(200);
  expect((await get(`/v1/cases/${gone}`, 'saksbehandler-7')).statusCode).toBe(404);
  expect((await get(`/v1/listed/${caseId}`, 'saksbehandler-7')).statusCode).toBe(200);

  expect(
    await database.admin(
      'select kommune, person_id, case_id, purpose, actor, accessed_at from intake.access_log',
    ),
  ).toEqual([
    {
      kommune: '5544',
      person_id: childId,
      case_id: caseId,
      purpose: 'case',
      actor: expect.stringContaining('saksbehandler-7'),
      accessed_at: clock.now(),
    },
  ]);
});

test('an answer that can not be noted does not go out', async () => {
  await database.admin(
    "alter table intake.access_log add constraint broken check (purpose <> 'case') not valid",
  );
  const refused = await get(`/v1/cases/${caseId}`, 'saksbehandler-7');
  expect(refused.statusCode).toBe(500);
  expect(refused.body).not.toContain(childId);
});
