import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench, storfjord } from '../test/bench.ts';
import { heldPopulation } from '../test/held-population.ts';

const entry = path.resolve(import.meta.dirname, '../test/sync-process.ts');
const tenants = path.resolve(import.meta.dirname, '../../../examples/tenants.json');

/** The places between the steps of a page, in the order they are passed. */
const places = ['sync:page-read', 'sync:people-stored', 'sync:pointer-moved', 'sync:page-done'] as const;

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Runs the sync as a process. @returns how it ended. */
async function syncProcess(crashAt: string): Promise<'done' | 'killed' | 'not-ready'> {
  const token = await bench.mocks.maskinporten.mint({
    consumer: bench.mocks.client.organisation,
    scope: 'folkeregister:deling/offentligmedhjemmel',
  });
  const child = spawn(process.execPath, [entry, storfjord], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      OPPTAK_CRASH_AT: crashAt,
      DATABASE_URL: bench.database.url,
      REGISTRY_URL: bench.mocks.urls.folkeregisteret,
      REGISTRY_TOKEN: token,
      TENANTS: tenants,
      AT: bench.clock.now().toISOString(),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = await once(child, 'exit');
  if (signal === 'SIGKILL') return 'killed';
  if (code !== 0 && code !== 3) throw new Error(`The sync ended with ${code}`);
  return code === 3 ? 'not-ready' : 'done';
}

const pointer = async (): Promise<number> => {
  const [state] = await bench.rows('select next_sequence from notification.sync_state');
  return Number(state?.['next_sequence'] ?? 0);
};

/** Runs the sync until it is killed or done: the first question about an extract comes too early. */
async function syncUntilEnded(crashAt: string): Promise<'done' | 'killed'> {
  for (;;) {
    const ended = await syncProcess(crashAt);
    if (ended !== 'not-ready') return ended;
  }
}

const toldOf = async (): Promise<number> => (await bench.told('child.registered')).length;

test('killed at any place, the sync goes on from its last page: nothing left out, nothing told twice', async () => {
  const families = [1, 2, 3].map((number) => bench.family(number));
  const [{ mother, father } = bench.family(4)] = families;
  expect(await syncUntilEnded('extract:before-commit')).toBe('killed');
  expect(await pointer()).toBe(0);

  for (const place of places) {
    bench.world.birth({ mother, otherParent: father, sex: 'female' });
    expect(await syncUntilEnded(place), place).toBe('killed');
    if (place === 'sync:page-done') continue;
    // What had not been committed is as if it had never been: the load stands, and nothing of the feed.
    expect(await pointer(), place).toBe(1);
    expect(await toldOf(), place).toBe(families.length);
  }
  expect(await syncUntilEnded('')).toBe('done');
  expect(await toldOf()).toBe(families.length + places.length);
  expect(await pointer()).toBe(bench.world.view.lastSequence() + 1);

  const fresh = await openBench(undefined, bench);
  await fresh.sync('initial');
  expect(await heldPopulation(bench)).toEqual(await heldPopulation(fresh));
  await fresh[Symbol.asyncDispose]();
}, 180_000);
