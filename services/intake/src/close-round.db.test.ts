import { createHash } from 'node:crypto';
import { applicationSubmitted, applicationWithdrawn, childLeft, roundClosed } from '@opptak/contracts';
import { inKommune, stableId } from '@opptak/db';
import { isoDate } from '@opptak/domain';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, nordreisa, openBench, storfjord, yes } from '../test/bench.ts';

/** The last millisecond of 1 March 2027 in Norway, which is one hour ahead of UTC in winter. */
const deadline = new Date('2027-03-01T22:59:59.999Z');
const afterDeadline = new Date('2027-03-01T23:00:00.000Z');

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

const apply = async (child: string) => bench.answer(bench.link(await bench.invite(roundId, child)), yes);
const close = () => bench.job('close-round', { roundId });
const round = async () => (await bench.call('GET', `/v1/rounds/${roundId}`)).json;
const checksumOf = (lines: readonly { id: string; version: number }[]) =>
  createHash('sha256')
    .update(
      lines
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, version }) => `${id}:${version}\n`)
        .join(''),
    )
    .digest('hex');

describe('a round', () => {
  test('shows the hash of its lot from the start, and the lot when it has closed', async () => {
    const open = await round();
    bench.clock.moveTo(afterDeadline);
    await close();
    const closed = await round();

    expect(open).toMatchObject({ status: 'open', lotSeed: null, deadlineAt: deadline.toISOString() });
    expect(closed.status).toBe('closed');
    expect(createHash('sha256').update(closed.lotSeed).digest('hex')).toBe(open.lotCommitment);
  });

  test('is closed by a job that is planned for the millisecond after the deadline', async () => {
    const jobs = await bench.database.admin('select run_at from intake.outbox where type = $1', [
      'close-round',
    ]);
    expect(jobs).toEqual([{ run_at: afterDeadline }]);
  });

  test('stays open at the deadline itself, and closes a millisecond later, once', async () => {
    bench.clock.moveTo(deadline);
    await close();
    expect((await round()).status).toBe('open');
    bench.clock.moveTo(afterDeadline);
    await Promise.all([close(), close(), close()]);

    expect((await round()).status).toBe('closed');
    expect(await bench.events(roundClosed)).toHaveLength(1);
  });

  test('exists once for a kindergarten year, and for each kommune by itself', async () => {
    const body = {
      kind: 'main',
      kindergartenYear: 2027,
      opensAt: '2027-01-16T08:00:00Z',
      deadlineOn: '2027-03-02',
    };
    const again = await bench.call('POST', '/v1/rounds', body);
    await bench.adoptBylaws(nordreisa);
    const elsewhere = await bench.call('POST', '/v1/rounds', body, { kommune: nordreisa });
    const outside = ['2027-01-31', '2029-08-01'].map((deadlineOn) =>
      bench.call('POST', '/v1/rounds', { ...body, kindergartenYear: 2028, deadlineOn }),
    );

    expect([again.status, again.json.type]).toEqual([409, 'urn:opptak:round-exists']);
    expect(elsewhere.status).toBe(201);
    for (const { status, json } of await Promise.all(outside)) {
      expect([status, json.type]).toEqual([400, 'urn:opptak:deadline-outside']);
      expect(json.errors).toMatchObject([{ in: 'body', pointer: '/deadlineOn' }]);
    }
  });

  test('vouches for the applications in time: their number, and a checksum over id and version', async () => {
    const one = await apply('one');
    const two = await apply('two');
    bench.clock.moveTo(deadline);
    const last = await apply('last');
    bench.clock.moveTo(afterDeadline);
    const late = await apply('late');
    await close();

    expect([last.json.late, late.json.late]).toEqual([false, true]);
    const inTime = [one, two, last].map(({ json }) => ({ id: json.applicationId, version: 1 }));
    const [told] = await bench.events(roundClosed);
    expect(told?.payload).toMatchObject({ applications: 3, checksum: checksumOf(inTime) });
    expect(await round()).toMatchObject({ applications: 3, checksum: checksumOf(inTime) });
  });

  test('takes what comes late without the right that follows from applying in time', async () => {
    bench.clock.moveTo(afterDeadline);
    const { json } = await apply('late');
    const [told] = (await bench.events(applicationSubmitted)).filter(({ key }) => key === json.applicationId);
    expect(told?.payload).toMatchObject({ late: true, rightToPlace: false });
  });
});

