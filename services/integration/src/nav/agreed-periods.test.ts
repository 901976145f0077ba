import { addDays, type IsoDate, isoDate } from '@opptak/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreedPeriods } from './agreed-periods.ts';

const place = (from: string, until: string | null, hoursPerWeek: number) => ({
  from: isoDate(from),
  until: until === null ? null : isoDate(until),
  hoursPerWeek,
});

describe('periods of agreed hours', () => {
  test('three places after each other are three periods', () => {
    const three = [
      place('2026-09-01', '2026-09-09', 45),
      place('2026-09-10', '2026-09-19', 27),
      place('2026-09-20', null, 45),
    ];
    expect(agreedPeriods(three.toReversed())).toEqual(three);
  });

  test('the place that begins later ends the one before', () => {
    expect(agreedPeriods([place('2026-08-01', null, 45), place('2026-09-10', null, 27)])).toEqual([
      place('2026-08-01', '2026-09-09', 45),
      place('2026-09-10', null, 27),
    ]);
  });

  test('what follows with the same hours is one period; a gap is not closed', () => {
    expect(
      agreedPeriods([
        place('2026-08-01', '2026-08-31', 45),
        place('2026-09-01', '2026-09-30', 45),
        place('2026-10-02', null, 45),
      ]),
    ).toEqual([place('2026-08-01', '2026-09-30', 45), place('2026-10-02', null, 45)]);
  });

  test('never overlap and never cover a day on which nothing was agreed, whatever the places', () => {
    const start = isoDate('2026-08-01');
    const places = fc.array(
      fc.record({
        day: fc.nat(60),
        length: fc.option(fc.nat(40), { nil: null }),
        hours: fc.constantFrom(27, 45),
      }),
      { maxLength: 6 },
    );
    const covers = (periods: readonly { from: IsoDate; until: IsoDate | null }[], on: IsoDate): number =>
      periods.filter(({ from, until }) => from <= on && (until === null || until >= on)).length;
    fc.assert(
      fc.property(places, (drawn) => {
        const given = drawn.map(({ day, length, hours }) => ({
          from: addDays(start, day),
          until: length === null ? null : addDays(start, day + length),
          hoursPerWeek: hours,
        }));
        const periods = agreedPeriods(given);
        for (let day = 0; day <= 110; day++) {
          const on = addDays(start, day);
          expect(covers(periods, on)).toBeLessThanOrEqual(1);
          if (covers(periods, on) > 0) expect(covers(given, on)).toBeGreaterThan(0);
        }
      }),
      { seed: 11 },
    );
  });
});
