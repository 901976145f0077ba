import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestWaitMs, retryAfterMs, shortestWaitMs } from './retry-after.ts';

const now = new Date('2026-03-01T12:00:00Z');

describe('how long a registry asks us to wait', () => {
  test.each([
    ['30 seconds', '30', 'seconds', 30_000],
    ['milliseconds, as Folkeregisteret writes them', '30000', 'milliseconds', 30_000],
    ['a few milliseconds: still a whole second', '5', 'milliseconds', 1_000],
    ['zero: a second', '0', 'seconds', 1_000],
    ['an HTTP date two minutes ahead', 'Sun, 01 Mar 2026 12:02:00 GMT', 'seconds', 120_000],
    ['a date that has passed: a second', 'Sun, 01 Mar 2026 11:00:00 GMT', 'seconds', 1_000],
    ['ten years: 15 minutes', '315360000', 'seconds', 900_000],
    ['a date in 2036: 15 minutes', 'Sat, 01 Mar 2036 12:00:00 GMT', 'seconds', 900_000],
    ['a number too large for a number', '9'.repeat(400), 'seconds', 900_000],
    ['negative: no word of it', '-5', 'seconds', null],
    ['absent', null, 'seconds', null],
    ['words', 'soon', 'seconds', null],
    ['a date that does not exist', 'Sun, 99 Mar 2026 12:02:00 GMT', 'seconds', null],
  ] as const)('%s', (_what, header, unit, expected) => {
    expect(retryAfterMs(header, now, unit)).toBe(expected);
  });

  test('no header makes us wait longer than 15 minutes or ask again within a second', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.nat().map(String)), (header) => {
        const wait = retryAfterMs(header, now);
        expect(wait === null || (wait >= shortestWaitMs && wait <= longestWaitMs)).toBe(true);
      }),
    );
  });
});
