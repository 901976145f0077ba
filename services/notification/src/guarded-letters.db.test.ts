import { applicationSubmitted, feeDecided, vedtakMade } from '@opptak/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, birk, einer, on, openBench, permissions, roundId } from '../test/bench.ts';

const ids = {
  application: '22222222-2222-4222-8222-222222222222',
  vedtak: '44444444-4444-4444-8444-444444444444',
  fee: '66666666-6666-4666-8666-666666666666',
};
const employee = { employee: 'kari' };

let bench: Bench;
let childId: string;
let mother: string;

beforeAll(async () => {
  bench = await openBench();
  await bench.kindergartens();
  const family = bench.family(1);
  bench.world.changeProtection(family.mother, 'strictly-confidential');
  await bench.sync('initial');
  await bench.openRound();
  childId = bench.childId(family.child);
  mother = bench.childId(family.mother);
  await bench.hear(applicationSubmitted, ids.application, {
    applicationId: ids.application,
    roundId,
    invitationId: null,
    childId,
    familyId: childId,
    bornOn: on('2026-03-10'),
    startOn: on('2027-08-15'),
    daysPerWeek: 5,
    wishes: [birk, einer],
    distances: {},
    together: 'preferred',
    rightToPlace: true,
    statutoryPriority: false,
    submittedAt: bench.clock.now().toISOString(),
    late: false,
  });
  await bench.hear(vedtakMade, ids.vedtak, {
    vedtakId: ids.vedtak,
    runId: roundId,
    applicationId: ids.application,
    childId,
    outcome: 'no-place',
    kindergartenId: null,
    wish: null,
    via: null,
    startOn: null,
    reason: 'no-seat',
    mayAppeal: true,
    mayAskReasons: true,
    decidedAt: bench.clock.now().toISOString(),
  });
  await bench.hear(feeDecided, ids.fee, {
    vedtakId: ids.fee,
    childId,
    kindergartenId: birk,
    validFrom: on('2027-08-01'),
    validUntil: null,
    feeNok: 600,
    unreducedNok: 1200,
    foodNok: 0,
    applicationId: null,
    rules: ['fees.income-ceiling'],
    appliedFor: true,
  });
  await bench.work();
});
afterAll(() => bench[Symbol.asyncDispose]());

const desk = async (): Promise<{ caseId: string; reason: string }[]> =>
  (await bench.call('GET', '/v1/guarded-cases')).json.cases.filter(({ reason }: { reason: string }) =>
    reason.startsWith('guarded-'),
  );
const letters = async (caseId: string) =>
  (await bench.call('GET', `/v1/guarded-cases/${caseId}/letters`)).json.letters;

test('a protected family has its receipt, its refusal and its fee vedtak in letters at the guarded desk', async () => {
  const cases = (await desk()).toSorted((a, b) => (a.reason < b.reason ? -1 : 1));
  expect(cases.map(({ reason }) => reason)).toEqual(['guarded-fee', 'guarded-receipt', 'guarded-vedtak']);
  const listed = [];
  for (const { caseId } of cases) listed.push(...(await letters(caseId)));
  expect(new Set(listed.map(({ template }) => template))).toEqual(
    new Set(['vedtak-fee', 'receipt', 'vedtak-refusal']),
  );
  expect(listed.map(({ personId }) => personId)).toContain(mother);
  for (const { messageId } of listed) {
    const printed = await bench.call('GET', `/v1/guarded-letters/${messageId}`, undefined, employee);
    expect(printed.raw.subarray(0, 5).toString()).toBe('%PDF-');
  }
});

test('who prints is named, may do so, and stands in the access log', async () => {
  const [first] = await desk();
  const [letter] = await letters(first?.caseId ?? '');
  const url = `/v1/guarded-letters/${letter.messageId}`;
  expect((await bench.call('GET', url)).status).toBe(403);
  const others = permissions.filter((one) => one !== 'opptak:protection.handle');
  expect((await bench.call('GET', url, undefined, { ...employee, permissions: others })).status).toBe(403);
  expect((await bench.call('GET', `/v1/messages/${letter.messageId}/letter`)).status).toBe(404);
  const [seen] = await bench.rows(
    `select count(*)::int as n from notification.access_log where purpose = 'guarded-letter' and person_id = $1`,
    [letter.personId],
  );
  expect(Number(seen?.['n'])).toBeGreaterThan(0);
});

test('nothing is sent, and no number tells that something was written', async () => {
  expect(bench.mocks.svarut.letters).toEqual([]);
  expect(bench.mocks.altinn.emails).toEqual([]);
  expect((await bench.call('GET', '/v1/message-summary')).json.messages).toEqual([]);
});

test('what has been handed over is noted once, and the case is closed; still no number tells of it', async () => {
  const [first] = await desk();
  const url = `/v1/guarded-cases/${first?.caseId}/handing-over`;
  expect((await bench.call('POST', url, {})).status).toBe(403);
  expect((await bench.call('POST', url, {}, employee)).json.letters).toBeGreaterThan(0);
  expect((await bench.call('POST', url, {}, employee)).status).toBe(404);
  expect(await desk()).toHaveLength(2);
  expect((await bench.call('GET', '/v1/message-summary')).json.messages).toEqual([]);
});
