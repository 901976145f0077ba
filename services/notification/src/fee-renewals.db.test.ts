import { feeDecided, feeRenewalDue } from '@opptak/contracts';
import { isoDate } from '@opptak/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, birk, homeAt, openBench, storfjord } from '../test/bench.ts';
import { openContent } from './messages/message-content.ts';

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

test('the other home of a child with delt bosted hears neither of the fee nor of its renewal', async () => {
  const { child, mother, father } = bench.family(2, '2024-05-05');
  bench.world.move([father], homeAt(40));
  bench.world.setSharedResidence(child, homeAt(40));
  await bench.kindergartens();
  await bench.sync('initial');
  const childId = bench.childId(child);
  const vedtakId = '66666666-6666-4666-8666-666666666666';
  await bench.hear(feeDecided, vedtakId, {
    vedtakId,
    childId,
    kindergartenId: birk,
    validFrom: isoDate('2027-02-01'),
    validUntil: isoDate('2027-07-31'),
    // 80 % of a place: 960 before reductions, × 16/36 with free core time of 20 of 36 hours = 426.67.
    feeNok: 426,
    unreducedNok: 960,
    foodNok: 0,
    applicationId: null,
    rules: ['fee.free-core-time'],
    incomeFrom: 'tax',
    appliedFor: true,
  });
  await bench.hear(feeRenewalDue, 'three', {
    householdId: childId,
    childId,
    kindergartenYear: 2027,
    endsOn: isoDate('2027-07-31'),
    answerBy: isoDate('2027-06-15'),
    round: 'first',
  });

  const told = await bench.rows(
    `select id, template, person_id, sealed_values from notification.message where child_id = $1 order by template`,
    [childId],
  );
  expect(told.map(({ template, person_id }) => [template, person_id])).toEqual([
    ['fee-renewal', bench.childId(mother)],
    ['vedtak-fee', bench.childId(mother)],
  ]);
  const { values, link } = openContent(
    bench.deps.vault,
    storfjord,
    String(told[1]?.['id']),
    told[1]?.['sealed_values'] as Buffer,
  );
  expect(values).toMatchObject({
    monthlyFee: 426,
    fullFee: 960,
    income: 'no',
    siblings: 'no',
    coreTime: 'yes',
    incomeFrom: 'tax',
  });
  expect(link).toMatchObject({ purpose: 'fee-application', id: childId });
});
