import { type Pairing, runPublished, vedtakMade } from '@opptak/contracts';
import { proposePairings, readMatchInput, refill, withPairings } from '@opptak/matching';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';
import { applicationOf, birk, childOf, nordreisa, roundId } from '../test/test-kommune.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(() => bench.reset());

/*
 * Two small seats at birk; oldest first. ada (three days) and bo (two days) get one each, eli waits. Three and two days
 * fit in one week, so ada and bo can share a seat; then the other is eli's.
 */
const seats = { [birk]: { small: 2, large: 0 } };
const ada = { name: 'ada', wishes: [birk], bornOn: '2025-02-01', daysPerWeek: 3 };
const bo = { name: 'bo', wishes: [birk], bornOn: '2025-03-01', daysPerWeek: 2 };
const eli = { name: 'eli', wishes: [birk], bornOn: '2025-04-01', right: false };

const agreement = {
  reason: 'families-asked',
  children: [
    { applicationId: applicationOf('ada'), weekdays: ['mon', 'wed', 'fri'], consent: 'in-writing' },
    { applicationId: applicationOf('bo'), weekdays: ['tue', 'thu'], consent: 'by-telephone' },
  ],
} as const;
const one = { employee: 'one' };
const two = { employee: 'two' };

const pairingsOf = async (runId: string): Promise<readonly Pairing[]> =>
  (await bench.call('GET', `/v1/runs/${runId}/pairings`)).json.pairings;
const record = (runId: string, body: object = agreement, asked: object = one) =>
  bench.call('POST', `/v1/runs/${runId}/pairings`, body, asked);
const agree = (pairingId: string, asked: object = two) =>
  bench.call('POST', `/v1/pairings/${pairingId}/agreement`, {}, asked);

async function publishedRound(): Promise<string> {
  await bench.round(seats, [ada, bo, eli]);
  const runId = await bench.run();
  for (const name of ['ada', 'bo']) expect((await bench.answer(name, 'accepted')).status).toBe(200);
  return runId;
}

