import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Counted, shownGroups } from './shown-groups.ts';

const of = (
  channel: Counted['channel'],
  area: string | null,
  invited: number,
  notAnswered: number,
): Counted => ({ channel, area, invited, notAnswered });

describe('the reach that is shown', () => {
  test('is by channel and area where there are five who have answered and five who have not', () => {
    expect(shownGroups([of('sms', '9046', 20, 8), of('email', '9046', 11, 5)])).toEqual([
      { channel: 'email', area: '9046', invited: 11, notAnswered: 5 },
      { channel: 'sms', area: '9046', invited: 20, notAnswered: 8 },
    ]);
  });

  test('counts small areas together, with the smallest of the others when they are too few', () => {
    // 2 + 1 are too few: the area with six goes with them, 9; the one with forty stands alone.
    const shown = shownGroups([
      of('sms', '9040', 2, 1),
      of('sms', '9041', 1, 1),
      of('sms', '9042', 6, 3),
      of('sms', '9043', 40, 20),
    ]);
    expect(shown.map(({ area, invited }) => [area, invited])).toEqual([
      ['9043', 40],
      [null, 9],
    ]);
  });

  test('counts a channel of three with a group of another, and names neither', () => {
    const shown = shownGroups([
      of('letter', '9040', 3, 3),
      of('sms', '9040', 7, 7),
      of('sms', '9041', 50, 20),
    ]);
    expect(shown.map(({ channel, area, invited }) => [channel, area, invited])).toEqual([
      ['sms', '9041', 50],
      [null, null, 10],
    ]);
  });

  test('hides a second number where hiding one would let it follow from the sum', () => {
    // 2 of 20 must be hidden; with the total of 2 + 9 + 15 known it would follow, so 9 is hidden with it.
    const shown = shownGroups([of('sms', '1', 20, 2), of('sms', '2', 20, 9), of('sms', '3', 40, 15)]);
    expect(shown.map(({ notAnswered }) => notAnswered)).toEqual([null, null, 15]);
  });

  test('of fewer than five families in all is nothing but that', () => {
    expect(shownGroups([of('sms', '1', 4, 1)])).toEqual([
      { channel: null, area: null, invited: null, notAnswered: null },
    ]);
    expect(shownGroups([])).toEqual([]);
  });

  test('never lets a number under five be computed, whatever is shown beside the totals', () => {
    const cell = fc
      .record({
        channel: fc.constantFrom('sms' as const, 'email' as const, 'letter' as const, null),
        area: fc.constantFrom('1', '2', '3', '4', null),
        invited: fc.integer({ min: 0, max: 30 }),
        share: fc.integer({ min: 0, max: 100 }),
      })
      .map(({ share, ...rest }) => ({ ...rest, notAnswered: Math.floor((rest.invited * share) / 100) }));
    const cells = fc.uniqueArray(cell, {
      selector: ({ channel, area }) => `${channel}|${area}`,
      maxLength: 16,
    });
    fc.assert(
      fc.property(cells, (counted) => {
        const total = counted.reduce((sum, { invited }) => sum + invited, 0);
        const open = counted.reduce((sum, { notAnswered }) => sum + notAnswered, 0);
        const shown = shownGroups(counted);
        if (total === 0) return shown.length === 0;
        if (total < 5) return shown.every(({ invited }) => invited === null);
        const sum = shown.reduce((all, { invited }) => all + (invited ?? 0), 0);
        const known = shown.filter(({ notAnswered }) => notAnswered !== null);
        const hidden = shown.filter(({ notAnswered }) => notAnswered === null);
        const hiddenOpen = open - known.reduce((all, { notAnswered }) => all + (notAnswered ?? 0), 0);
        const hiddenInvited = hidden.reduce((all, { invited }) => all + (invited ?? 0), 0);
        const isSmall = (count: number): boolean => count < 5;
        return (
          // Nobody is left out, so that no group is what is missing from the total.
          sum === total &&
          shown.every(({ invited }) => invited !== null && !isSmall(invited)) &&
          known.every(
            ({ invited, notAnswered }) =>
              !isSmall(notAnswered ?? 0) && !isSmall((invited ?? 0) - (notAnswered ?? 0)),
          ) &&
          // What is hidden is all there is, or more than one group and not small itself.
          (hidden.length === 0 ||
            known.length === 0 ||
            (hidden.length > 1 && !isSmall(hiddenOpen) && !isSmall(hiddenInvited - hiddenOpen)))
        );
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});
