import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Bench, birk, einer, exampleBylaws, openBench, storfjord } from '../test/bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(async () => {
  await bench.reset();
  await bench.kindergartens([birk, einer]);
});

const readiness = async (deadlineOn = '2027-03-01') => {
  const { json } = await bench.call('GET', `/v1/round-readiness?deadlineOn=${deadlineOn}`);
  const findings: { code: string; kindergartenId: string | null }[] = json.findings;
  return [json.ready, findings.map(({ code, kindergartenId }) => [code, kindergartenId])];
};
const open = (deadlineOn = '2027-03-01') =>
  bench.call('POST', '/v1/rounds', {
    kind: 'main',
    kindergartenYear: 2027,
    opensAt: '2027-01-15T08:00:00Z',
    deadlineOn,
  });
const adopt = (document: object) => bench.call('POST', '/v1/bylaws', document);

test('without criteria no round can be opened; without places it can, and it is said', async () => {
  const missing = [birk, einer].map((id) => ['no-places', id]);
  expect(await readiness()).toEqual([false, [['no-bylaws', null], ...missing]]);
  const refused = await open();
  expect([refused.status, refused.json.type]).toEqual([422, 'urn:opptak:round-not-ready']);
  expect(refused.json.errors).toEqual([
    { in: 'body', pointer: '/deadlineOn', detail: expect.stringMatching(/^no-bylaws: No criteria/) },
  ]);

  await bench.adoptBylaws();
  expect(await readiness()).toEqual([true, missing]);
  const places = { capacity: { small: 9, large: 0 }, conversion: null, profile: null };
  const offer = { ...places, monthlyPriceNok: 1200, monthlyFoodNok: 300, fullTimeHours: 45 };
  await bench.call('PUT', `/v1/kindergartens/${birk}/offer`, offer, { version: 1 });
  expect(await readiness()).toEqual([true, missing.slice(1)]);
  expect((await open()).status).toBe(201);
});

test('criteria that are not in force on the deadline are none', async () => {
  const document = exampleBylaws(storfjord);
  const [version] = document.sets[0].versions;
  version.validUntil = '2027-02-28';
  document.roundOn = '2027-02-28';
  expect((await adopt(document)).status).toBe(201);

  expect((await readiness('2027-02-28'))[0]).toBe(true);
  expect(await readiness()).toMatchObject([
    false,
    [
      ['version-expired', null],
      ['no-places', birk],
      ['no-places', einer],
    ],
  ]);
  expect((await open()).status).toBe(422);
});

test('a kindergarten that no criteria order stops the round by its name', async () => {
  const document = exampleBylaws(storfjord);
  document.sets[0].kindergarten = birk;
  await adopt(document);

  expect(await readiness()).toEqual([
    false,
    [
      ['no-bylaws', einer],
      ['no-places', birk],
      ['no-places', einer],
    ],
  ]);
});
