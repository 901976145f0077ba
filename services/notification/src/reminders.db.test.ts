import { addDays } from '@opptak/domain';
import { inviteNewResidentBy } from '@opptak/rules';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Bench, on, openBench } from '../test/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.kindergartens();
});
afterEach(() => bench[Symbol.asyncDispose]());

const sent = async (template: string): Promise<number> =>
  Number(
    (
      await bench.rows(
        `select count(*)::int as n from notification.message where template = $1 and status = 'sent'`,
        [template],
      )
    )[0]?.['n'],
  );

test('one parent hears once on each of the four days: nothing a millisecond before nine, nothing twice after', async () => {
  const { mother, father } = bench.family(1);
  bench.world.death(father);
  bench.world.setContact(mother, { mobile: '+4799999999', email: 'mor@example.test' });
  await bench.sync('initial');
  await bench.openRound();
  await bench.campaign();
  const heard = async () => (await sent('invitation')) + (await sent('reminder'));
  let expected = 0;
  for (const daysBefore of [30, 14, 5, 1]) {
    // Nine in Norway in winter.
    const nine = new Date(`${addDays(on('2027-03-01'), -daysBefore)}T08:00:00Z`);
    bench.clock.moveTo(new Date(nine.getTime() - 1));
    await bench.work();
    expect(await heard()).toBe(expected);
    bench.clock.moveTo(nine);
    await bench.work();
    await bench.work();
    expected += 1;
    expect(await heard()).toBe(expected);
  }
  expect(await sent('invitation')).toBe(1);
  expect(bench.mocks.fiksSms.texts).toHaveLength(3);
  // After the deadline nobody is reminded.
  bench.clock.moveTo(new Date('2027-03-02T08:00:00Z'));
  await bench.work();
  expect(await heard()).toBe(4);
});

test('a new resident hears within a day of the event, also after the deadline, with the text for rolling admission', async () => {
  const { mother, father, child } = bench.family(1, '2024-05-05', '5540');
  bench.family(2);
  await bench.sync('initial');
  await bench.openRound();
  bench.clock.moveTo(new Date('2027-03-10T21:00:00Z'));
  const movedAt = bench.clock.now();
  bench.world.move([mother, father, child], bench.family(9).home);
  // The feed is read at the latest at four in the morning.
  bench.clock.moveTo(new Date('2027-03-11T03:00:00Z'));
  await bench.sync();
  const [message] = await bench.rows(
    `select distinct template, sent_at <= $1 as in_time from notification.message where status = 'sent'`,
    [inviteNewResidentBy(movedAt)],
  );
  expect(message).toEqual({ template: 'new-resident', in_time: true });
});
