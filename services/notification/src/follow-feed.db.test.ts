import { openIdentity } from '@opptak/service';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench, storfjord, tokenIn } from '../test/bench.ts';

/** As configured where nothing else is said. */
const everySeconds = 25;

let bench: Bench;
beforeEach(async () => {
  bench = await openBench(undefined, undefined, { feedEverySeconds: everySeconds });
});
afterEach(() => bench[Symbol.asyncDispose]());

const later = (seconds: number): void =>
  bench.clock.moveTo(new Date(bench.clock.now().getTime() + seconds * 1_000));
const waiting = () =>
  bench.rows(`select id, run_at from notification.outbox where type = 'follow-feed' and done_at is null`);
/** Runs the reading that is due, and nothing else: what is queued stays queued. */
async function readWhatIsDue(): Promise<number> {
  const due = await bench.rows(
    `select id from notification.outbox where type = 'follow-feed' and done_at is null and run_at <= $1`,
    [bench.clock.now()],
  );
  for (const { id } of due) {
    await bench.job('follow-feed', {});
    await bench.rows('update notification.outbox set done_at = now() where id = $1', [id]);
  }
  return due.length;
}
const feedQuestions = () =>
  bench.mocks.log.requests('folkeregisteret').filter(({ url }) => url.includes('/feed/')).length;

describe('the feed is read all day', () => {
  test('a grading takes back within a minute what is queued, hides the home everywhere and ends nothing it need not', async () => {
    await bench.kindergartens();
    const { mother, child } = bench.family(1);
    bench.world.setContact(mother, { email: 'mor@example.test' });
    await bench.sync('initial');
    await bench.openRound();
    await bench.campaign();
    bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
    await bench.work();
    const token = tokenIn(bench.mocks.altinn.emails[0]?.text ?? '');
    expect((await bench.view(token)).json.address.value).toMatchObject({ line: 'Skoleveien 1' });
    // The reminder of 15 February is queued when the register grades the mother.
    bench.clock.moveTo(new Date('2027-02-15T08:00:00Z'));
    await readWhatIsDue();
    const [campaign] = await bench.rows('select id from notification.campaign');
    await bench.job('run-campaign-step', { campaignId: campaign?.['id'], daysBefore: 14 });
    const planned = `select count(*)::int as count from notification.message where status = 'planned'`;
    expect(await bench.rows(planned)).toEqual([{ count: 2 }]);

    const before = bench.clock.now().getTime();
    bench.world.changeProtection(mother, 'strictly-confidential');
    while ((await readWhatIsDue()) === 0) later(1);
    expect(bench.clock.now().getTime() - before).toBeLessThanOrEqual(60_000);

    expect(await bench.rows(planned)).toEqual([{ count: 0 }]);
    const childId = bench.childId(child);
    const told = (await bench.told('child.registered', 'integration')).at(-1);
    const identity = openIdentity(
      bench.deps.identityVault,
      storfjord,
      childId,
      String(told?.['sealedIdentity']),
    );
    expect(identity).toMatchObject({ address: null, addressConfidential: true, strictlyConfidential: true });
    // What follows is due at the same instant: nothing waits for another minute.
    await bench.work();
    expect((await bench.told('invitation.created')).at(-1)).toMatchObject({ childId, distances: {} });
    expect((await bench.view(token)).json.address.value).toBeNull();
    expect((await bench.call('GET', '/v1/manual-cases')).json.cases).toEqual([]);
    expect(bench.mocks.svarut.letters).toHaveLength(1);
  });

  test('one reader goes on, however many are started, and one that is run twice', async () => {
    bench.family(1);
    await bench.sync('initial');
    await bench.sync();
    await bench.sync();
    expect(await waiting()).toHaveLength(1);
    bench.mocks.log.clear();
    // Ten minutes are 24 readings; the third is done by a process that dies before it has said so.
    for (let reading = 1; reading <= 24; reading += 1) {
      later(everySeconds);
      if (reading === 3) await bench.job('follow-feed', {});
      await readWhatIsDue();
    }
    expect(feedQuestions()).toBe(25);
    expect(await waiting()).toHaveLength(1);
  });

  test('a register that is down is asked again, no sooner than it says, and loses nothing', async () => {
    const { mother, father } = bench.family(1);
    await bench.sync('initial');
    bench.world.birth({ mother, otherParent: father, sex: 'female' });
    bench.mocks.faults.next('folkeregisteret', { type: 'status', status: 503 }, { path: '/feed/', times: 2 });
    // The register counts in milliseconds: two minutes.
    const busy = { type: 'status', status: 429, headers: { 'retry-after': '120000' } } as const;
    bench.mocks.faults.next('folkeregisteret', busy, { path: '/feed/' });
    for (const seconds of [everySeconds, everySeconds, everySeconds]) {
      later(seconds);
      expect(await readWhatIsDue()).toBe(1);
    }
    later(119);
    expect(await readWhatIsDue()).toBe(0);
    expect(await bench.told('child.registered')).toHaveLength(1);
    later(1);
    expect(await readWhatIsDue()).toBe(1);
    expect(await bench.told('child.registered')).toHaveLength(2);
  });

  test('the night starts a reader that was lost, and stops at a register that has been built anew', async () => {
    bench.family(1);
    bench.world.appendNoise(30);
    await bench.sync('initial');
    await bench.rows(`update notification.outbox set done_at = now() where type = 'follow-feed'`);
    later(3_600);
    await bench.job('sync-population', { mode: 'feed' });
    expect(await waiting()).toHaveLength(1);
    await bench.rows('update notification.sync_state set next_sequence = next_sequence + 1000');
    await expect(bench.job('sync-population', { mode: 'feed' })).rejects.toMatchObject({
      reason: 'sequence-went-back',
    });
  });
});
