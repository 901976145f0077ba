import { isoDate, kommuneNumber } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import type { Kindergarten } from '../repositories/projections.ts';
import { metres, proposals, proposedStart } from './proposals.ts';

const kindergarten = (id: string, lat: number | null, facts: Partial<Kindergarten> = {}): Kindergarten => ({
  kommune: kommuneNumber('5538'),
  id,
  name: id,
  lat,
  lon: lat === null ? null : 20,
  minAge: 0,
  maxAge: 5,
  monthlyPriceNok: 1200,
  active: true,
  version: 1,
  ...facts,
});
const child = { bornOn: isoDate('2026-03-10'), startOn: isoDate('2027-08-01') };
const home = { latitude: 69, longitude: 20 };

describe('proposals', () => {
  test('are the nearest three that take the child’s age; distances are in whole hundreds of metres', () => {
    const found = proposals(
      [
        kindergarten('far', 69.1),
        // One degree of latitude is 111.195 km on a sphere of 6 371 km: 0.01 is 1 112 m.
        kindergarten('near', 69.01),
        kindergarten('older children only', 69, { minAge: 3 }),
        kindergarten('middle', 69.05),
        kindergarten('farthest', 69.2),
        kindergarten('closed', 69, { active: false }),
      ],
      child,
      home,
    );
    expect(found.wishes).toEqual([
      { kindergartenId: 'near', distanceM: 1100 },
      { kindergartenId: 'middle', distanceM: 5600 },
      { kindergartenId: 'far', distanceM: 11_100 },
    ]);
    expect(found.distances).toMatchObject({ 'older children only': 0, farthest: 22_200 });
    expect(found.distances).not.toHaveProperty('closed');
  });

  test('without a position are in the kommune’s order, and hold no distance at all', () => {
    expect(proposals([kindergarten('b', 69.2), kindergarten('a', 69.1)], child, null)).toEqual({
      wishes: [
        { kindergartenId: 'b', distanceM: null },
        { kindergartenId: 'a', distanceM: null },
      ],
      distances: {},
    });
  });

  test('leave out the distance to a kindergarten whose position nobody knows, and put it last', () => {
    const { wishes } = proposals([kindergarten('unknown', null), kindergarten('known', 69.1)], child, home);
    expect(wishes.map(({ kindergartenId }) => kindergartenId)).toEqual(['known', 'unknown']);
  });
});

describe('the proposed start', () => {
  test.each([
    ['2027-08-31', '2027-02-01', '2027-08-01'],
    // Born in October: a right within October of the year it turns one.
    ['2027-10-31', '2027-02-01', '2027-10-01'],
    [null, '2027-02-01', '2027-08-01'],
    // A newcomer in the middle of the year starts from today.
    ['2027-08-31', '2027-11-05', '2027-11-05'],
  ])('with a right by %s, seen on %s, is %s', (by, today, start) => {
    expect(proposedStart(2027, by === null ? null : isoDate(by), isoDate(today))).toBe(start);
  });
});

test('distances are those of a sphere with a radius of 6 371 km', () => {
  const from = { latitude: 0, longitude: 0 };
  // A quarter of the way around: 6 371 km × π / 2.
  expect(Math.round(metres(from, { latitude: 90, longitude: 0 }))).toBe(10_007_543);
  expect(Math.round(metres(from, { latitude: 0, longitude: 90 }))).toBe(10_007_543);
  // At 60 degrees north a degree of longitude is half of 111.195 km.
  const degree = metres({ latitude: 60, longitude: 10 }, { latitude: 60, longitude: 11 });
  expect(Math.round(degree / 100)).toBe(556);
});
