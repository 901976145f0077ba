import { checkScopes, checkTenantWall, fuzzApi } from '@opptak/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench } from './bench.ts';
import { bodo, settled, tromso } from './test-kommune.ts';

let bench: Bench;
let known: Record<string, (string | number)[]>;
let link: string;

beforeAll(async () => {
  bench = await openBench({ at: '2026-08-03T10:00:00Z' });
  await bench.kindergarten();
  const mother = bench.adult(settled(650_000));
  const { householdId, childIds } = await bench.household(['2023-03-01'], [mother]);
  const [childId = ''] = childIds;
  await bench.place(childId, {});
  await bench.work();
  const { json } = await bench.call('POST', '/v1/fee-applications', {
    householdId,
    incomeChange: { kind: 'lasting-fall', yearlyNok: 1 },
  });
  await bench.call('POST', '/v1/invoice-bases', { month: '2026-08' });
  const cases = await bench.call('GET', '/v1/fee-cases');
  link = bench.links.make({
    kommune: tromso,
    purpose: 'fee-application',
    id: childId,
    guardianId: bench.deps.vault.personId(tromso, mother),
    expiresAt: new Date('2027-01-01T00:00:00Z'),
  });
  known = {
    householdId: [householdId],
    childId: [childId],
    applicationId: [json.applicationId],
    caseId: [cases.json.cases[0].caseId],
    kindergartenId: ['974760673'],
    month: ['2026-08'],
    appliedOn: ['2026-08-01'],
    kindergartenYear: [2026],
    from: ['2026-09'],
    bornOn: ['2023-03-01'],
    startsOn: ['2026-09-01'],
    owner: ['kommune', '974760673'],
    atLeast: [1],
    atMost: [2],
    adoptedOn: ['2026-08-01'],
  };
});
afterAll(() => bench[Symbol.asyncDispose]());

test('answers whatever is sent as its document says', async () => {
  const report = await fuzzApi({
    app: bench.app,
    document: bench.document,
    seed: 4,
    runs: 16,
    known,
    callerOf: async (operation) =>
      operation.scopes.length === 0 ? { 'opptak-link': link } : bench.headers({ employee: 'anne' }),
  });
  expect(report.requests).toBeGreaterThan(300);
  for (const [operation, statuses] of Object.entries(report.statuses)) {
    expect([operation, Object.keys(statuses).some((status) => status.startsWith('2'))]).toEqual([
      operation,
      true,
    ]);
  }
});

test('lets each operation through with its own scope only', async () => {
  const checked = await checkScopes({
    app: bench.app,
    document: bench.document,
    callerWith: async (scopes) => bench.headers({ permissions: [...scopes], employee: 'anne' }),
  });
  expect(checked).toBeGreaterThan(10);
});

test('says the same of what belongs to another kommune as of what does not exist', async () => {
  const { householdId = [], childId = [], applicationId = [], caseId = [] } = known;
  const nowhere = ['11111111-1111-8111-8111-111111111111'];
  const checked = await checkTenantWall({
    app: bench.app,
    document: bench.document,
    theirs: { householdId, childId, applicationId, caseId },
    nowhere: { householdId: nowhere, childId: nowhere, applicationId: nowhere, caseId: nowhere },
    stranger: async () => bench.headers({ kommune: bodo, employee: 'anne' }),
  });
  expect(checked).toEqual(
    expect.arrayContaining([
      'getFeeApplication',
      'decideFeeCase',
      'listFeeDecisions',
      'submitFeeApplication',
    ]),
  );
});
