import { stableId } from '@opptak/db';
import { openApiDocument } from '@opptak/http';
import { checkScopes, checkTenantWall, fuzzApi } from '@opptak/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, bearer, birk, einer, nordreisa, openBench, storfjord, yes } from '../test/bench.ts';

let bench: Bench;
let roundId: string;
let applicationId: string;
let claimId: string;
const invitations: string[] = [];

beforeAll(async () => {
  bench = await openBench();
  await bench.kindergartens();
  roundId = await bench.openRound();
  for (let child = 0; child < 40; child++) invitations.push(await bench.invite(roundId, `child ${child}`));
  applicationId = (await bench.answer(bench.link(invitations[0] ?? ''), yes)).json.applicationId;
  claimId = (await bench.call('POST', `/v1/applications/${applicationId}/priority-claims`, {})).json.claimId;
});
afterAll(() => bench[Symbol.asyncDispose]());

const allScopes = ['applications', 'bylaws', 'kindergartens', 'priority', 'rounds', 'case-log'].flatMap(
  (thing) => ['read', 'write', 'decide'].map((may) => `opptak:${thing}.${may}`),
);
const known = () => ({
  roundId: [roundId],
  applicationId: [applicationId],
  claimId: [claimId],
  caseId: [applicationId],
  invitationId: invitations,
  kindergartenId: [birk, einer],
  startOn: ['2027-08-15'],
  // So that some changes get past the first refusal.
  'If-Match': ['"1"'],
});

describe('the API of intake', () => {
  test('keeps to its own document whatever it is sent', async () => {
    const report = await fuzzApi({
      app: bench.app,
      document: openApiDocument(bench.app),
      known: known(),
      seed: 20270201,
      runs: 12,
      callerOf: async ({ security }) =>
        security.some((name) => name.includes('guardian') || name.includes('link'))
          ? { 'opptak-link': bench.link(invitations[1] ?? '') }
          : { authorization: bearer(storfjord, allScopes), 'opptak-employee': 'caseworker-1' },
    });
    const worked = Object.entries(report.statuses)
      .filter(([, counts]) => Object.keys(counts).some((status) => status.startsWith('2')))
      .map(([operation]) => operation);

    // Bylaws as chance makes them are never lawful.
    expect(worked).toEqual(
      expect.arrayContaining([
        'submitApplication',
        'getApplication',
        'changeApplication',
        'openRound',
        'checkRoundReadiness',
        'setKindergartenOffer',
        'decidePriority',
      ]),
    );
    expect(report.requests).toBeGreaterThan(300);
  });

  test('shows another kommune’s things as things that do not exist', async () => {
    const ids = {
      roundId: [roundId],
      applicationId: [applicationId],
      claimId: [claimId],
      invitationId: invitations.slice(0, 1),
      kindergartenId: [birk],
    };
    const checked = await checkTenantWall({
      app: bench.app,
      document: openApiDocument(bench.app),
      theirs: ids,
      nowhere: {
        roundId: [stableId('no round')],
        applicationId: [stableId('no application')],
        claimId: [stableId('no claim')],
        invitationId: [stableId('no invitation')],
        kindergartenId: ['900000066'],
      },
      stranger: async () => ({
        authorization: bearer(nordreisa, allScopes),
        'opptak-employee': 'caseworker-1',
      }),
    });
    expect(checked).toEqual(
      expect.arrayContaining([
        'getApplication',
        'changeApplication',
        'withdrawApplication',
        'submitApplication',
        'getRound',
        'decidePriority',
      ]),
    );
  });

  test('opens each operation to its own scope only', async () => {
    const checked = await checkScopes({
      app: bench.app,
      document: openApiDocument(bench.app),
      callerWith: async (scopes) => ({
        authorization: bearer(storfjord, scopes),
        'opptak-employee': 'caseworker-1',
      }),
    });
    expect(checked).toBeGreaterThan(12);
  });
});
