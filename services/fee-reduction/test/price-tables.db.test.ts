import { isoDate } from '@opptak/domain';
import { canonicalJson } from '@opptak/rules';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decideHousehold } from '../src/decision/decide-household.ts';
import { type Bench, openBench } from './bench.ts';
import { bodo, tromso } from './test-kommune.ts';

/*
 * What owners take for places of each size, from a month on. The kindergarten’s registered price is 1 200 for a full-time place,
 * and food 300; three days are in proportion 720 and 180. Decided on 3 August 2026: a rise counts from October.
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

const kindergarten = '974760673';
const table = (full: number, threeDays: number, more: object = {}) => ({
  unit: 'days',
  fullTime: { monthlyNok: full },
  partTime: [{ atLeast: 3, atMost: 3, monthlyNok: threeDays }],
  ...more,
});
const put = (owner: string, month: string, body: object, as: Parameters<Bench['call']>[3] = {}) =>
  bench.call('PUT', `/v1/price-tables/${owner}/${month}`, body, as);

async function child(daysPerWeek = 3, kindergartenId = kindergarten) {
  const { childIds } = await bench.household(['2023-03-01']);
  const [childId = ''] = childIds;
  await bench.place(childId, { daysPerWeek, kindergartenId });
  await bench.work();
  return childId;
}

async function feesOf(childId: string, ...months: string[]) {
  const rows = await bench.rows(
    `select month, fee_nok, food_nok from fee_reduction.charge where child_id = '${childId}'`,
  );
  return months.map((month) => {
    const row = rows.find((one) => one['month'] === month);
    return [row?.['fee_nok'], row?.['food_nok']];
  });
}

/** Which rule gave the price, as the newest vedtak tells it. */
async function originOf(childId: string) {
  const { json } = await bench.call('GET', `/v1/fee-decisions?childId=${childId}`);
  const { pricedBy, pricedByFrom, pricesValidFrom } = json.decisions[0].steps.find(
    (step: { rule: string }) => step.rule === 'fee.maximum-price',
  ).facts;
  return { pricedBy, pricedByFrom, pricesValidFrom };
}

describe('the price of a part-time place', () => {
  test('is in proportion where no table is set, and the vedtak says that this is the default', async () => {
    const childId = await child();
    expect(await feesOf(childId, '2026-09')).toEqual([[720, 180]]);
    expect(await originOf(childId)).toEqual({
      pricedBy: 'proportion',
      pricedByFrom: 'default',
      pricesValidFrom: null,
    });
  });

  test('changes with the table on the first of its month, for the kommune’s own kindergartens only', async () => {
    const priv = await bench.kindergarten({
      kindergartenId: '974767880',
      ownership: 'private',
      ownerName: 'Eier',
    });
    const [own, theirs] = [await child(), await child(3, priv)];
    await put('kommune', '2027-01', table(1150, 700, { adoptedOn: '2026-06-18' }));
    await bench.work();

    expect(await feesOf(own, '2026-12', '2027-01')).toEqual([
      [720, 180],
      [700, 180],
    ]);
    expect(await feesOf(theirs, '2026-12', '2027-01')).toEqual([
      [720, 180],
      [720, 180],
    ]);
    expect(await originOf(own)).toEqual({
      pricedBy: 'table',
      pricedByFrom: 'kommune',
      pricesValidFrom: '2027-01-01',
    });
  });

  test('is that of the kindergarten’s own table, which goes before the kommune’s, with its food', async () => {
    const childId = await child();
    await put('kommune', '2026-08', table(1150, 700));
    const food = { partTime: [{ atLeast: 3, atMost: 3, monthlyNok: 650, foodNok: 150 }] };
    await put(kindergarten, '2027-01', table(1100, 650, food));
    await bench.work();

    expect(await feesOf(childId, '2026-08', '2026-12', '2027-01')).toEqual([
      [700, 180],
      [700, 180],
      [650, 150],
    ]);
  });

  test('of a size the table lacks is its share of the table’s full-time price, and the vedtak says so', async () => {
    const childId = await child(4);
    await put('kommune', '2026-08', table(1150, 700));
    await bench.work();
    // 80 % of 1 150.
    expect(await feesOf(childId, '2026-09')).toEqual([[920, 240]]);
    expect(await originOf(childId)).toEqual({
      pricedBy: 'proportion',
      pricedByFrom: 'default',
      pricesValidFrom: '2026-08-01',
    });
  });
});

describe('a table that makes places dearer', () => {
  test('counts after a month’s notice, never backwards, and families are told; above the maximum nobody pays', async () => {
    const childId = await child();
    await put('kommune', '2026-08', table(1500, 1300));
    await bench.work();
    // 1 300 is above the maximum price of 1 200.
    expect((await feesOf(childId, '2026-08', '2026-09', '2026-10')).map(([fee]) => fee)).toEqual([
      720, 720, 1200,
    ]);
    expect((await bench.told('fee.decided')).at(-1)).toMatchObject({
      validFrom: '2026-10-01',
      feeNok: 1200,
      appliedFor: true,
    });
  });

  test('later in the year is told with the first vedtak already, as one of its own', async () => {
    await put('kommune', '2027-01', table(1200, 800));
    const childId = await child();
    expect((await feesOf(childId, '2026-12', '2027-01')).map(([fee]) => fee)).toEqual([720, 800]);
    expect(await bench.told('fee.decided')).toMatchObject([
      { validFrom: '2026-08-01', validUntil: '2026-12-31', feeNok: 720, appliedFor: false },
      { validFrom: '2027-01-01', validUntil: '2027-07-31', feeNok: 800, appliedFor: true },
    ]);
    const [stored] = await bench.database.admin<{ id: string; sealed_inputs: Buffer; sealed_result: Buffer }>(
      'select id, sealed_inputs, sealed_result from fee_reduction.fee_decision',
    );
    if (!stored) throw new Error('no decision');
    const { vault } = bench.deps;
    const inputs = vault.unseal(tromso, 'fee_decision.inputs', stored.id, stored.sealed_inputs);
    expect(canonicalJson(decideHousehold(JSON.parse(inputs)))).toBe(
      vault.unseal(tromso, 'fee_decision.result', stored.id, stored.sealed_result),
    );
  });
});

