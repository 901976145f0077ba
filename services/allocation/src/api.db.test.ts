import { stableId } from '@opptak/db';
import { openApiDocument } from '@opptak/http';
import { checkScopes, checkTenantWall, fuzzApi } from '@opptak/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';
import { allScopes, bearer } from '../test/calls.ts';
import { applicationOf, birk, einer, nordreisa, roundId, storfjord } from '../test/test-kommune.ts';

let bench: Bench;
let runId: string;
let offerId: string;
let placementId: string;
let pairingId: string;

beforeAll(async () => {
  bench = await openBench();
  await bench.round({ [birk]: { small: 3, large: 3 }, [einer]: { small: 3, large: 3 } }, [
    { name: 'tor', at: einer, wishes: [] },
    { name: 'ada', wishes: [birk], daysPerWeek: 3 },
    { name: 'bo', wishes: [birk, einer], daysPerWeek: 2 },
  ]);
  runId = await bench.run();
  offerId = (await bench.offerOf('ada'))?.id ?? '';
  placementId = stableId('place', 'tor');
  for (const name of ['ada', 'bo']) await bench.answer(name, 'accepted');
  const days = { ada: ['mon', 'tue', 'wed'], bo: ['thu', 'fri'] };
  const recorded = await bench.call(
    'POST',
    `/v1/runs/${runId}/pairings`,
    {
      reason: 'families-asked',
      children: Object.entries(days).map(([name, weekdays]) => ({
        applicationId: applicationOf(name),
        weekdays,
        consent: 'in-person',
      })),
    },
    { employee: 'caseworker-2' },
  );
  pairingId = recorded.json.pairingId;
});
afterAll(() => bench[Symbol.asyncDispose]());

const ids = () => ({
  runId: [runId],
  roundId: [roundId],
  offerId: [offerId],
  placementId: [placementId],
  applicationId: [applicationOf('ada')],
  pairingId: [pairingId],
});

describe('the API of allocation', () => {
  test('keeps to its own document whatever it is sent', async () => {
    const report = await fuzzApi({
      app: bench.app,
      document: openApiDocument(bench.app),
      known: { ...ids(), caseId: [runId], kindergartenId: [birk, einer] },
      seed: 20270310,
      runs: 12,
      // A simulation takes whole bylaws, which intake's own test gets wrong in every way; each that is right is a run.
      wrongBodies: 80,
      callerOf: async ({ security }) =>
        security.some((name) => name.toLowerCase().includes('link'))
          ? { 'opptak-link': bench.link(offerId) }
          : { authorization: bearer(storfjord, allScopes), 'opptak-employee': 'caseworker-1' },
    });
    const worked = Object.entries(report.statuses)
      .filter(([, counts]) => Object.keys(counts).some((status) => status.startsWith('2')))
      .map(([operation]) => operation);

    expect(worked).toEqual(
      expect.arrayContaining([
        'getRun',
        'listRuns',
        'getRunDocuments',
        'getPublicCertificate',
        'listUnplacedRights',
        'getOffer',
        'answerOffer',
        'listPlacements',
        'explainApplication',
        'getRoundSummary',
        'listPairings',
      ]),
    );
  });

  test('shows another kommune’s things as things that do not exist', async () => {
    const checked = await checkTenantWall({
      app: bench.app,
      document: openApiDocument(bench.app),
      theirs: ids(),
      nowhere: Object.fromEntries(Object.keys(ids()).map((name) => [name, [stableId('nowhere', name)]])),
      stranger: async () => ({
        authorization: bearer(nordreisa, allScopes),
        'opptak-employee': 'caseworker-1',
      }),
    });
    expect(checked).toEqual(
      expect.arrayContaining([
        'startRun',
        'getRun',
        'approveRun',
        'publishRun',
        'getOffer',
        'answerOffer',
        'agreeToPairing',
        'endPlacement',
        'explainApplication',
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
    expect(checked).toBeGreaterThan(14);
  });
});
