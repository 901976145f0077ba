import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate } from '../src/allocate.ts';
import type { Applicant, MatchInput } from '../src/format.ts';

/** Up to eight children of both bands at up to three kindergartens whose bands share their area (docs/allocation-format.md § 7.4). */
const market = fc
  .record({
    units: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 3 }),
    children: fc.array(
      fc.record({ small: fc.boolean(), right: fc.boolean(), wishes: fc.shuffledSubarray([0, 1, 2]) }),
      { minLength: 1, maxLength: 8 },
    ),
    seed: fc.string({ maxLength: 8 }),
  })
  .map(
    ({ units, children, seed }): MatchInput => ({
      format: 'opptak-match/1',
      seed,
      kindergartens: units.map((each, k) => ({
        id: `k${k}`,
        capacity: { small: 0, large: 0 },
        convert: { units: each },
      })),
      applicants: children.map(
        ({ small, right, wishes }, i): Applicant => ({
          id: `c${i}`,
          band: small ? 'small' : 'large',
          wishes: wishes.filter((k) => k < units.length).map((k) => `k${k}`),
          rightToPlace: right,
        }),
      ),
    }),
  );

const withUnit = (input: MatchInput, id: string): MatchInput => ({
  ...input,
  kindergartens: input.kindergartens.map((one) =>
    one.id === id ? { ...one, convert: { units: (one.convert?.units ?? 0) + 1 } } : one,
  ),
});

/** How good each child's place is by its own list; a place outside it, or none, counts as nothing. */
function levels(input: MatchInput): number[] {
  const wishOf = new Map(allocate(input).assignments.map(({ id, wish }) => [id, wish]));
  return input.applicants.map(({ id }) => wishOf.get(id) ?? Number.POSITIVE_INFINITY);
}

test('one more unit of shared area never makes a child of the band that is served first worse off', () => {
  fc.assert(
    fc.property(market, (input) => {
      const before = levels(input);
      for (const { id } of input.kindergartens) {
        const after = levels(withUnit(input, id));
        const worse = input.applicants.filter(
          ({ band }, i) => band === 'small' && (after[i] ?? 0) > (before[i] ?? 0),
        );
        expect(worse).toEqual([]);
      }
    }),
    { numRuns: 300, seed: 20271116 },
  );
});

test('it can cost the band that is served second a place: one more small child takes two units where one is new', () => {
  const input: MatchInput = {
    format: 'opptak-match/1',
    kindergartens: [
      { id: 'k', capacity: { small: 0, large: 0 }, convert: { units: 1 }, order: ['small', 'large'] },
    ],
    applicants: [
      { id: 'large', band: 'large', wishes: ['k'] },
      { id: 'small', band: 'small', wishes: ['k'] },
    ],
  };

  // One unit: no room for a small child, so the large one has it. Two units: the small child takes both.
  expect(levels(input)).toEqual([1, Number.POSITIVE_INFINITY]);
  expect(levels(withUnit(input, 'k'))).toEqual([Number.POSITIVE_INFINITY, 1]);
});
