import { describe, expect, test } from 'vitest';
import { type ClockReading, deletionInstant, differenceMs, tooOldAt } from './retention-rule.ts';

const at = (text: string): Date => new Date(text);
const reading = (databaseMs: number, tookMs = 0): ClockReading => {
  const before = at('2027-03-01T03:00:00Z');
  return {
    before,
    database: new Date(before.getTime() + databaseMs),
    after: new Date(before.getTime() + tookMs),
  };
};

test('messages live 30 days, arrivals 90, answers to repeated requests 7, the access log five years', () => {
  expect(tooOldAt(at('2028-02-29T04:15:00Z'))).toEqual({
    outboxBefore: at('2028-01-30T04:15:00Z'),
    inboxBefore: at('2027-12-01T04:15:00Z'),
    idempotencyBefore: at('2028-02-22T04:15:00Z'),
    // There is no 29 February 2023.
    accessBefore: at('2023-03-01T04:15:00Z'),
  });
});

describe('the clocks of node and database', () => {
  test.each([
    [60_000, 'may differ by 60 seconds', '2027-03-01T03:00:00.000Z'],
    [-60_000, 'may differ by 60 seconds the other way, and the earlier counts', '2027-03-01T02:59:00.000Z'],
  ])('%i ms: they %s', (ms, _what, instant) => {
    expect(deletionInstant(reading(ms))?.toISOString()).toBe(instant);
  });

  const hour = 3_600_000;
  test.each([
    ['a millisecond more', 60_001],
    ['a millisecond more the other way', -60_001],
    ['an hour ahead', hour],
    ['an hour behind', -hour],
    ['ten years ahead', 87_660 * hour],
    ['ten years behind', -87_660 * hour],
  ])('%s: nothing is deleted', (_what, ms) => {
    expect(deletionInstant(reading(ms))).toBeNull();
  });

  test('a database that answers after two minutes does not differ for that', () => {
    expect(differenceMs(reading(90_000, 120_000))).toBe(0);
    expect(differenceMs(reading(125_000, 120_000))).toBe(5_000);
  });
});
