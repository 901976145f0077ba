import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench, storfjord } from '../test/bench.ts';
import { readFeed } from './actions/read-feed.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  bench.family(1);
  await bench.sync('initial');
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Transactions of this service that are open now, and connections that it holds. */
const held = async () =>
  (
    await bench.rows(
      `select count(*)::int as connections, count(*) filter (where xact_start is not null)::int as open
       from pg_stat_activity where datname = current_database() and application_name = 'test-notification'`,
    )
  )[0];

test('a mass of events holds up nobody: between two pages no transaction is open, and whoever asks is answered', async () => {
  const pages = 12;
  bench.world.appendNoise(pages * 1_000);
  const registries = bench.deps.registries(storfjord);
  const seen: unknown[] = [];
  const people: typeof registries.people = {
    ...registries.people,
    // While the register is asked for a page, as slow as it may be, others are answered.
    async readEvents(from) {
      const { status } = await bench.call('GET', '/v1/sync-state');
      const now = await held();
      seen.push({ status, open: now?.['open'], isFew: Number(now?.['connections']) <= 3 });
      return registries.people.readEvents(from);
    },
  };
  const before = await bench.call('GET', '/v1/sync-state');
  await readFeed({ ...bench.deps, registries: () => ({ ...registries, people }) }, storfjord);
  const after = await bench.call('GET', '/v1/sync-state');

  // Each page, and the empty one at the end.
  expect(seen).toEqual(Array.from({ length: pages + 1 }, () => ({ status: 200, open: 0, isFew: true })));
  expect(after.json.nextSequence).toBeGreaterThanOrEqual(before.json.nextSequence + pages * 1_000);
  // Nobody was asked about, and no campaign, message or evaluation came of it.
  expect(
    await bench.rows(`select id from notification.outbox where kind = 'job' and done_at is null`),
  ).toEqual([]);
});
