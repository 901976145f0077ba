import { kommuneNumber } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import { inviteNewResidentBy, kommuneChange, movesPlausibility } from './newcomers.ts';

const number = kommuneNumber;
// 2024-01-01: Kåfjord 5426 became 5540; Ålesund 1507 was split into 1508 Ålesund and 1580 Haram.
const renumbered = new Map([
  [number('5426'), [number('5540')]],
  [number('1507'), [number('1508'), number('1580')]],
]);

describe('newcomers', () => {
  test.each([
    ['5426', '5540', 'renumbered'],
    ['1507', '1580', 'renumbered'],
    ['1507', '5540', 'moved-in'],
    ['5540', '5426', 'moved-in'],
    ['5540', '5540', 'unchanged'],
    [null, '5540', 'moved-in'],
    ['5540', null, 'hidden'],
    [null, null, 'hidden'],
  ])('from %s to %s is %s', (before, after, meaning) => {
    const change = { before: before && number(before), after: after && number(after), renumbered };

    expect(kommuneChange({ ...change, before: change.before || null, after: change.after || null })).toBe(
      meaning,
    );
  });

  // 0.5 % of 2 000 is 10; of 1 999 it is 9.995, so the tenth is already more; Oslo-like 700 000: 3 500.
  test.each([
    [2000, 10, 'plausible'],
    [2000, 11, 'held'],
    [1999, 9, 'plausible'],
    [1999, 10, 'held'],
    [700_000, 3500, 'plausible'],
    [700_000, 3501, 'held'],
    [2000, 1750, 'held'],
    [0, 1, 'held'],
  ])('%i residents, %i changed in one night: %s', (residents, changed, outcome) => {
    expect(movesPlausibility({ residents, changed, neverHeldUpTo: 0 }).outcome).toBe(outcome);
  });

  test('one family may move to a very small kommune without anyone approving it', () => {
    expect(movesPlausibility({ residents: 200, changed: 5, neverHeldUpTo: 5 }).outcome).toBe('plausible');
    expect(movesPlausibility({ residents: 200, changed: 6, neverHeldUpTo: 5 })).toEqual({
      outcome: 'held',
      changed: 6,
      limit: 5,
    });
  });

  test('a count that is not a count is refused', () => {
    expect(() => movesPlausibility({ residents: -1, changed: 0, neverHeldUpTo: 0 })).toThrow(RangeError);
    expect(() => movesPlausibility({ residents: 1, changed: 0.5, neverHeldUpTo: 0 })).toThrow(RangeError);
  });

  test('a new resident is invited within 24 hours, also over the clock change', () => {
    expect(inviteNewResidentBy(new Date('2026-10-24T20:00:00Z')).toISOString()).toBe(
      '2026-10-25T20:00:00.000Z',
    );
  });
});