describe('two part-time children who could share a place', () => {
  test('are proposed with weekdays and what it frees, and can be recorded when both have said yes', async () => {
    await bench.round(seats, [ada, bo, eli]);
    const runId = await bench.run('computed');
    expect((await bench.call('GET', `/v1/runs/${runId}/pairings`)).json.type).toBe(
      'urn:opptak:run-not-published',
    );
    await bench.call('POST', `/v1/runs/${runId}/approval`, {}, one);
    await bench.call('POST', `/v1/runs/${runId}/publication`, {}, two);
    await bench.work();
    await bench.answer('ada', 'accepted');

    expect((await pairingsOf(runId)).map(({ state }) => state)).toEqual(['not-now']);
    expect((await record(runId)).json.type).toBe('urn:opptak:not-now');
    await bench.answer('bo', 'accepted');
    expect(await pairingsOf(runId)).toEqual([
      {
        pairingId: expect.any(String),
        runId,
        kindergartenId: birk,
        band: 'small',
        children: [
          {
            applicationId: applicationOf('ada'),
            daysPerWeek: 3,
            weekdays: ['mon', 'tue', 'wed'],
            consent: null,
          },
          { applicationId: applicationOf('bo'), daysPerWeek: 2, weekdays: ['thu', 'fri'], consent: null },
        ],
        frees: { places: 1, from: '2027-08-15' },
        state: 'proposed',
      },
    ]);
  });

  test('free a place that a refill gives to the next in the order, when two people and both families agree', async () => {
    const runId = await publishedRound();
    // What the engine makes of it: the pair on shared places of its own, and the next in the order on the one that is left.
    const documents = (await bench.call('GET', `/v1/runs/${runId}/documents`)).json;
    const [input, result] = [readMatchInput(JSON.parse(documents.input)), JSON.parse(documents.result)];
    expect(refill(withPairings(input, proposePairings(input, result)), result).moves).toEqual([
      { id: applicationOf('eli'), from: null, to: birk },
    ]);
    const recorded = await record(runId);
    expect([recorded.status, recorded.json.state]).toEqual([200, 'recorded']);
    await bench.job('refill-vacancies');
    await bench.work();
    expect(await bench.offerOf('eli')).toBeUndefined();

    const { pairingId } = recorded.json;
    bench.clock.moveTo(new Date('2027-04-01T09:00:00Z'));
    expect((await agree(pairingId, one)).json.type).toBe('urn:opptak:same-person');
    expect((await agree(pairingId, {})).json.type).toBe('urn:opptak:employee-required');
    const agreed = await agree(pairingId);
    expect([agreed.status, agreed.json.state]).toEqual([200, 'agreed']);
    expect((await agree(pairingId, { employee: 'three' })).json.type).toBe('urn:opptak:pairing-moved-on');
    await bench.work();

    // A run like any other: its own certificate, VALID, and events.
    const { runs } = (await bench.call('GET', `/v1/runs?roundId=${roundId}`)).json;
    expect(runs).toMatchObject([
      { kind: 'main', status: 'published' },
      { kind: 'refill', status: 'published', verdict: 'VALID', applicants: 1, placed: 1 },
    ]);
    expect(await bench.events(runPublished)).toHaveLength(2);
    expect((await bench.events(vedtakMade)).at(-1)?.payload).toMatchObject({
      applicationId: applicationOf('eli'),
      kindergartenId: birk,
      via: 'refill',
    });
    // And the ledger has a seat for eli, who is the third child on two seats.
    expect((await bench.answer('eli', 'accepted')).status).toBe(200);
    expect(await bench.placesOn('2027-09-01', ['ada', 'bo', 'eli'])).toEqual({
      ada: birk,
      bo: birk,
      eli: birk,
    });
    for (const name of ['ada', 'bo']) {
      expect(await bench.caseLog(applicationOf(name))).toEqual(
        expect.arrayContaining(['sharing-recorded', 'sharing-agreed']),
      );
    }
  });

  test('do not free the seat once more when one of them leaves: the other needs it', async () => {
    const runId = await publishedRound();
    await agree((await record(runId)).json.pairingId);
    await bench.work();
    await bench.answer('eli', 'accepted');
    const refills = async () =>
      (await bench.call('GET', `/v1/runs?roundId=${roundId}`)).json.runs.filter(
        ({ kind }: { kind: string }) => kind === 'refill',
      ).length;
    const leave = async (name: string) => {
      const [place] = await bench.database.admin<{ id: string }>(
        'select id from allocation.placement where child_id = $1',
        [childOf(name)],
      );
      await bench.call('POST', `/v1/placements/${place?.id}/end`, { lastDayOn: '2027-08-20' });
      await bench.job('refill-vacancies');
      await bench.work();
    };
    // bo would like the place back, but there is none: ada has the seat.
    await leave('bo');
    expect(await refills()).toBe(1);
    expect((await pairingsOf(runId)).map(({ state }) => state)).toEqual(['agreed']);
    await leave('ada');
    expect(await refills()).toBe(2);
  });

  test('each have the days that they applied for, and none twice', async () => {
    const runId = await publishedRound();
    const [first, second] = agreement.children;
    const withDays = (weekdays: readonly string[]) => ({
      ...agreement,
      children: [first, { ...second, weekdays }],
    });
    const clash = await record(runId, withDays(['tue', 'wed']));
    expect([clash.status, clash.json.type]).toEqual([400, 'urn:opptak:bad-weekdays']);
    expect((await record(runId, withDays(['tue']))).json.type).toBe('urn:opptak:bad-weekdays');
    const same = { ...agreement, children: [first, { ...first, weekdays: ['tue', 'thu'] }] };
    expect((await record(runId, same)).json.type).toBe('urn:opptak:not-proposed');
    expect((await record(runId, agreement, {})).json.type).toBe('urn:opptak:employee-required');
  });

  test('can be put aside before a second person has agreed, and recorded anew', async () => {
    const runId = await publishedRound();
    const { pairingId } = (await record(runId)).json;
    expect((await record(runId, agreement, two)).json.type).toBe('urn:opptak:not-now');
    expect((await bench.call('POST', `/v1/pairings/${pairingId}/discarding`, {}, one)).json.state).toBe(
      'proposed',
    );
    expect((await agree(pairingId)).json.type).toBe('urn:opptak:pairing-moved-on');
    expect((await record(runId)).json.state).toBe('recorded');
    await expect(
      bench.database.admin(
        `update allocation.pairing set status = 'agreed', agreed_by = recorded_by, agreed_at = now()`,
      ),
    ).rejects.toThrow(/check constraint/);
  });

  test('are nobody else’s business', async () => {
    const runId = await publishedRound();
    const { pairingId } = (await record(runId)).json;
    const foreign = { kommune: nordreisa, ...two };
    expect((await agree(pairingId, foreign)).status).toBe(404);
    expect((await bench.call('GET', `/v1/runs/${runId}/pairings`, undefined, foreign)).status).toBe(404);
    expect((await bench.call('GET', `/v1/runs/${runId}/pairings`)).status).toBe(200);
  });
});