test('an invoice row and an estimate use the table of their month', async () => {
  await put('kommune', '2026-08', table(1150, 700));
  await put('kommune', '2026-09', table(1100, 690));
  await child();
  const { json } = await bench.call('POST', '/v1/invoice-bases', { month: '2026-08' });
  // 700 + 180 kroner.
  expect(json).toMatchObject({ rows: 1, totalOere: 88_000 });
  const estimate = await bench.call('POST', '/v1/fee-estimates', {
    from: '2026-08',
    months: 2,
    incomeNok: null,
    children: [{ bornOn: '2023-03-01', daysPerWeek: 3, kindergartenId: kindergarten }],
  });
  expect(estimate.json.months.map((month: { totalNok: number }) => month.totalNok)).toEqual([880, 870]);
});

describe('setting a table', () => {
  test('is logged, kept by version, and done twice changes nothing', async () => {
    await child();
    const first = await put('kommune', '2026-08', table(1150, 700));
    expect(first).toMatchObject({ status: 200, json: { version: 1, adoptedOn: '2026-08-03' } });
    await bench.work();
    expect((await put('kommune', '2026-08', table(1150, 700))).json).toEqual(first.json);
    expect(await bench.work()).toBe(0);
    expect((await put('kommune', '2026-08', table(1150, 690))).json.version).toBe(2);

    expect((await bench.call('GET', '/v1/price-tables')).json.tables).toEqual([
      {
        owner: 'kommune',
        month: '2026-08',
        version: 2,
        adoptedOn: '2026-08-03',
        unit: 'days',
        fullTime: { monthlyNok: 1150 },
        partTime: [{ atLeast: 3, atMost: 3, monthlyNok: 690 }],
      },
    ]);
    const log = await bench.rows(
      `select details->>'version' as version from fee_reduction.case_event where type = 'price-table-set' order by 1`,
    );
    expect(log).toEqual([{ version: '1' }, { version: '2' }]);
  });

  test('and withdrawing it: the registered price holds again, after notice', async () => {
    const childId = await child();
    await put('kommune', '2026-08', table(1150, 700));
    await bench.work();
    const url = '/v1/price-tables/kommune/2026-08';
    expect((await bench.call('DELETE', url)).status).toBe(204);
    expect((await bench.call('DELETE', url)).status).toBe(204);
    await bench.work();
    expect((await feesOf(childId, '2026-09', '2026-10')).map(([fee]) => fee)).toEqual([700, 720]);
    expect((await bench.call('GET', '/v1/price-tables')).json.tables).toEqual([]);
    expect((await put('kommune', '2026-08', table(1150, 700))).json.version).toBe(3);
  });

  test('is refused with each wrong row named', async () => {
    const wrong = await put('kommune', '2026-08', table(700, 700, { adoptedOn: '2026-08-04' }));
    expect(wrong.status).toBe(400);
    expect(wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/partTime/0',
      '/adoptedOn',
    ]);
    const overlapping = await put('kommune', '2026-08', {
      unit: 'hours',
      fullTime: { monthlyNok: 1200 },
      partTime: [{ atLeast: 30, atMost: 41, monthlyNok: 900 }],
    });
    expect(overlapping.json.errors).toMatchObject([{ pointer: '/fullTime' }]);
    expect((await put('999999999', '2026-08', table(1150, 700))).status).toBe(404);
  });

  test('is each kommune’s own affair, and needs its own scope', async () => {
    const childId = await child();
    await put('kommune', '2026-08', table(600, 300), { kommune: bodo });
    expect((await put(kindergarten, '2026-08', table(600, 300), { kommune: bodo })).status).toBe(404);
    await bench.work();
    expect((await feesOf(childId, '2026-09')).map(([fee]) => fee)).toEqual([720]);
    const denied = await put('kommune', '2026-08', table(600, 300), { permissions: ['opptak:fees.write'] });
    expect(denied.status).toBe(403);
  });
});

test('a kindergarten without a registered price is charged from the month its table begins', async () => {
  const free = await bench.kindergarten({
    kindergartenId: '974767880',
    monthlyPriceNok: 0,
    monthlyFoodNok: 0,
    ownership: 'private',
  });
  await put(free, '2026-10', table(0, 0));
  const { childIds } = await bench.household(['2023-03-01']);
  await bench.place(childIds[0] ?? '', { kindergartenId: free, from: isoDate('2026-08-01') });
  await bench.work();
  expect(await feesOf(childIds[0] ?? '', '2026-09', '2026-10')).toEqual([
    [undefined, undefined],
    [0, 0],
  ]);
});
