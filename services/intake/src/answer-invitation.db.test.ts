import { applicationSubmitted } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, birk, einer, furu, gran, nordreisa, openBench, yes } from '../test/bench.ts';

let bench: Bench;
let roundId: string;
let invitation: string;
let children = 0;

beforeAll(async () => {
  bench = await openBench();
  await bench.kindergartens();
  roundId = await bench.openRound();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(async () => {
  children += 1;
  invitation = await bench.invite(roundId, `child ${children}`);
});

const applicationOf = async (id: string) => (await bench.call('GET', `/v1/applications/${id}`)).json;
const told = async (applicationId: string) =>
  (await bench.events(applicationSubmitted)).filter(({ key }) => key === applicationId);

describe('a family that answers its two questions', () => {
  test('has applied: the proposed wishes stand, the right to a place is taken from the invitation, the others are told', async () => {
    const { status, json } = await bench.answer(bench.link(invitation), yes);

    expect(status).toBe(201);
    expect(json).toMatchObject({ late: false, version: 1, submittedAt: '2027-02-01T09:00:00.000Z' });
    expect(await applicationOf(json.applicationId)).toMatchObject({
      status: 'submitted',
      rightToPlace: true,
      together: 'preferred',
      wishes: [{ kindergartenId: birk }, { kindergartenId: einer }],
    });
    expect(await told(json.applicationId)).toMatchObject([
      { version: 1, payload: { wishes: [birk, einer], statutoryPriority: false, invitationId: invitation } },
    ]);
    expect(await bench.caseLog(json.applicationId)).toEqual(['application-submitted']);
  });

  test('whose home is hidden afterwards: no distance is left, here or in what the others are told; nothing else changes', async () => {
    const { json } = await bench.answer(bench.link(invitation), yes);
    const hidden = { distances: {}, proposedWishes: [{ kindergartenId: gran, distanceM: null }] };
    const before = await applicationOf(json.applicationId);
    for (const version of [2, 2, 3]) await bench.invite(roundId, `child ${children}`, hidden, { version });

    const rows = await bench.database.admin(
      'select distances::text, version from intake.application where id = $1',
      [json.applicationId],
    );
    expect(rows).toEqual([{ distances: '{}', version: 2 }]);
    expect(await told(json.applicationId)).toMatchObject([
      { version: 1, payload: { distances: { [birk]: 400 } } },
      { version: 2, payload: { distances: {}, wishes: [birk, einer], submittedAt: json.submittedAt } },
    ]);
    expect(await applicationOf(json.applicationId)).toEqual({ ...before, version: 2 });
    expect(await bench.caseLog(json.applicationId)).toEqual(['application-submitted']);
  });

  test('twice with the same answer, with or without the same key: one application, and nothing more is told', async () => {
    const first = await bench.answer(bench.link(invitation), yes, `key-${children}`);
    const repeated = await bench.answer(bench.link(invitation), yes, `key-${children}`);
    const again = await bench.answer(bench.link(invitation), yes);

    expect([first.status, repeated.status, again.status]).toEqual([201, 201, 201]);
    expect(repeated.headers['idempotency-replayed']).toBe('true');
    expect([repeated.json, again.json]).toEqual([first.json, first.json]);
    expect(await told(first.json.applicationId)).toHaveLength(1);
  });

  test('both guardians at once: one application, and the other is told that there is one or gets the same', async () => {
    const guardians = ['anna', 'berit', 'carl', 'dina', 'eva', 'finn'].map((name) =>
      stableId('guardian', name),
    );
    const theirs = await bench.invite(roundId, `child of many ${children}`, { guardians });
    const answers = await Promise.all(
      guardians.map((guardianId) => bench.answer(bench.link(theirs, { guardianId }), yes)),
    );

    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThanOrEqual(1);
    expect(new Set(made.map(({ json }) => json.applicationId)).size).toBe(1);
    for (const { status, json } of answers.filter(({ status }) => status !== 201)) {
      expect([status, json.type]).toEqual([409, 'urn:opptak:application-already-open']);
    }
    expect(await told(made[0]?.json.applicationId)).toHaveLength(1);
  });

  test('and changes its mind before the deadline: the same application with a new version', async () => {
    const first = await bench.answer(bench.link(invitation), yes);
    const second = await bench.answer(bench.link(invitation), {
      ...yes,
      daysPerWeek: 3,
      wishes: [furu, birk],
    });

    expect(second.json).toEqual({ ...first.json, version: 2 });
    expect(await applicationOf(first.json.applicationId)).toMatchObject({
      daysPerWeek: 3,
      wishes: [{ kindergartenId: furu }, { kindergartenId: birk }],
    });
    expect((await told(first.json.applicationId)).map(({ version }) => version)).toEqual([1, 2]);
  });

  test('keeps the seniority of wishes that stay, wherever they move; a wish that is made anew starts anew', async () => {
    const { json } = await bench.answer(bench.link(invitation), yes);
    bench.clock.moveTo(new Date(bench.clock.now().getTime() + 60_000));
    await bench.answer(bench.link(invitation), { ...yes, wishes: [furu, birk] });

    const { wishes } = await applicationOf(json.applicationId);
    expect(wishes).toEqual([
      { kindergartenId: furu, wishedSince: bench.clock.now().toISOString() },
      { kindergartenId: birk, wishedSince: json.submittedAt },
    ]);
  });

  test('with a kindergarten that is not here is told which wish it is, and nothing is stored', async () => {
    const { status, json } = await bench.answer(bench.link(invitation), { ...yes, wishes: [birk, gran] });

    expect([status, json.type]).toEqual([400, 'urn:opptak:unknown-kindergarten']);
    expect(JSON.stringify(json.errors)).toContain('/wishes/1');
    expect(JSON.stringify(json)).not.toContain(gran);
  });

  test('with a start outside the kindergarten year is refused', async () => {
    for (const startOn of ['2027-07-31', '2028-08-01']) {
      const { status, json } = await bench.answer(bench.link(invitation), { ...yes, startOn });
      expect([status, json.type]).toEqual([400, 'urn:opptak:start-outside-year']);
    }
  });

  test('whose proposal names a kindergarten that has closed since applies for the others', async () => {
    const proposedWishes = [gran, einer].map((kindergartenId) => ({ kindergartenId, distanceM: 100 }));
    const other = await bench.invite(roundId, `closed ${children}`, { proposedWishes });

    const { status, json } = await bench.answer(bench.link(other), yes);

    expect(status).toBe(201);
    expect((await applicationOf(json.applicationId)).wishes).toMatchObject([{ kindergartenId: einer }]);
  });
});

describe('a link', () => {
  test('for something else, of another kommune, damaged or to nothing opens nothing', async () => {
    const refused = async (token: string) => (await bench.answer(token, yes)).status;

    expect(await refused(bench.link(invitation, { purpose: 'offer' }))).toBe(403);
    expect(await refused(bench.link(invitation, { kommune: nordreisa }))).toBe(404);
    expect(await refused(`${bench.link(invitation)}A`)).toBe(401);
    expect(await refused(bench.link(stableId('nothing')))).toBe(404);
  });

  test('that has expired opens nothing', async () => {
    await using later = await openBench();
    await later.kindergartens();
    const id = await later.invite(await later.openRound(), 'one');
    const token = later.link(id);
    later.clock.moveTo(new Date('2027-03-20T00:00:00Z'));

    expect((await later.answer(token, yes)).status).toBe(401);
  });
});

describe('the kommune', () => {
  test('enters an answer on paper, and changes it only from the version it has seen', async () => {
    const entered = await bench.call('POST', '/v1/applications', { invitationId: invitation, ...yes });
    const url = `/v1/applications/${entered.json.applicationId}`;
    const changed = await bench.call('PUT', url, { ...yes, daysPerWeek: 4 }, { version: 1 });
    const stale = await bench.call('PUT', url, { ...yes, daysPerWeek: 3 }, { version: 1 });

    expect([entered.status, changed.status, stale.status]).toEqual([201, 200, 412]);
    expect(changed.headers['etag']).toBe('"2"');
  });

  test('reaches no invitation or application of another kommune', async () => {
    const { json } = await bench.answer(bench.link(invitation), yes);
    const asNordreisa = { kommune: nordreisa };
    const body = { invitationId: invitation, ...yes };

    expect((await bench.call('POST', '/v1/applications', body, asNordreisa)).status).toBe(404);
    expect(
      (await bench.call('GET', `/v1/applications/${json.applicationId}`, undefined, asNordreisa)).status,
    ).toBe(404);
  });

  test('withdraws once, however often it is asked, and the child may apply again with a new application', async () => {
    const first = await bench.answer(bench.link(invitation), yes);
    const url = `/v1/applications/${first.json.applicationId}/withdrawal`;
    const once = await bench.call('POST', url, {});
    const twice = await bench.call('POST', url, {});
    const changed = await bench.call(
      'PUT',
      `/v1/applications/${first.json.applicationId}`,
      { ...yes, daysPerWeek: 2 },
      { version: 2 },
    );
    const again = await bench.answer(bench.link(invitation), yes);

    expect([once.status, twice.status, changed.status]).toEqual([200, 200, 409]);
    expect(once.json).toMatchObject({ status: 'withdrawn', version: 2 });
    expect(again.json.applicationId).not.toBe(first.json.applicationId);
    expect(await bench.caseLog(first.json.applicationId)).toEqual([
      'application-submitted',
      'application-withdrawn',
    ]);
  });

  test('lists a round page by page', async () => {
    const first = await bench.call('GET', `/v1/applications?roundId=${roundId}&limit=2`);
    const second = await bench.call(
      'GET',
      `/v1/applications?roundId=${roundId}&limit=2&after=${first.json.next}`,
    );

    expect(first.json.applications).toHaveLength(2);
    expect(second.json.applications[0].applicationId > first.json.next).toBe(true);
  });
});
