import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dateInNorway,
  daysBetween,
  instantInNorway,
  isIsoDate,
  isoDate,
  lastOfMonth,
} from './iso-date.ts';

describe('calendar dates', () => {
  test.each(['2024-02-29', '2000-02-29', '9999-12-31'])('%s exists', (text) => {
    expect(isIsoDate(text)).toBe(true);
  });

  test.each([
    '2026-02-29',
    '2100-02-29',
    '2026-02-30',
    '0000-01-01',
    '2026-2-3',
    '2026-13-01',
    ' 2026-01-01',
  ])('%s does not exist', (text) => {
    expect(isIsoDate(text)).toBe(false);
  });

  test('days and months move over year ends and leap days', () => {
    expect(addDays(isoDate('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(isoDate('2026-01-01'), -1)).toBe('2025-12-31');
    expect(addMonths(isoDate('2024-01-31'), 1)).toBe('2024-02-29');
    expect(addMonths(isoDate('2026-03-31'), -4)).toBe('2025-11-30');
    expect(lastOfMonth(isoDate('2100-02-10'))).toBe('2100-02-28');
    expect(daysBetween(isoDate('2026-03-28'), isoDate('2026-03-30'))).toBe(2);
  });

  test('the deadline 1 March 23:59:59.999 in Norway is 22:59:59.999 UTC', () => {
    expect(instantInNorway(isoDate('2026-03-01'), '23:59:59.999').toISOString()).toBe(
      '2026-03-01T22:59:59.999Z',
    );
  });

  test('midnight on both days of the clock change is right', () => {
    expect(instantInNorway(isoDate('2026-03-29'), '00:00').toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(instantInNorway(isoDate('2026-03-30'), '00:00').toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(instantInNorway(isoDate('2026-10-25'), '00:00').toISOString()).toBe('2026-10-24T22:00:00.000Z');
    expect(instantInNorway(isoDate('2026-10-25'), '23:59').toISOString()).toBe('2026-10-25T22:59:00.000Z');
  });

  test('an evening instant already belongs to the next day in Norway', () => {
    expect(dateInNorway(new Date('2026-06-30T22:00:00Z'))).toBe('2026-07-01');
    expect(dateInNorway(new Date('2026-12-31T22:59:59Z'))).toBe('2026-12-31');
  });
});
