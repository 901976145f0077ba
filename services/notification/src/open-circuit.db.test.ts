import type { MovableClock } from '@opptak/domain';
import { makeCircuits } from '@opptak/registries';
import { mockWorld, startMocks } from '@opptak/registries/mocks';
import { fixedClock } from '@opptak/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';

const everySeconds = 25;

let clock: MovableClock;
let mocks: Awaited<ReturnType<typeof startMocks>>;
let bench: Bench;
beforeAll(async () => {
  clock = fixedClock('2027-01-20T08:00:00Z');
  mocks = await startMocks({ world: mockWorld({ clock, seed: 1 }) });
  // Pauses by the same clock as the readings, and none between two attempts of one question.
  const circuits = makeCircuits({
    monotonicMs: () => clock.now().getTime(),
    random: () => 1,
    pause: async () => {},
  });
  bench = await openBench(undefined, { clock, mocks }, { feedEverySeconds: everySeconds, circuits });
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await mocks.close();
});

const asked = () => mocks.log.count('folkeregisteret');
const status = async (url: string) => (await bench.app.inject(url)).statusCode;
/** As Prometheus reads it: 0 answers, 1 is tried again, 2 is spared. */
async function circuit(): Promise<string | undefined> {
  const { body } = await bench.app.inject('/metrics');
  return /^opptak_registry_circuit\{[^}]*registry="Folkeregisteret"[^}]*\} (\d)$/m.exec(body)?.[1];
}
/** Lets so many seconds pass, with each reading when it is due. */
async function pass(seconds: number): Promise<void> {
  for (let gone = 0; gone < seconds; gone += everySeconds) {
    clock.moveTo(new Date(clock.now().getTime() + everySeconds * 1_000));
    await bench.work();
  }
}

test('a register that fails is spared, and read on where it stood when it answers again', async () => {
  const { mother, father } = bench.family(1);
  await bench.sync('initial');
  const pointer = async () => (await bench.call('GET', '/v1/sync-state')).json.nextSequence;
  const before = await pointer();
  expect(await circuit()).toBe('0');
  const quiet = asked();
  await pass(100);
  const perReading = (asked() - quiet) / 4;

  bench.world.birth({ mother, otherParent: father, sex: 'female' });
  mocks.faults.often('folkeregisteret', { type: 'status', status: 503 }, 1);
  // Five attempts at each reading: after the last 20 calls more than half have failed.
  await pass(100);
  expect(await circuit()).toBe('2');
  const open = asked();
  await pass(500);
  // Twenty readings, of which each would have asked five times; now one asks after each pause of up to a minute.
  expect(asked() - open).toBeLessThanOrEqual(20);
  expect(asked() - open).toBeGreaterThan(0);
  expect(await pointer()).toBe(before);
  expect(await bench.told('child.registered')).toHaveLength(1);
  // A registry that is away is no reason to restart us, or to send us no requests.
  expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 200]);
  expect(await bench.rows(`select id from notification.outbox where dead_at is not null`)).toEqual([]);

  mocks.faults.clear();
  await pass(100);
  expect(await circuit()).toBe('0');
  expect(await pointer()).toBeGreaterThan(before);
  expect(await bench.told('child.registered')).toHaveLength(2);
  const healed = asked();
  await pass(100);
  expect((asked() - healed) / 4).toBe(perReading);
});
