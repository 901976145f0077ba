import { placementChanged } from '@opptak/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, birk, einer, kaafjord, on, openBench, tokenIn } from '../test/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.kindergartens();
});
afterEach(() => bench[Symbol.asyncDispose]());

const ordinary = { wantsTransfer: false, noInvitations: false, schoolStart: 'ordinary' };
const choose = (child: string, choices: object) =>
  bench.call('POST', `/v1/children/${bench.childId(child)}/choices`, { ...ordinary, ...choices });
const dry = async () => (await bench.campaign(true)).json.counts;
const placementId = '55555555-5555-4555-8555-555555555555';
const place = (child: string, kindergartenId: string = birk, version = 1) =>
  bench.hear(
    placementChanged,
    placementId,
    {
      placementId,
      childId: bench.childId(child),
      kindergartenId,
      from: on('2026-08-15'),
      until: null,
      daysPerWeek: 5,
      status: 'agreed',
    },
    { version },
  );
const templates = async () =>
  (
    await bench.rows(
      'select template, status, count(*)::int as n from notification.message group by 1, 2 order by 1, 2',
    )
  ).map(({ template, status, n }) => `${template} ${status} ${n}`);

describe('what a family has chosen for itself', () => {
  test('a child with a place is left alone, and invited when it seeks a transfer, with the text for that', async () => {
    const { child } = bench.family(1, '2024-03-10');
    await bench.sync('initial');
    await bench.openRound();
    expect((await choose(child, { wantsTransfer: true })).status).toBe(409);
    await place(child);
    expect(await dry()).toEqual([{ decision: 'ignore', reason: 'has-place', count: 1 }]);

    expect((await choose(child, { wantsTransfer: true })).json).toMatchObject({ wantsTransfer: true });
    expect(await dry()).toEqual([{ decision: 'invite', reason: 'wants-transfer', count: 1 }]);
    await bench.campaign();
    bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
    await bench.work();
    expect(await templates()).toEqual(['transfer-invitation sent 2']);
    expect(await bench.told('invitation.created')).toMatchObject([{ reason: 'wants-transfer' }]);
  });

  test('the wish to leave a kindergarten ends when the child has left it', async () => {
    const { child } = bench.family(1, '2024-03-10');
    await bench.sync('initial');
    await bench.openRound();
    await place(child);
    await choose(child, { wantsTransfer: true });
    await place(child, einer, 2);
    expect(await dry()).toEqual([{ decision: 'ignore', reason: 'has-place', count: 1 }]);
  });

  test('who wants no invitations gets none; a deferred school start keeps its right', async () => {
    const { child } = bench.family(1);
    const { child: sixYearOld } = bench.family(2, '2021-05-05');
    await bench.sync('initial');
    await bench.openRound();
    await choose(child, { noInvitations: true });
    await choose(sixYearOld, { schoolStart: 'deferred' });
    expect(await dry()).toEqual([
      { decision: 'ignore', reason: 'opted-out', count: 1 },
      { decision: 'invite', reason: 'right-this-intake', count: 1 },
    ]);
  });

  test('who says no to the invitation is not reminded, and may still change their mind', async () => {
    const { mother, child } = bench.family(1);
    bench.world.setContact(mother, { email: 'mor@example.test' });
    await bench.sync('initial');
    await bench.openRound();
    await bench.campaign();
    bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
    await bench.work();
    const token = tokenIn(bench.mocks.altinn.emails[0]?.text ?? '');
    const decline = () =>
      bench.app.inject({
        method: 'POST',
        url: '/v1/invitations/decline',
        headers: { 'idempotency-key': crypto.randomUUID() },
        payload: { token },
      });
    expect((await decline()).json()).toMatchObject({ declined: true });
    expect((await decline()).statusCode).toBe(200);

    bench.clock.moveTo(new Date('2027-02-28T12:00:00Z'));
    await bench.work();
    expect(await templates()).toEqual(['invitation sent 2']);
    expect((await bench.view(token)).json.status).toBe('open');

    await bench.call(
      'POST',
      '/v1/access-blocks',
      { personId: bench.childId(child), againstPersonId: bench.childId(mother) },
      { employee: 'c-1' },
    );
    expect((await decline()).statusCode).toBe(404);
  });

  test('another kommune’s child is no child here', async () => {
    const { child } = bench.family(1);
    await bench.sync('initial');
    const foreign = await bench.call('POST', `/v1/children/${bench.childId(child)}/choices`, ordinary, {
      kommune: kaafjord,
    });
    expect([foreign.status, foreign.json.type]).toEqual([404, 'urn:opptak:child-not-found']);
  });
});