describe('an application that is on its way while the round closes', () => {
  test('is in the count, or late: never in time and yet not counted', async () => {
    const invitations = await Promise.all(
      Array.from({ length: 12 }, (_, child) => bench.invite(roundId, `child ${child}`)),
    );
    bench.clock.moveTo(deadline);
    const sent = invitations.map((id) => bench.answer(bench.link(id), yes));
    bench.clock.moveTo(afterDeadline);
    const [answers] = await Promise.all([Promise.all(sent), close()]);
    await close();

    const inTime = answers
      .filter(({ json }) => !json.late)
      .map(({ json }) => ({ id: json.applicationId, version: 1 }));
    const [told] = await bench.events(roundClosed);
    expect(told?.payload).toMatchObject({ applications: inTime.length, checksum: checksumOf(inTime) });
  });

  test('and had to wait for the closing is late, although its clock said that it was in time', async () => {
    const invitation = await bench.invite(roundId, 'one');
    bench.clock.moveTo(deadline);
    const closing = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    const closer = inKommune(bench.deps.db, storfjord, async (tx) => {
      await sql`select from admission_round where id = ${roundId} for update`.execute(tx);
      closing.resolve();
      await closed.promise;
      await sql`update admission_round set status = 'closed', closed_at = ${afterDeadline} where id = ${roundId}`.execute(
        tx,
      );
    });
    await closing.promise;
    const answer = bench.answer(bench.link(invitation), yes);
    await expect
      .poll(() => bench.database.admin('select from pg_locks where not granted'), { interval: 5 })
      .toHaveLength(1);
    closed.resolve();
    await closer;

    expect((await answer).json).toMatchObject({ late: true });
  });
});

describe('after the closing', () => {
  let inTime: { applicationId: string };
  let late: { applicationId: string };
  beforeEach(async () => {
    inTime = (await apply('in time')).json;
    await apply('another');
    bench.clock.moveTo(afterDeadline);
    await close();
    late = (await apply('late')).json;
  });
  const changed = (applicationId: string) =>
    bench.call('PUT', `/v1/applications/${applicationId}`, { ...yes, daysPerWeek: 3 }, { version: 1 });

  test('an application that takes part stands; one that came late may still be changed', async () => {
    const refused = await changed(inTime.applicationId);
    expect([refused.status, refused.json.type]).toEqual([409, 'urn:opptak:round-closed']);
    expect((await changed(late.applicationId)).status).toBe(200);
  });

  test('the same answer once more is no change, and is not refused', async () => {
    const same = await bench.call('PUT', `/v1/applications/${inTime.applicationId}`, yes, { version: 1 });
    expect([same.status, same.json.version]).toEqual([200, 1]);
  });

  test('a withdrawal, and a priority decided, are vouched for anew, so that allocation knows what to wait for', async () => {
    await bench.call('POST', `/v1/applications/${inTime.applicationId}/withdrawal`, {});
    const [first, second] = await bench.events(roundClosed);

    expect(first?.payload.applications).toBe(2);
    expect(second?.payload.applications).toBe(1);
    expect(second?.version).toBe((first?.version ?? 0) + 1);
    expect(second?.payload.lotSeed).toBe(first?.payload.lotSeed);

    const [left] = (await bench.events(applicationSubmitted)).filter(
      ({ key }) => key !== inTime.applicationId && key !== late.applicationId,
    );
    const claim = await bench.call('POST', `/v1/applications/${left?.key}/priority-claims`, {});
    await bench.call(
      'POST',
      `/v1/priority-claims/${claim.json.claimId}/decision`,
      { confirmed: true },
      { employee: 'c-1' },
    );
    expect((await bench.events(roundClosed)).at(-1)?.payload).toMatchObject({
      applications: 1,
      checksum: checksumOf([{ id: left?.key ?? '', version: 2 }]),
    });
  });

  test('what happens to a late application changes nothing that was vouched for', async () => {
    await bench.call('POST', `/v1/applications/${late.applicationId}/withdrawal`, {});
    expect(await bench.events(roundClosed)).toHaveLength(1);
  });
});

describe('a child that leaves the kommune', () => {
  test('takes its application with it; one whose two records became one does not', async () => {
    const { json } = await apply('one');
    const childId = stableId('child', 'one');
    const left = (reason: 'moved' | 'merged', version: number) =>
      bench.hear(childLeft, { key: childId, version }, { childId, reason, leftOn: isoDate('2027-02-10') });

    await left('merged', 2);
    expect(await bench.events(applicationWithdrawn)).toHaveLength(0);
    await left('moved', 3);
    await left('moved', 3);

    expect(await bench.events(applicationWithdrawn)).toMatchObject([{ key: json.applicationId, version: 2 }]);
    expect(await bench.caseLog(json.applicationId)).toEqual([
      'application-submitted',
      'application-withdrawn',
    ]);
  });
});
