import { applicationSubmitted, guardianAnswered, invitationCreated, roundClosed } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { isoDate } from '@opptak/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, birk, einer, openBench, yes } from '../test/bench.ts';

const deadline = new Date('2027-03-01T22:59:59.999Z');
const afterDeadline = new Date('2027-03-01T23:00:00.000Z');
const anna = stableId('guardian', 'anna');
const berit = stableId('guardian', 'berit');

let bench: Bench;
let roundId: string;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(async () => {
  await bench.reset();
  await bench.kindergartens();
  roundId = await bench.openRound();
});

/** An invitation as notification tells of it the first time, and anew with other guardians. */
async function invite(guardians: string[], answers: 'one-decides' | 'all-must-answer', version = 1) {
  const invitationId = stableId('invitation', roundId, 'one');
  await bench.hear(
    invitationCreated,
    { key: invitationId, version },
    {
      invitationId,
      roundId,
      childId: stableId('child', 'one'),
      familyId: stableId('family', 'one'),
      bornOn: isoDate('2026-01-10'),
      reason: 'right-to-place',
      right: { outcome: 'fulfilled', by: isoDate('2027-08-31') },
      proposedStartOn: isoDate('2027-08-15'),
      proposedWishes: [birk, einer].map((kindergartenId) => ({ kindergartenId, distanceM: 400 })),
      distances: { [birk]: 400, [einer]: 900 },
      language: 'nb',
      expiresAt: '2027-03-20T00:00:00Z',
      guardians,
      answers,
    },
  );
  return invitationId;
}
const answerAs = (guardianId: string, invitationId: string, over: object = {}, key?: string) =>
  bench.answer(bench.link(invitationId, { guardianId }), { ...yes, ...over }, key);
const cases = async () => (await bench.call('GET', '/v1/answer-cases')).json.cases;
const states = async () => (await bench.events(guardianAnswered)).map(({ payload }) => payload.status);
const close = () => bench.job('close-round', { roundId });
const decide = (caseId: string, agreed: object | null, employee?: string) =>
  bench.call('POST', `/v1/answer-cases/${caseId}/decision`, { agreed }, employee ? { employee } : {});

describe('the links of a guardian who may not answer any more', () => {
  test('are dead at once, also those made before, and look like links to nothing', async () => {
    const id = await invite([anna, berit], 'one-decides');
    const old = bench.link(id, { guardianId: berit });
    expect((await bench.answer(old, yes, 'before')).status).toBe(201);

    await invite([anna], 'one-decides', 2);
    const refused = await bench.answer(old, { ...yes, daysPerWeek: 2 });
    const nothing = await bench.answer(bench.link(stableId('nothing')), yes);
    const { instance: _one, ...problem } = refused.json;
    const { instance: _other, ...uniform } = nothing.json;

    expect([refused.status, refused.json.type]).toEqual([404, 'urn:opptak:invitation-not-found']);
    expect(problem).toEqual(uniform);
    // Nor is what was answered before shown again to whoever repeats the very same request.
    expect((await bench.answer(old, yes, 'before')).status).toBe(404);
    expect((await answerAs(anna, id, { daysPerWeek: 4 })).json).toMatchObject({
      status: 'applied',
      version: 2,
    });
  });

  test('stay dead when the older news arrives late, and live again when the block is lifted', async () => {
    const id = await invite([anna], 'one-decides', 2);
    await invite([anna, berit], 'one-decides', 1);
    expect((await answerAs(berit, id)).status).toBe(404);
    await invite([anna, berit], 'one-decides', 3);
    expect((await answerAs(berit, id)).status).toBe(201);
  });

  test('and of a child that has left are dead for everybody', async () => {
    const id = await invite([anna], 'one-decides');
    const childId = stableId('child', 'one');
    await bench.database.admin(
      `insert into intake.child (kommune, id, born_on, family_id, left_on, version)
       values ('5538', $1, '2026-01-10', $1, '2027-02-02', 1)`,
      [childId],
    );
    expect((await answerAs(anna, id)).status).toBe(404);
  });
});

