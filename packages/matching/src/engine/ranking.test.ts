import { describe, expect, test } from 'vitest';
import { seeded } from '../siblings/repair.ts';
import type { Entries } from './lists.ts';
import { placesIn, rank, rowsByLot } from './ranking.ts';

test('rows stand in the order of their lots, the smallest first; equal lots keep the order of rows', () => {
  const lots = Float64Array.of(2 ** 48 - 1, 0, 5, 2 ** 47, 5, 0);

  expect([...rowsByLot(lots)]).toEqual([1, 5, 2, 4, 3, 0]);
  expect([...placesIn(rowsByLot(lots))]).toEqual([5, 0, 2, 4, 3, 1]);
});

test('many lots are sorted as a plain sort would', () => {
  const random = seeded(1);
  const lots = Float64Array.from({ length: 3000 }, () => random(2 ** 31) * 2 ** 17 + random(2 ** 17));

  expect([...rowsByLot(lots)]).toEqual([...lots.keys()].sort((a, b) => (lots[a] ?? 0) - (lots[b] ?? 0)));
});

describe('ranking inside a group', () => {
  // Above 2^32 a word of 64 bits has its parts on both sides of the middle; above 2^53 a code is no exact double.
  test.each([
    ['few children, small codes', 50, 4, 100],
    ['large codes beside the place in the draw', 50, 4, 2 ** 45],
    ['codes that leave no room', 50, 1, 2 ** 53],
    ['so many children that place and index need more than 32 bits', 2 ** 20, 1, 2 ** 20],
  ])('%s: by code, then by the draw', (_, rows, groups, codes) => {
    const random = seeded(rows);
    const wishing = Math.min(rows, 5000);
    const offset = Int32Array.from({ length: rows + 1 }, (_, row) => Math.min(row, wishing));
    const code = Float64Array.from({ length: wishing }, () =>
      Math.floor((random(2 ** 30) / 2 ** 30) * codes),
    );
    for (let entry = 0; entry < wishing; entry += 3) code[entry] = code[0] ?? 0;
    const group = Int32Array.from({ length: wishing }, () => random(groups));
    const entries = entriesOf(offset, group, code, new Map());
    const place = placesIn(rowsByLot(Float64Array.from({ length: rows }, () => random(2 ** 30) * 2 ** 18)));

    const { entryAt, positionOf, segment } = rank(entries, groups, place);

    const expected = [...group.keys()].sort(
      (a, b) =>
        (group[a] ?? 0) - (group[b] ?? 0) ||
        (code[a] ?? 0) - (code[b] ?? 0) ||
        (place[a] ?? 0) - (place[b] ?? 0),
    );
    expect([...entryAt]).toEqual(expected);
    expect(expected.every((entry, position) => positionOf[entry] === position)).toBe(true);
    expect([...segment]).toEqual(
      Array.from({ length: groups + 1 }, (_, index) => group.filter((one) => one < index).length),
    );
  });

  test('codes too wide for a double are compared exactly', () => {
    const wide = new Map([
      [0, 2n ** 70n + 1n],
      [1, 2n ** 70n],
      [2, 2n ** 70n + 1n],
    ]);
    const entries = entriesOf(
      Int32Array.of(0, 1, 2, 3),
      Int32Array.of(0, 0, 0),
      new Float64Array(3).fill(Number.NaN),
      wide,
    );

    expect([...rank(entries, 1, Int32Array.of(2, 1, 0)).entryAt]).toEqual([1, 2, 0]);
  });
});

const entriesOf = (
  offset: Int32Array,
  group: Int32Array,
  code: Float64Array,
  wide: ReadonlyMap<number, bigint>,
): Entries => ({
  offset,
  group,
  code,
  wide,
  wish: new Int32Array(group.length).fill(1),
  withBackstop: new Uint8Array(offset.length - 1),
});
