import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench } from './bench.ts';
import { tromso } from './test-kommune.ts';

/*
 * A kommune in one go. The budgets are far above what it takes on an idle machine (see the numbers), and far below what
 * a statement for each child would take.
 */

const households = 750;
let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ at: '2026-08-01T04:00:00Z' });
  await bench.kindergarten();
  const ids = Array.from({ length: households }, () => ({
    household: randomUUID(),
    one: randomUUID(),
    two: randomUUID(),
  }));
  // As thousands of events leave it: children, places, households that wait.
  await bench.database.admin(
    `insert into fee_reduction.child (kommune, id, born_on, household_id, adults, version)
     select $1, child, born, household, '[]', 1 from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as i (household, a, b),
       lateral (values (a, date '2021-05-05'), (b, date '2023-05-05')) as c (child, born)`,
    [tromso, ids.map(({ household }) => household), ids.map(({ one }) => one), ids.map(({ two }) => two)],
  );
  await bench.database.admin(
    `insert into fee_reduction.placement (kommune, id, child_id, kindergarten_id, from_on, days_per_week, status, version)
     select kommune, gen_random_uuid(), id, '974760673', '2026-08-01', 5, 'agreed', 1 from fee_reduction.child`,
  );
  await bench.database.admin(
    `insert into fee_reduction.household (kommune, id, to_decide_since)
     select distinct kommune, household_id, now() from fee_reduction.child`,
  );
});
afterAll(() => bench[Symbol.asyncDispose]());

test('1 500 children are decided by one job, and invoiced', async () => {
  const begun = performance.now();
  await bench.job('decide-fees', {});
  const decided = performance.now();
  const { json } = await bench.call('POST', '/v1/invoice-bases', { month: '2026-08' });
  const invoiced = performance.now();

  // 750 × (1 200 + 840 + 2 × 300) kroner.
  expect(json).toMatchObject({ rows: 1_500, totalOere: 750 * 264_000, differences: [] });
  const perChildMs = (decided - begun) / 1_500;
  expect(perChildMs).toBeLessThan(20);
  expect(invoiced - decided).toBeLessThan(5_000);
  process.stderr.write(
    `decided ${perChildMs.toFixed(2)} ms a child; invoiced 1 500 rows in ${Math.round(invoiced - decided)} ms\n`,
  );
});
