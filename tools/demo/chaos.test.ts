import { readFileSync } from 'node:fs';
import { serviceNames } from '@opptak/contracts';
import { describe, expect, test, vi } from 'vitest';
import { killsOf, startChaos } from './chaos.ts';

const yearSource = ['run-year', 'settle-fees']
  .map((name) => new URL(`../../packages/simulation/src/year/${name}.ts`, import.meta.url))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

describe('chaos', () => {
  test('kills every service, after steps that the year has; the same seed at the same moments', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const kills = killsOf(seed);

      expect(killsOf(seed)).toEqual(kills);
      expect([...new Set(kills.map(({ service }) => service))].toSorted()).toEqual(serviceNames.toSorted());
      for (const { afterStep } of kills) expect(yearSource).toContain(`'${afterStep}'`);
    }
  });

  test('kills at most once for each plan, however often a step comes, and no more once it is stopped', () => {
    vi.useFakeTimers();
    const asked: string[] = [];
    const chaos = startChaos(1, (service) => asked.push(service) > 0);
    const steps = [...new Set(killsOf(1).map(({ afterStep }) => afterStep))];
    for (const step of [...steps, ...steps]) chaos.step(step);
    vi.advanceTimersByTime(1_500);

    expect(chaos.stop()).toEqual(asked);
    expect(asked.length).toBe(killsOf(1).length);

    const stopped = startChaos(1, () => true);
    for (const step of steps) stopped.step(step);
    stopped.stop();
    vi.advanceTimersByTime(1_500);
    expect(stopped.stop()).toEqual([]);
    vi.useRealTimers();
  });
});
