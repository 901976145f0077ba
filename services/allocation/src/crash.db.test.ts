import path from 'node:path';
import { runPublished, vedtakMade } from '@opptak/contracts';
import { allocate, readMatchInput } from '@opptak/matching';
import { supervise } from '@opptak/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';
import { birk, einer, roundId } from '../test/test-kommune.ts';

const entry = path.resolve(import.meta.dirname, '../test/service-process.ts');
/** Before today wherever this runs: the queue keeps real time. */
const now = '2025-03-10T09:00:00Z';
/** Each in the midst of its transaction: the input is written, the result is, the first page of vedtak is. */
const crashes = ['allocation:frozen', 'allocation:computed', 'allocation:deciding'];

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(now);
});
afterAll(() => bench[Symbol.asyncDispose]());

test('killed while it is frozen, allocated and published, a run is made once, with the same bytes', async () => {
  const children = Array.from({ length: 12 }, (_, index) => ({
    name: `child ${index}`,
    wishes: index % 2 ? [birk, einer] : [einer],
    bornOn: `2025-0${1 + (index % 9)}-01`,
  }));
  await bench.round({ [birk]: { small: 3, large: 0 }, [einer]: { small: 5, large: 0 } }, children);
  const { runId } = (await bench.call('POST', '/v1/runs', { roundId })).json;
  const reaches = (status: string) =>
    expect
      .poll(async () => (await bench.call('GET', `/v1/runs/${runId}`)).json.status, {
        timeout: 120_000,
        interval: 100,
      })
      .toBe(status);
  const service = supervise(entry, [bench.database.adminUrl], (kills) => ({
    ALLOCATION_NOW: now,
    OPPTAK_CRASH_AT: crashes[kills] ?? '',
  }));
  try {
    await reaches('computed');
    expect(service.kills()).toBe(2);
    const { input, result } = (await bench.call('GET', `/v1/runs/${runId}/documents`)).json;
    expect(result).toBe(JSON.stringify(allocate(readMatchInput(JSON.parse(input)))));
    await bench.call('POST', `/v1/runs/${runId}/approval`, {}, { employee: 'one' });
    await bench.call('POST', `/v1/runs/${runId}/publication`, {}, { employee: 'two' });
    await reaches('published');
    await expect
      .poll(async () => (await bench.events(vedtakMade)).length, { timeout: 120_000, interval: 100 })
      .toBe(12);
  } finally {
    await service.end();
  }

  expect(service.kills()).toBe(3);
  // Eight seats for twelve children: one vedtak each, one offer for each seat, told once.
  expect(new Set((await bench.events(vedtakMade)).map(({ key }) => key)).size).toBe(12);
  expect(await bench.events(runPublished)).toHaveLength(1);
  const counts = await bench.database.admin(
    `select (select count(*) from allocation.vedtak)::int as vedtak, (select count(*) from allocation.place_offer)::int as offers,
            (select count(*) from allocation.run_document_part where document = 'input')::int as inputs`,
  );
  expect(counts).toEqual([{ vedtak: 12, offers: 8, inputs: 1 }]);
  expect(await bench.caseLog(runId)).toEqual([
    'run-planned',
    'run-frozen',
    'run-computed',
    'run-approved',
    'run-released',
    'run-published',
  ]);
}, 150_000);