describe('parents who decide together', () => {
  test('have applied when both have answered the same; the first answer waits for the other', async () => {
    const id = await invite([anna, berit], 'all-must-answer');
    const first = await answerAs(anna, id);
    expect(first.json).toMatchObject({ status: 'waits-for-other', applicationId: null });
    expect(await bench.events(applicationSubmitted)).toHaveLength(0);
    expect(await bench.events(guardianAnswered)).toMatchObject([
      { version: 1, payload: { status: 'waits-for-other', answered: [anna], waitsFor: [berit] } },
    ]);

    const second = await answerAs(berit, id);
    expect(second.json).toMatchObject({ status: 'applied', late: false, version: 1 });
    expect(await bench.events(applicationSubmitted)).toHaveLength(1);
    expect(await states()).toEqual(['waits-for-other', 'applied']);
    expect(await cases()).toEqual([]);
  });

  test('and answer at the same moment have applied once', async () => {
    const id = await invite([anna, berit], 'all-must-answer');
    const both = await Promise.all([answerAs(anna, id), answerAs(berit, id)]);
    expect(both.map(({ json }) => json.status).sort()).toEqual(['applied', 'waits-for-other']);
    expect(await bench.events(applicationSubmitted)).toHaveLength(1);
  });

  test('who answer differently are with a person until one of them answers as the other', async () => {
    const id = await invite([anna, berit], 'all-must-answer');
    await answerAs(anna, id, { daysPerWeek: 5 });
    expect((await answerAs(berit, id, { daysPerWeek: 3 })).json.status).toBe('answers-differ');
    expect(await cases()).toMatchObject([
      {
        reason: 'answers-differ',
        applicationId: null,
        waitsFor: [],
        answers: [
          { guardianId: anna, daysPerWeek: 5 },
          { guardianId: berit, daysPerWeek: 3 },
        ],
      },
    ]);

    expect((await answerAs(anna, id, { daysPerWeek: 3 })).json.status).toBe('applied');
    expect(await cases()).toEqual([]);
    expect((await bench.events(applicationSubmitted))[0]?.payload.daysPerWeek).toBe(3);
  });

  test('of whom one has answered at the deadline: it counts, in time and with the right, and a person looks', async () => {
    const id = await invite([anna, berit], 'all-must-answer');
    bench.clock.moveTo(deadline);
    await answerAs(anna, id);
    bench.clock.moveTo(afterDeadline);
    await close();

    const [told] = await bench.events(applicationSubmitted);
    expect(told?.payload).toMatchObject({
      late: false,
      rightToPlace: true,
      submittedAt: deadline.toISOString(),
    });
    expect((await bench.events(roundClosed))[0]?.payload.applications).toBe(1);
    expect(await cases()).toMatchObject([
      { reason: 'lone-answer', applicationId: told?.payload.applicationId, waitsFor: [berit] },
    ]);

    // The other agrees afterwards: nothing is left for a person, and nothing that was vouched for has changed.
    expect((await answerAs(berit, id)).json).toMatchObject({ status: 'applied', version: 1 });
    expect(await cases()).toEqual([]);
    expect(await bench.events(roundClosed)).toHaveLength(1);
  });

  test('who differ at the deadline: the first answer counts, and a named caseworker enters what they agree on', async () => {
    const id = await invite([anna, berit], 'all-must-answer');
    await answerAs(anna, id, { daysPerWeek: 5 });
    bench.clock.moveTo(new Date('2027-02-01T10:00:00Z'));
    await answerAs(berit, id, { daysPerWeek: 3 });
    bench.clock.moveTo(afterDeadline);
    await close();
    const [one] = await cases();
    expect(one.reason).toBe('answers-differ');
    expect((await bench.events(applicationSubmitted))[0]?.payload.daysPerWeek).toBe(5);

    const agreed = { startOn: yes.startOn, daysPerWeek: 4 };
    expect((await decide(one.caseId, agreed)).status).toBe(403);
    expect((await decide(one.caseId, agreed, 'c-1')).json).toMatchObject({ version: 2 });
    expect((await decide(one.caseId, agreed, 'c-1')).status).toBe(404);
    expect((await bench.events(applicationSubmitted)).at(-1)?.payload).toMatchObject({
      daysPerWeek: 4,
      late: false,
    });
    // Allocation is told what to wait for: the new version.
    const rounds = await bench.events(roundClosed);
    expect(rounds).toHaveLength(2);
    expect(rounds[1]?.payload.checksum).not.toBe(rounds[0]?.payload.checksum);
  });

  test('of whom one answers only after the deadline: late, at once, with a person to look', async () => {
    const id = await invite([anna, berit], 'all-must-answer');
    bench.clock.moveTo(afterDeadline);
    await close();
    expect((await answerAs(anna, id)).json).toMatchObject({
      status: 'waits-for-other',
      late: true,
      version: 1,
    });
    expect((await bench.events(applicationSubmitted))[0]?.payload).toMatchObject({
      late: true,
      rightToPlace: false,
    });
    expect(await cases()).toMatchObject([{ reason: 'lone-answer' }]);
    const [one] = await cases();
    expect((await decide(one.caseId, null, 'c-1')).status).toBe(200);
    expect(await cases()).toEqual([]);
  });

  test('until one of them no longer decides: the answer that waited is enough', async () => {
    const id = await invite([anna, berit], 'all-must-answer');
    await answerAs(anna, id);
    await invite([anna], 'one-decides', 2);
    expect(await bench.events(applicationSubmitted)).toHaveLength(1);
    expect(await states()).toEqual(['waits-for-other', 'applied']);
  });

  test('an answer of somebody who no longer decides counts for nothing', async () => {
    const id = await invite([anna, berit], 'all-must-answer');
    await answerAs(berit, id);
    await invite([anna], 'one-decides', 2);
    bench.clock.moveTo(afterDeadline);
    await close();
    expect(await bench.events(applicationSubmitted)).toHaveLength(0);
  });
});
