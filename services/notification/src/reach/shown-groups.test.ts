import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextReach, type ShownGroup } from './next-reach.ts';
import type { Counted } from './shown-groups.ts';

const of = (
  channel: Counted['channel'],
  area: string | null,
  invited: number,
  notAnswered: number,
): Counted => ({ channel, area, invited, notAnswered });

const nine = '2027-02-01T08:00:00.000Z';
/** What the first report shows. */
const shownGroups = (counted: readonly Counted[]) =>
  nextReach(null, counted, nine)?.map(({ cells: _cells, countedAt: _countedAt, ...group }) => group) ?? [
    { channel: null, area: null, invited: null, notAnswered: null },
  ];

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

describe('a later report', () => {
  const ten = '2027-02-02T08:00:00.000Z';
  const first = nextReach(null, [of('sms', '1', 20, 15), of('sms', '2', 30, 12)], nine);

  test('stands as it was where one to four families have answered since, and says when it was counted', () => {
    // Three in 1, six in 2: only 2 is counted anew.
    const next = nextReach(first, [of('sms', '1', 20, 12), of('sms', '2', 30, 6)], ten);
    expect(next).toMatchObject([
      { area: '1', invited: 20, notAnswered: 15, countedAt: nine },
      { area: '2', invited: 30, notAnswered: 6, countedAt: ten },
    ]);
  });

  test('counts anew when five have, one after the other', () => {
    const waited = nextReach(first, [of('sms', '1', 20, 12), of('sms', '2', 30, 12)], ten);
    const later = '2027-02-03T08:00:00.000Z';
    expect(nextReach(waited, [of('sms', '1', 20, 10), of('sms', '2', 30, 12)], later)).toMatchObject([
      { area: '1', notAnswered: 10, countedAt: later },
      { area: '2', notAnswered: 12, countedAt: nine },
    ]);
  });

  test('keeps its groups: a new area is in none until five families live there', () => {
    const areasWith = (families: number) =>
      nextReach(
        first,
        [of('sms', '1', 20, 15), of('sms', '2', 30, 12), of('sms', '3', families, 5)],
        ten,
      )?.map(({ area, invited }) => [area, invited]);
    expect(areasWith(4)).toEqual([
      ['1', 20],
      ['2', 30],
    ]);
    expect(areasWith(10)).toEqual([
      ['1', 20],
      ['2', 30],
      [null, 10],
    ]);
  });

  test('never differs from the one before by one to four families, in any number, whatever happens in between', () => {
    const cells = (['sms', 'email', null] as const).flatMap((channel) =>
      ['1', '2', '3', null].map((area) => ({ channel, area })),
    );
    const state = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 14 })), {
        minLength: cells.length,
        maxLength: cells.length,
      })
      .map((counts) =>
        cells.map((cell, index) => {
          const [open = 0, answered = 0] = counts[index] ?? [];
          return { ...cell, invited: open + answered, notAnswered: open };
        }),
      );
    const isFew = (one: number, other: number): boolean => one !== other && Math.abs(one - other) < 5;
    fc.assert(
      fc.property(fc.array(state, { minLength: 2, maxLength: 6 }), (states) => {
        let shown: readonly ShownGroup[] | null = null;
        for (const counted of states) {
          const next: readonly ShownGroup[] | null = nextReach(shown, counted, ten);
          if (next === null) continue;
          for (const now of next) {
            const before = shown?.find(({ channel, area }) => channel === now.channel && area === now.area);
            if (!before) {
              if (now.invited < 5) return false;
              continue;
            }
            if (isFew(before.invited, now.invited)) return false;
            if (JSON.stringify(before.cells) !== JSON.stringify(now.cells)) return false;
            if (before.notAnswered === null || now.notAnswered === null) continue;
            if (isFew(before.notAnswered, now.notAnswered)) return false;
            if (isFew(before.invited - before.notAnswered, now.invited - now.notAnswered)) return false;
          }
          const hidden = next.filter(({ notAnswered }) => notAnswered === null);
          if (hidden.length === 1 && next.length > 1) return false;
          shown = next;
        }
        return true;
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});
