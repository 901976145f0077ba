import type { Income } from '@opptak/registries/mocks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench } from './bench.ts';
import { settled } from './test-kommune.ts';

/*
 * A fee that rests on a draft is decided again when the tax settlement is there: lower at once, also for months that are past;
 * higher only with notice, and never backwards. Applied on 3 August 2026: counts from September.
 */

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ at: '2026-08-03T10:00:00Z' });
});
beforeEach(async () => {
  await bench.reset();
  await bench.kindergarten();
});
afterAll(() => bench[Symbol.asyncDispose]());

const draft = (amount: number): Income => ({
  type: 'found',
  stage: 'utkast',
  posts: { samletLoennsinntekt: amount },
});

async function decidedByDraft(amount: number) {
  const person = bench.adult(draft(amount));
  const { householdId, childIds } = await bench.household(['2023-03-01'], [person]);
  const childId = childIds[0] ?? '';
  await bench.place(childId, {});
  await bench.work();
  const { json } = await bench.call('POST', '/v1/fee-applications', { householdId });
  await bench.work();
  return { person, childId, householdId, applicationId: String(json.applicationId) };
}

const fees = async (childId: string, ...months: string[]) => {
  const rows = await bench.rows(
    `select month, fee_nok from fee_reduction.charge where child_id = '${childId}'`,
  );
  return months.map((month) => rows.find((row) => row['month'] === month)?.['fee_nok']);
};
const stages = async (applicationId: string) =>
  (
    await bench.rows(
      `select stage from fee_reduction.income_basis where application_id = '${applicationId}' order by fetched_at`,
    )
  ).map(({ stage }) => stage);

/** A Monday in October: settlements have come. */
async function inOctober() {
  bench.clock.moveTo(new Date('2026-10-12T02:00:00Z'));
  await bench.job('find-draft-incomes', {});
  await bench.work();
}

describe('a draft that is settled', () => {
  test('lower: lower at once, from the month the draft counted from', async () => {
    // Draft 500 000: 1 200 × 25/45 = 666.67. Settled 165 000: 165 000 × 6 % / 11 × 25/45 = 900 × 25/45 = 500.
    const { person, childId, applicationId } = await decidedByDraft(500_000);
    expect(await fees(childId, '2026-08', '2026-09')).toEqual([1200, 666]);
    bench.mocks.world.setIncome(person, 2025, settled(165_000));
    await inOctober();

    expect(await fees(childId, '2026-08', '2026-09', '2026-10', '2027-06')).toEqual([1200, 500, 500, 500]);
    expect(await stages(applicationId)).toEqual(['draft', 'settled']);
  });

  test('higher: higher after a month’s notice, never backwards, and the family is told', async () => {
    const { person, childId } = await decidedByDraft(500_000);
    bench.mocks.world.setIncome(person, 2025, settled(900_000));
    await inOctober();

    // Decided in October, one whole month's notice: December.
    expect(await fees(childId, '2026-09', '2026-10', '2026-11', '2026-12')).toEqual([666, 666, 666, 1200]);
    expect((await bench.told('fee.decided')).at(-1)).toMatchObject({ appliedFor: true, feeNok: 1200 });
  });

  test('the same: kept, and nobody hears of it', async () => {
    const { person, childId, applicationId } = await decidedByDraft(500_000);
    const told = (await bench.told('fee.decided')).length;
    bench.mocks.world.setIncome(person, 2025, settled(501_000));
    await inOctober();

    expect(await fees(childId, '2026-09', '2027-06')).toEqual([666, 666]);
    expect(await stages(applicationId)).toEqual(['draft', 'settled']);
    expect(await bench.told('fee.decided')).toHaveLength(told);
    await inOctober();
    expect(await stages(applicationId)).toEqual(['draft', 'settled']);
  });

  test('twice at once is stored once', async () => {
    const { person, applicationId } = await decidedByDraft(500_000);
    bench.mocks.world.setIncome(person, 2025, settled(165_000));
    await Promise.all([
      bench.job('settle-draft-income', { applicationId }),
      bench.job('settle-draft-income', { applicationId }),
    ]);
    expect(await stages(applicationId)).toEqual(['draft', 'settled']);
  });

  test('after the family has told of a fall, the fall still counts', async () => {
    const { person, childId, householdId } = await decidedByDraft(500_000);
    await bench.call('POST', '/v1/fee-applications', {
      householdId,
      incomeChange: { kind: 'lasting-fall', yearlyNok: 165_000 },
    });
    const { json } = await bench.call('GET', '/v1/fee-cases');
    const decision = { outcome: 'income', yearlyNok: 165_000 };
    await bench.call('POST', `/v1/fee-cases/${json.cases[0].caseId}/decision`, decision, {
      employee: 'anne',
    });
    bench.mocks.world.setIncome(person, 2025, settled(600_000));
    await inOctober();
    expect(await fees(childId, '2026-09', '2026-12')).toEqual([500, 500]);
  });
});

describe('a draft that is not settled yet', () => {
  test('stands, and is asked for again', async () => {
    const { childId, applicationId, person } = await decidedByDraft(500_000);
    await inOctober();
    expect(await stages(applicationId)).toEqual(['draft']);
    bench.mocks.faults.often('fiks-income', { type: 'status', status: 503 }, 1);
    await inOctober();
    bench.mocks.faults.clear();
    bench.mocks.world.setIncome(person, 2025, { type: 'protected' });
    await inOctober();
    expect(await stages(applicationId)).toEqual(['draft']);
    expect(await fees(childId, '2026-09')).toEqual([666]);
    const log = await bench.rows(
      `select details from fee_reduction.case_event where type = 'settlement-not-found'`,
    );
    expect(log).toEqual([{ details: { reason: 'income-protected' } }]);
    expect((await bench.call('GET', '/v1/fee-summary')).json.draftIncomes).toBe(1);

    bench.mocks.world.setIncome(person, 2025, settled(165_000));
    await inOctober();
    expect(await fees(childId, '2026-09')).toEqual([500]);
    expect((await bench.call('GET', '/v1/fee-summary')).json.draftIncomes).toBe(0);
  });

  test('is not asked for when its kindergarten year is over', async () => {
    const { applicationId, person } = await decidedByDraft(500_000);
    bench.mocks.world.setIncome(person, 2025, settled(165_000));
    bench.clock.moveTo(new Date('2027-08-02T02:00:00Z'));
    await bench.job('find-draft-incomes', {});
    await bench.work();
    expect(await stages(applicationId)).toEqual(['draft']);
  });
});
