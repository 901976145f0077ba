import { expect, test } from 'vitest';
import { allocate } from '../src/allocate.ts';
import type { MatchInput } from '../src/format.ts';
import { changed, whatIf } from '../src/what-if.ts';

/** One kindergarten whose bands share room for two small children, or four large ones; three small ones wish for it. */
const shared: MatchInput = {
  format: 'opptak-match/1',
  seed: 'one',
  kindergartens: [
    { id: 'k', capacity: { small: 2, large: 0 }, convert: { units: 4, protected: { small: 0, large: 0 } } },
  ],
  applicants: ['a', 'b', 'c'].map((id) => ({ id, band: 'small', wishes: ['k'] })),
};
const places = (band: 'small' | 'large', change: number) =>
  ({ kind: 'places', kindergarten: 'k', band, change }) as const;

test('a place more is room more where the bands share: two units for a small child, one for a large', () => {
  const unitsAfter = (...changes: ReturnType<typeof places>[]) =>
    changed(shared, changes).kindergartens[0]?.convert?.units;
  expect(unitsAfter(places('small', 1))).toBe(6);
  expect(unitsAfter(places('large', 1))).toBe(5);
  // Four units less two places of two units each, and one that is not there.
  expect(unitsAfter(places('small', -3))).toBe(0);
  // Two large places are room for one small child.
  expect(unitsAfter(places('large', 1), places('large', 1))).toBe(6);
});

test('and the child that had no room gets it', () => {
  const before = allocate(shared);
  expect(before.assignments.filter(({ kindergarten }) => kindergarten === 'k')).toHaveLength(2);
  const { result, differences } = whatIf(shared, before, [places('small', 1)]);
  expect(result.assignments.every(({ kindergarten }) => kindergarten === 'k')).toBe(true);
  expect(differences.map(({ before: was, after, better }) => [was, after, better])).toEqual([[null, 'k', 1]]);
});
