import type { MatchInput } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { expect, test } from 'vitest';
import { allocate } from '../../src/allocate.ts';
import { kommune } from './documents.ts';

// Processor time, not the clock: the machine may be busy with something else.
test.each([
  // Measured: 0.5 to 1 s the first time.
  ['ten thousand children', kommune(10_000, 250)],
  // The text that is hashed is 31 MB. Measured: 1.4 to 2.3 s for ten thousand, the first time, on a crowded machine.
  ['a thousand children with the distance to each of 250 kindergartens', withDistances(kommune(1000, 250))],
])('%s are checked in less than two seconds of processor time', (_, input) => {
  const result = allocate(input);

  const before = process.cpuUsage();
  const violations = check(input, result);
  const { user, system } = process.cpuUsage(before);

  expect(violations).toEqual([]);
  expect((user + system) / 1e6).toBeLessThan(2);
});

/** Each child with the distance to every kindergarten, as a register of addresses gives them. */
function withDistances(input: MatchInput): MatchInput {
  const applicants = input.applicants.map((child, i) => {
    const distances = input.kindergartens.map(
      ({ id }, k) => [id, (i * 7919 + k * 104_729) % 20_000] as const,
    );
    return { ...child, facts: { ...child.facts, distanceM: Object.fromEntries(distances) } };
  });
  return { ...input, applicants };
}
