import { stableId } from '@opptak/db';
import { openApiDocument } from '@opptak/http';
import { checkScopes, checkTenantWall, fuzzApi } from '@opptak/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, kaafjord, openBench, permissions, roundId, storfjord, tokenIn } from '../test/bench.ts';

let bench: Bench;
let campaignId = '';
let messageId = '';
let caseId = '';
let token = '';
let personId = '';

beforeAll(async () => {
  bench = await openBench();
  await bench.kindergartens();
  const { mother } = bench.family(1);
  bench.world.setContact(mother, { email: 'mor@example.test' });
  const doubtful = bench.family(2);
  bench.world.setGuardians(doubtful.child, { type: 'unknown' });
  await bench.sync('initial');
  await bench.openRound();
  campaignId = (await bench.campaign()).json.campaignId;
  bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
  await bench.work();
  // Of the other family: whoever is blocked on the way has no letter to look at any more.
  personId = bench.childId(doubtful.child);
  token = tokenIn(bench.mocks.altinn.emails[0]?.text ?? '');
  const [letter] = await bench.rows(`select id from notification.message where channel = 'letter'`);
  messageId = String(letter?.['id']);
  caseId = (await bench.call('GET', '/v1/manual-cases')).json.cases[0].caseId;
});
afterAll(() => bench[Symbol.asyncDispose]());

const caller = (kommune = storfjord, may = permissions) => ({
  authorization: bench.bearer({ kommune, permissions: may }),
  'opptak-employee': 'caseworker-1',
});

describe('the API of notification', () => {
  test('keeps to its own document whatever it is sent', async () => {
    const report = await fuzzApi({
      app: bench.app,
      document: openApiDocument(bench.app),
      known: {
        roundId: [roundId],
        campaignId: [campaignId],
        messageId: [messageId],
        manualCaseId: [caseId],
        personId: [personId],
      },
      seed: 20270120,
      runs: 10,
      callerOf: async ({ security }) =>
        security.some((name) => name.includes('guardian') || name.includes('link'))
          ? { 'opptak-link': token }
          : caller(),
    });
    expect(report.requests).toBeGreaterThan(200);
    for (const operation of ['viewInvitation', 'getLetter', 'getCampaign', 'blockAccess', 'syncPopulation']) {
      const statuses = Object.keys(report.statuses[operation] ?? {});
      expect(
        statuses.some((status) => status.startsWith('2')),
        operation,
      ).toBe(true);
    }
  });

  test('shows another kommune’s things as things that do not exist', async () => {
    const checked = await checkTenantWall({
      app: bench.app,
      document: openApiDocument(bench.app),
      theirs: {
        roundId: [roundId],
        campaignId: [campaignId],
        messageId: [messageId],
        manualCaseId: [caseId],
        personId: [personId],
        blockId: [stableId('a block')],
      },
      nowhere: {
        roundId: [stableId('no round')],
        campaignId: [stableId('no campaign')],
        messageId: [stableId('no message')],
        manualCaseId: [stableId('no case')],
        personId: [stableId('nobody')],
        blockId: [stableId('no block')],
      },
      stranger: async () => caller(kaafjord),
    });
    expect(checked).toEqual(expect.arrayContaining(['getCampaign', 'getLetter', 'closeManualCase']));
  });

  test('opens each operation to its own scope only', async () => {
    const checked = await checkScopes({
      app: bench.app,
      document: openApiDocument(bench.app),
      callerWith: async (scopes) => caller(storfjord, [...scopes]),
    });
    expect(checked).toBeGreaterThan(12);
  });
});
