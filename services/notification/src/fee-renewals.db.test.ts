import { feeRenewalDue } from '@opptak/contracts';
import { isoDate } from '@opptak/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

test('a family is told that its reduction ends, with a link that applies anew, once a round', async () => {
  const { child } = bench.family(1, '2024-05-05');
  await bench.sync('initial');
  const childId = bench.childId(child);
  const due = {
    householdId: childId,
    childId,
    kindergartenYear: 2027,
    endsOn: isoDate('2027-07-31'),
    answerBy: isoDate('2027-06-15'),
  };
  await bench.hear(feeRenewalDue, 'one', { ...due, round: 'first' });
  await bench.hear(feeRenewalDue, 'one', { ...due, round: 'first' });
  const messages = () =>
    bench.rows(`select distinct template, occasion from notification.message where template = 'fee-renewal'`);
  expect(await messages()).toEqual([{ template: 'fee-renewal', occasion: 'fee-renewal|one' }]);
  await bench.hear(feeRenewalDue, 'two', { ...due, round: 'reminder' });
  expect(await messages()).toHaveLength(2);
});
