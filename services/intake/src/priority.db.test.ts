import { applicationSubmitted } from '@opptak/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Bench, openBench, yes } from '../test/bench.ts';

let bench: Bench;
let roundId: string;
let applicationId: string;
let children = 0;

beforeAll(async () => {
  bench = await openBench();
  await bench.kindergartens();
  roundId = await bench.openRound();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(async () => {
  children += 1;
  const answer = await bench.answer(bench.link(await bench.invite(roundId, `child ${children}`)), yes);
  applicationId = answer.json.applicationId;
});

const claim = () => bench.call('POST', `/v1/applications/${applicationId}/priority-claims`, {});
const decide = (claimId: string, confirmed: boolean, employee?: string) =>
  bench.call('POST', `/v1/priority-claims/${claimId}/decision`, { confirmed }, employee ? { employee } : {});
const told = async () =>
  (await bench.events(applicationSubmitted)).filter(({ key }) => key === applicationId);

test('a claim that a caseworker confirms reaches allocation with the application, and never says on which ground', async () => {
  const { json } = await claim();
  const decided = await decide(json.claimId, true, 'caseworker-1');

  expect([decided.status, decided.json.status]).toEqual([200, 'confirmed']);
  expect((await told()).map(({ version, payload }) => [version, payload.statutoryPriority])).toEqual([
    [1, false],
    [2, true],
  ]);
  expect(await bench.caseLog(applicationId)).toEqual([
    'application-submitted',
    'priority-claimed',
    'priority-decided',
  ]);
});

test('a claim that is rejected changes nothing in the application', async () => {
  const { json } = await claim();
  expect((await decide(json.claimId, false, 'caseworker-1')).json.status).toBe('rejected');
  expect(await told()).toHaveLength(1);
});

test('a claim is decided by a named caseworker only', async () => {
  const { json } = await claim();
  const nobody = await decide(json.claimId, true);
  expect([nobody.status, nobody.json.type]).toEqual([403, 'urn:opptak:employee-required']);
});

test('a claim is decided once, also when two decide it at once', async () => {
  const { json } = await claim();
  const decisions = await Promise.all(
    ['one', 'two', 'three', 'four'].map((name, index) => decide(json.claimId, index % 2 === 0, name)),
  );

  expect(decisions.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
  expect((await decide(json.claimId, false, 'late')).json.type).toBe('urn:opptak:claim-decided');
});

test('an application has one open claim, and a withdrawn one has none', async () => {
  await claim();
  const second = await claim();
  expect([second.status, second.json.type]).toEqual([409, 'urn:opptak:claim-already-open']);
  await bench.call('POST', `/v1/applications/${applicationId}/withdrawal`, {});
  const third = await claim();
  expect([third.status, third.json.type]).toEqual([409, 'urn:opptak:application-withdrawn']);
});

test('claims that wait are listed oldest first, without those that nobody needs to decide any more', async () => {
  const { json } = await claim();
  const waiting = async () =>
    (await bench.call('GET', '/v1/priority-claims')).json.claims.map(
      ({ claimId }: { claimId: string }) => claimId,
    );
  expect(await waiting()).toContain(json.claimId);
  await bench.call('POST', `/v1/applications/${applicationId}/withdrawal`, {});
  expect(await waiting()).not.toContain(json.claimId);
});

test('whoever may see applications may not see claims', async () => {
  const curious = { permissions: ['opptak:applications.read', 'opptak:applications.write'] };
  expect((await bench.call('GET', '/v1/priority-claims', undefined, curious)).status).toBe(403);
  const { json } = await bench.call('GET', `/v1/applications/${applicationId}`, undefined, curious);
  expect(JSON.stringify(json)).not.toMatch(/priority/i);
});
