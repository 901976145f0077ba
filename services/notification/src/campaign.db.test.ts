import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bench, openBench, roundId } from '../test/bench.ts';
import { stepsOf } from './actions/run-campaign.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.kindergartens();
});
afterEach(() => bench[Symbol.asyncDispose]());

const count = async (sql: string): Promise<number> =>
  Number((await bench.rows(`select count(*)::int as n from ${sql}`))[0]?.['n']);

describe('a campaign', () => {
  test('that is broken off, started again, and run twice at once invites each child once', async () => {
    const families = 230;
    for (let family = 1; family <= families; family++) bench.family(family);
    await bench.sync('initial');
    await bench.openRound();
    const { campaignId } = (await bench.campaign()).json;
    bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
    const payload = { campaignId, daysBefore: 30 };

    // The second page finds the address search broken in a way nobody has foreseen.
    const { addresses } = bench.deps.registries('5538' as never);
    let asked = 0;
    const search = vi.spyOn(addresses, 'findAddress').mockImplementation(async () => {
      asked += 1;
      if (asked > 210) throw new Error('broken off');
      return null;
    });
    await expect(bench.job('run-campaign-step', payload)).rejects.toThrow('broken off');
    expect(await count('notification.invitation')).toBe(200);
    search.mockImplementation(async () => null);
    await Promise.all([bench.job('run-campaign-step', payload), bench.job('run-campaign-step', payload)]);
    await bench.job('run-campaign-step', payload);

    expect(await count('notification.invitation')).toBe(families);
    expect(await bench.told('invitation.created')).toHaveLength(families);
    // Both parents of each child decide, and each gets one message.
    expect(await count('notification.message')).toBe(2 * families);
    const [jobs] = await bench.rows(
      `select sum(jsonb_array_length(payload -> 'messageIds'))::int as messages from notification.outbox
       where type = 'deliver-messages'`,
    );
    expect(jobs?.['messages']).toBe(2 * families);
    expect(await count(`notification.eligibility_decision where decision = 'invite'`)).toBe(families);
  });

  test('exists once for each round, and tells what it will do before it does it', async () => {
    bench.family(1);
    bench.family(2, '2021-05-05');
    await bench.sync('initial');
    await bench.openRound();
    expect((await bench.campaign(true)).json.counts).toEqual([
      { decision: 'ignore', reason: 'school-age', count: 1 },
      { decision: 'invite', reason: 'right-this-intake', count: 1 },
    ]);
    expect(await count('notification.campaign')).toBe(0);
    expect((await bench.campaign()).status).toBe(200);
    expect((await bench.campaign()).status).toBe(409);
  });

  test('leaves out the days that have passed, and invites at once on the latest of them', () => {
    const deadlineAt = new Date('2027-03-01T22:59:59.999Z');
    // Ten days before: 30 and 14 have passed, 5 and 1 are to come, at nine in Norway (UTC+1).
    const at = new Date('2027-02-19T12:00:00Z');
    expect(stepsOf({ deadlineAt }, [30, 14, 5, 1], at)).toEqual([
      { daysBefore: 14, dueAt: at },
      { daysBefore: 5, dueAt: new Date('2027-02-24T08:00:00Z') },
      { daysBefore: 1, dueAt: new Date('2027-02-28T08:00:00Z') },
    ]);
  });

  test('shows whom it reached, and no group of fewer than five', async () => {
    for (let family = 1; family <= 4; family++) bench.family(family);
    await bench.sync('initial');
    await bench.openRound();
    const { campaignId } = (await bench.campaign()).json;
    bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
    await bench.work();
    const reach = await bench.call('GET', `/v1/campaigns/${campaignId}/reach`);
    expect(reach.json.groups).toEqual([
      { channel: null, area: null, invited: null, notAnswered: null, countedAt: null },
    ]);
    const listed = await bench.call('GET', `/v1/invitations?roundId=${roundId}`);
    expect(listed.json.invitations).toHaveLength(4);
  });

  test('shows no reach before all are written to, and does not tell a single answer by two reports', async () => {
    for (let family = 1; family <= 6; family++) bench.family(family);
    await bench.sync('initial');
    await bench.openRound();
    const { campaignId } = (await bench.campaign()).json;
    const reach = async () => (await bench.call('GET', `/v1/campaigns/${campaignId}/reach`)).json.groups;
    expect(await reach()).toEqual([]);
    bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
    await bench.work();
    const six = [
      {
        channel: 'letter',
        area: '9046',
        invited: 6,
        notAnswered: null,
        countedAt: '2027-01-30T08:00:00.000Z',
      },
    ];
    expect(await reach()).toEqual(six);
    // One family is retracted: seen, it would be known by the difference.
    await bench.rows(`update notification.invitation set status = 'retracted'
      where id = (select min(id::text)::uuid from notification.invitation)`);
    bench.clock.moveTo(new Date('2027-02-02T08:00:00Z'));
    expect(await reach()).toEqual(six);
  });

  test('new residents are invited by the nightly feed, with the text for those who move in', async () => {
    const { mother, father, child } = bench.family(1, '2024-05-05', '5540');
    bench.family(2);
    await bench.sync('initial');
    await bench.openRound();
    bench.world.move([mother, father, child], bench.family(9).home);
    await bench.sync();
    expect(await bench.told('invitation.created')).toMatchObject([
      { childId: bench.childId(child), reason: 'newcomer' },
    ]);
    expect(await count(`notification.message where template = 'new-resident' and status = 'sent'`)).toBe(2);
  });
});
