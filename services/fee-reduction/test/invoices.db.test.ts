import { createHash } from 'node:crypto';
import { isoDate } from '@opptak/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench } from './bench.ts';
import { bodo, settled } from './test-kommune.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ at: '2026-08-01T06:00:00Z' });
});
beforeEach(async () => {
  await bench.reset();
  await bench.kindergarten();
});
afterAll(() => bench[Symbol.asyncDispose]());

const month = '2026-08';
const issue = (of = month) => bench.call('POST', '/v1/invoice-bases', { month: of });
const file = (format: string, of = month) => bench.call('GET', `/v1/invoice-bases/${of}/files/${format}`);

async function children(count: number, adults: readonly string[] = [bench.adult()]) {
  const ids: string[] = [];
  const placements: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { childIds } = await bench.household(['2023-03-01'], adults);
    placements.push(await bench.place(childIds[0] ?? '', {}));
    ids.push(childIds[0] ?? '');
  }
  await bench.work();
  return { ids, placements };
}

const nextMonth = () => bench.clock.moveTo(new Date('2026-09-01T06:00:00Z'));

describe('the invoice basis of a month', () => {
  test('has one numbered row for each child, and is reconciled against the places', async () => {
    await children(3);
    const { status, json } = await issue();

    // 3 × (1 200 + 300) kroner.
    expect(status).toBe(201);
    expect(json).toMatchObject({ month, rows: 3, lastNumber: 3, totalOere: 450_000, differences: [] });
    const { json: basis, body } = await file('json');
    expect(basis.rows.map((row: { number: number }) => row.number)).toEqual([1, 2, 3]);
    expect(createHash('sha256').update(body).digest('hex')).toBe(json.sha256);
  });

  test('issued twice, or by two at once, is the same to the byte', async () => {
    await children(2);
    const [one, two] = await Promise.all([issue(), issue()]);
    const first = await file('json');
    const third = await issue();

    expect(two.json).toEqual(one.json);
    expect(third.json).toEqual(one.json);
    expect((await file('json')).body).toBe(first.body);
    expect(await bench.told('invoice-basis.issued')).toHaveLength(1);
  });

  test('takes back what turned out otherwise: credit and new row net to what is right', async () => {
    const { ids, placements } = await children(2);
    await issue();
    // The first child left on 15 August, we hear of it in the same month; the second stays.
    await bench.place(
      ids[0] ?? '',
      { placementId: placements[0] ?? '', until: isoDate('2026-08-15'), status: 'ended' },
      { version: 2 },
    );
    await bench.work();
    nextMonth();
    const { json } = await issue('2026-09');
    const { json: basis } = await file('json', '2026-09');

    // Credit 1 500; 1 200 × 15/31 = 580.645 → 580, food in full 300; the other child 1 500.
    const rows = basis.rows.map(
      (row: { kind: string; month: string; amountOere: number; credits: number }) => ({
        kind: row.kind,
        month: row.month,
        amountOere: row.amountOere,
      }),
    );
    expect(rows).toEqual([
      { kind: 'charge', month: '2026-09', amountOere: 150_000 },
      { kind: 'credit', month: '2026-08', amountOere: -150_000 },
      { kind: 'charge', month: '2026-08', amountOere: 88_000 },
    ]);
    expect(json).toMatchObject({ lastNumber: 5, totalOere: 88_000, differences: [] });
    const [{ net } = {}] = await bench.rows(
      `select sum(fee_oere + food_oere)::int as net from fee_reduction.invoice_row
       where child_id = '${ids[0]}' and month = '2026-08'`,
    );
    expect(net).toBe(88_000);
  });

  test('corrects nothing of months that were never issued here', async () => {
    bench.clock.moveTo(new Date('2027-02-01T06:00:00Z'));
    await children(1);
    const { json } = await issue('2027-02');
    expect(json).toMatchObject({ rows: 1 });
  });

  test('lists a place that has no row', async () => {
    const { childIds } = await bench.household(['2023-03-01']);
    await bench.place(childIds[0] ?? '', {});
    const { json } = await issue();
    expect(json.differences).toMatchObject([{ kind: 'placement-without-row', childId: childIds[0] }]);
  });

  test('is refused before its time, and when a later one stands', async () => {
    const early = await issue('2026-10');
    expect([early.status, early.json.type]).toEqual([409, expect.stringContaining('month-too-early')]);
    nextMonth();
    await issue('2026-09');
    const late = await issue('2026-08');
    expect([late.status, late.json.type]).toEqual([409, expect.stringContaining('later-month-issued')]);
    expect((await bench.call('GET', '/v1/invoice-bases/2026-08')).status).toBe(404);
  });

  test('is another kommune’s own affair', async () => {
    await children(1);
    await issue();
    expect((await bench.call('GET', `/v1/invoice-bases/${month}`, undefined, { kommune: bodo })).status).toBe(
      404,
    );
    const theirs = await bench.call('POST', '/v1/invoice-bases', { month }, { kommune: bodo });
    expect(theirs.json).toMatchObject({ rows: 0, lastNumber: 0, totalOere: 0 });
  });

  test('goes out as CSV, LG04 and Visma with the total of the basis', async () => {
    await children(1);
    await issue();
    const csv = await file('csv');
    expect(csv).toMatchObject({ status: 200, type: 'text/csv' });
    expect(csv.body.split('\r\n')).toHaveLength(3);
    const lg04 = await file('lg04');
    // A header, then item and text for the fee and for the food.
    expect(lg04.body.trimEnd().split('\n')).toHaveLength(5);
    const visma = await file('visma');
    expect(visma.body.startsWith('ST')).toBe(true);
    expect((await file('visma')).body).toBe(visma.body);
  });

  test('names no payer that is not known, but the rows', async () => {
    await children(1, []);
    await issue();
    const { status, body } = await file('lg04');
    expect(status).toBe(409);
    expect(body).toContain('/rows/1');
  });

  test('is planned by the first of the month, in every kommune', async () => {
    await children(1);
    await bench.job('issue-invoice-basis', { month });
    await bench.job('issue-invoice-basis', { month });
    expect((await bench.call('GET', `/v1/invoice-bases/${month}`)).json).toMatchObject({ rows: 1 });
  });
});

test('a private kindergarten is refunded what its families are spared', async () => {
  const kindergartenId = '974767880';
  await bench.kindergarten({ kindergartenId, ownership: 'private', ownerName: 'Eier AS' });
  const { householdId, childIds } = await bench.household(['2023-03-01'], [bench.adult(settled(650_000))]);
  await bench.place(childIds[0] ?? '', { kindergartenId });
  await bench.work();
  const { json: applied } = await bench.call('POST', '/v1/fee-applications', { householdId });
  expect(applied.kindergartenYear).toBe(2026);
  await bench.work();
  nextMonth();
  const { json } = await issue('2026-09');

  // Applied on 1 August: from September. 1 200 − 666 = 534.
  expect(json.refundTotalOere).toBe(53_400);
  const refunds = await bench.call('GET', '/v1/refund-bases/2026-09/files/json');
  expect(refunds.json.rows).toMatchObject([{ kindergarten: kindergartenId, refundOere: 53_400 }]);
  expect((await bench.call('GET', '/v1/refund-bases/2026-09/files/csv')).type).toBe('text/csv');
});
