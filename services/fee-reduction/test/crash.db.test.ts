import path from 'node:path';
import { isoDate } from '@opptak/domain';
import { type Supervised, supervise } from '@opptak/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench } from './bench.ts';
import type { FeeProcess } from './service-process.ts';
import { settled } from './test-kommune.ts';

const entry = path.resolve(import.meta.dirname, 'service-process.ts');
/** Before today wherever this runs: the queue keeps real time. */
const at = '2025-09-01T10:00:00Z';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ at });
  await bench.kindergarten();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Only the first dies at `crashAt`. */
function supervised(crashAt: string): Supervised {
  const given: FeeProcess = {
    at,
    urls: bench.mocks.urls,
    client: bench.mocks.client,
    tenants: bench.deps.tenants.all,
  };
  return supervise(entry, [bench.database.adminUrl], (kills) => ({
    FEE_PROCESS: JSON.stringify(given),
    OPPTAK_CRASH_AT: kills === 0 ? crashAt : '',
  }));
}

test('killed between look-up and decision: the income is asked for again, and there is one decision', async () => {
  const { householdId, childIds } = await bench.household(
    ['2022-03-01'],
    [bench.adult(settled(500_000), 2024)],
  );
  await bench.place(childIds[0] ?? '', { from: isoDate('2025-08-01') });
  await bench.work();
  const { json } = await bench.call('POST', '/v1/fee-applications', { householdId });
  bench.mocks.log.clear();
  const service = supervised('fee:after-look-up');
  try {
    await expect
      .poll(
        () =>
          bench
            .rows(`select status from fee_reduction.fee_application where id = '${json.applicationId}'`)
            .then(([row]) => row?.['status']),
        { timeout: 120_000, interval: 100 },
      )
      .toBe('decided');
  } finally {
    await service.end();
  }

  expect(service.kills()).toBe(1);
  const asked = bench.mocks.log.requests('fiks-income').filter(({ url }) => url.includes('beregning'));
  expect(asked).toHaveLength(2);
  const counts = await bench.rows(
    `select (select count(*) from fee_reduction.fee_decision where application_id = '${json.applicationId}')::int as decisions,
            (select count(*) from fee_reduction.income_basis where application_id = '${json.applicationId}')::int as incomes,
            (select count(*) from fee_reduction.fee_case where application_id = '${json.applicationId}')::int as cases`,
  );
  expect(counts).toEqual([{ decisions: 1, incomes: 1, cases: 0 }]);
  // Core time from August 2025: below 669 050; 1 200 × 25/45 = 666.67, from the month after the application.
  const charges = await bench.rows(
    `select month, fee_nok from fee_reduction.charge where month in ('2025-09', '2025-10') order by 1`,
  );
  expect(charges.map(({ fee_nok }) => fee_nok)).toEqual([1200, 666]);
}, 150_000);
