import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endpointPauseMs, pauseMs, pausesMs } from './pauses.ts';
import { retryAfterMs } from './retry-after.ts';

const answer = (statusCode: number | null, more: object = {}) =>
  ({
    outcome: statusCode === null ? 'timeout' : 'refused',
    statusCode,
    retryAfterMs: null,
    ...more,
  }) as const;

describe('when a delivery is tried again', () => {
  test('ten attempts in a little more than three days', () => {
    // 5 s + 5 min + 30 min + 2 h + 5 h + 10 h + 14 h + 20 h + 24 h = 75 h 35 min 5 s
    expect(pausesMs.reduce((sum, pause) => sum + pause, 0)).toBe(272_105_000);
    expect(pauseMs('one', 10)).toBeNull();
  });

  test('within a fifth of the schedule, the same each time it is asked, and another for each delivery', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 9 }), (id, step) => {
        const pause = pauseMs(id, step) ?? 0;
        const planned = pausesMs[step - 1] ?? 0;
        expect(pause).toBeGreaterThanOrEqual(Math.floor(planned * 0.8));
        expect(pause).toBeLessThanOrEqual(Math.ceil(planned * 1.2));
        expect(pauseMs(id, step)).toBe(pause);
      }),
      { seed: 7 },
    );
    const many = new Set(Array.from({ length: 100 }, (_, index) => pauseMs(`delivery ${index}`, 3)));
    expect(many.size).toBeGreaterThan(95);
  });

  test('an endpoint is left alone as long as it asks, or longer and longer when it is down; not for one refusal', () => {
    expect(endpointPauseMs(answer(429, { retryAfterMs: 5_000 }), 1)).toBe(5_000);
    expect(endpointPauseMs(answer(503), 1)).toBe(60_000);
    expect(endpointPauseMs(answer(null), 3)).toBe(240_000);
    expect(endpointPauseMs(answer(null), 100)).toBe(3_600_000);
    expect(endpointPauseMs(answer(500), 1)).toBe(0);
    expect(endpointPauseMs(answer(400), 3)).toBe(240_000);
  });

  test('Retry-After is seconds or an instant by the receiver’s clock, and at most a day', () => {
    const date = 'Sun, 01 Mar 2026 12:00:00 GMT';
    expect(retryAfterMs('120', undefined)).toBe(120_000);
    expect(retryAfterMs('Sun, 01 Mar 2026 12:05:00 GMT', date)).toBe(300_000);
    expect(retryAfterMs('999999999', undefined)).toBe(86_400_000);
    expect(['-1', 'soon', '1.5', '', date].map((text) => retryAfterMs(text, undefined))).toEqual(
      Array(5).fill(null),
    );
    expect(retryAfterMs(undefined, date)).toBeNull();
  });
});
