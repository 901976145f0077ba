import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, kaafjord, openBench } from '../test/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** A family that is invited, up to the moment before anything leaves. */
async function planned(kommune = '5538') {
  const family = bench.family(1, '2026-03-10', kommune);
  const of = kommune === '5540' ? kaafjord : undefined;
  await bench.kindergartens(of);
  await bench.sync('initial', of);
  await bench.openRound(of);
  const { campaignId } = (await bench.campaign(false, of)).json;
  bench.clock.moveTo(new Date('2027-01-30T08:00:00Z'));
  await bench.job('run-campaign-step', { campaignId, daysBefore: 30 }, of);
  return family;
}

const sent = () =>
  bench.rows(`select channel, language, status from notification.message order by channel, language`);

describe('delivery', () => {
  test('is by letter to whoever is reserved, unconfirmed or not registered', async () => {
    const { mother } = await planned();
    bench.world.setContact(mother, { email: 'mor@example.test', reserved: true });
    await bench.work();
    expect(await sent()).toEqual([
      { channel: 'letter', language: 'nb', status: 'sent' },
      { channel: 'letter', language: 'nb', status: 'sent' },
    ]);
    expect(bench.mocks.altinn.emails).toEqual([]);
  });

  test('hands in a letter once, also when the answer to the first try was lost', async () => {
    await planned();
    bench.mocks.faults.next('svarut', { type: 'lose-answer' }, { path: 'forsendelse' });
    await bench.work();
    await bench.work();
    const references = bench.mocks.svarut.letters.map(({ reference }) => reference);
    expect(references).toHaveLength(2);
    expect(new Set(references).size).toBe(2);
    expect((await sent()).map(({ status }) => status)).toEqual(['sent', 'sent']);
  });

  test('that the post refuses ends on a person’s desk', async () => {
    await planned();
    bench.mocks.faults.often('svarut', { type: 'status', status: 400 }, 1);
    await bench.work();
    expect((await sent()).map(({ status }) => status)).toEqual(['failed', 'failed']);
    const { json } = await bench.call('GET', '/v1/manual-cases');
    expect(json.cases.map(({ reason }: { reason: string }) => reason)).toEqual([
      'delivery-failed',
      'delivery-failed',
    ]);
  });

  test('is in the family’s language; in the administrative area for Sámi languages in Northern Sámi too', async () => {
    const { mother } = await planned('5540');
    bench.world.setContact(mother, { email: 'mor@example.test', language: 'nb' });
    await bench.work();
    const [email] = bench.mocks.altinn.emails;
    expect(email?.text).toContain('søknad om barnehageplass');
    expect(email?.text).toContain('mánáidgárdesaji');
  });

  test('prints a letter again to the byte; not of a family that has been protected since', async () => {
    const { mother } = await planned();
    await bench.work();
    const [letter] = bench.mocks.svarut.letters;
    const again = await bench.call('GET', `/v1/messages/${letter?.reference}/letter`);
    expect(again.raw.equals(Buffer.from(letter?.files[0]?.content ?? []))).toBe(true);
    const url = `/v1/messages/${letter?.reference}/letter`;
    await bench.call('GET', url, undefined, { employee: 'kari' });
    bench.world.changeProtection(mother, 'confidential');
    await bench.sync();
    expect((await bench.call('GET', url, undefined, { employee: 'kari' })).status).toBe(404);
    // Who has seen it: the employee, once; not the system that asked by itself, nor who was refused.
    expect(await bench.rows('select person_id, purpose, actor from notification.access_log')).toEqual([
      {
        person_id: letter && bench.childId(letter.recipient),
        purpose: 'letter',
        actor: expect.stringContaining('kari'),
      },
    ]);
  });

  test('to somebody who died in the meantime does not happen', async () => {
    const { mother } = await planned();
    bench.world.death(mother);
    await bench.job('sync-population', { mode: 'feed' });
    await bench.work();
    expect((await sent()).map(({ status }) => status).sort()).toEqual(['retracted', 'sent']);
  });
});
