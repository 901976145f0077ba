import { isoDate } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import type { SeatsOf } from './room.ts';
import { earliestStart, type Stay } from './seats.ts';

const day = isoDate;
const plain = (small: number, large: number): SeatsOf => ({
  active: true,
  capacitySmall: small,
  capacityLarge: large,
  conversion: null,
});
const stay = (
  childId: string,
  from: string,
  until: string | null = null,
  bornOn: string | null = '2025-05-01',
): Stay => ({
  childId,
  bornOn: bornOn === null ? null : day(bornOn),
  from: day(from),
  until: until === null ? null : day(until),
});

describe('a free seat', () => {
  const asked = { bornOn: day('2025-06-01'), from: day('2027-08-15'), kindergartenYear: 2027 };
  const large = { ...asked, bornOn: day('2023-06-01') };

  test('is one that nobody has from the first day to the end of the year', () => {
    expect(earliestStart(plain(1, 0), [], asked)).toBe('2027-08-15');
    expect(earliestStart(plain(1, 0), [stay('a', '2026-08-01')], asked)).toBeNull();
    // Somebody else has been promised it from November.
    expect(earliestStart(plain(1, 0), [stay('a', '2027-11-01')], asked)).toBeNull();
    expect(earliestStart(plain(0, 5), [], asked)).toBeNull();
  });

  test('may come within three months, the day after somebody’s last', () => {
    expect(earliestStart(plain(1, 0), [stay('a', '2026-08-01', '2027-08-31')], asked)).toBe('2027-09-01');
    // 15 August + 92 days is 15 November.
    expect(earliestStart(plain(1, 0), [stay('a', '2026-08-01', '2027-11-14')], asked)).toBe('2027-11-15');
    expect(earliestStart(plain(1, 0), [stay('a', '2026-08-01', '2027-11-15')], asked)).toBeNull();
  });

  test('is not free in either band while a child of unknown age is there', () => {
    const unknown = [stay('a', '2026-08-01', null, null)];
    expect(earliestStart(plain(1, 1), unknown, asked)).toBeNull();
    expect(earliestStart(plain(1, 1), unknown, large)).toBeNull();
  });

  test('is not taken by children of the other band who have outgrown their own', () => {
    // Three large children, two of whom were small last year, on one seat: the small ones’ two seats are free.
    const outgrown = ['a', 'b', 'c'].map((id) => stay(id, '2026-08-01', null, '2024-02-01'));
    expect(earliestStart(plain(2, 1), outgrown, asked)).toBe('2027-08-15');
    expect(earliestStart(plain(2, 1), outgrown, large)).toBeNull();
  });

  test('is counted by the age that children have on the day: in August some of them grow out of the small band', () => {
    // Born 2024: small until 31 July 2027, large from 1 August.
    const grows = [stay('a', '2026-08-01', null, '2024-02-01')];
    const spring = { ...asked, from: day('2027-05-01') };
    expect(earliestStart(plain(2, 1), grows, spring)).toBe('2027-05-01');
    // Its seat in the small band comes free in August, when the places of the year begin, however early one asks.
    expect(earliestStart(plain(1, 1), grows, spring)).toBe('2027-08-01');
    expect(earliestStart(plain(1, 1), grows, { ...spring, from: day('2027-02-01') })).toBe('2027-08-01');
    // In August it needs the only large seat itself.
    expect(earliestStart(plain(1, 1), grows, { ...large, from: day('2027-05-01') })).toBeNull();
  });

  test('is none at a kindergarten that closes', () => {
    expect(earliestStart({ ...plain(3, 3), active: false }, [], asked)).toBeNull();
  });
});
