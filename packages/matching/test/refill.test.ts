import { check } from '@opptak/matching/checker';
import { describe, expect, test } from 'vitest';
import { allocate } from '../src/allocate.ts';
import type { MatchInput } from '../src/format.ts';
import { orderAmong } from '../src/order-among.ts';
import { proposePairings, withPairings } from '../src/pairings.ts';
import { refill, refillInput } from '../src/refill.ts';
import { features } from './oracle/random-inputs.ts';
import { forSeeds, type Random } from './oracle/seeded.ts';
import { listOf } from './oracle/tiny-market.ts';

const placesIn = ({ assignments }: ReturnType<typeof allocate>) =>
  Object.fromEntries(assignments.map(({ id, kindergarten }) => [id, kindergarten]));

describe('a refill when one child has left', () => {
  test.each(Object.entries(features))(
    '%s: nobody loses a place or gets one it wishes less, and the result is valid',
    (_, makeInput) => {
      forSeeds(1, 60, (random) => {
        const input = makeInput(random);
        const before = allocate(input);
        const leaver = random.below(input.applicants.length);
        const present = { ...input, applicants: input.applicants.filter((_, i) => i !== leaver) };
        const { result } = refill(present, before);
        const [old, now] = [placesIn(before), placesIn(result)];

        for (const child of present.applicants) {
          const list = listOf(input, child);
          const worth = (place: string | null | undefined) => (place ? list.indexOf(place) : list.length);
          expect(worth(now[child.id])).toBeLessThanOrEqual(worth(old[child.id]));
        }
        expect(check(refillInput(present, before), result)).toEqual([]);
      });
    },
  );
});

test('whoever holds a place that another needs on an earlier day is moved to one that begins later', () => {
  // Four days from October and three from August fit a place from now and one from October, one way only.
  const input: MatchInput = {
    format: 'opptak-match/1',
    kindergartens: [{ id: 'k', capacity: [{ places: 1 }, { places: 1, from: '2027-10-01' }] }],
    applicants: [
      { id: 'a', wishes: ['k'], startsOn: '2027-10-01', daysPerWeek: 4 },
      { id: 'b', wishes: ['k'], startsOn: '2027-08-01', daysPerWeek: 3 },
    ],
  };

  expect(placesIn(refill(input, allocate(input)).result)).toEqual({ a: 'k', b: 'k' });
});

describe('pairings of part-time children', () => {
  const input: MatchInput = {
    format: 'opptak-match/1',
    kindergartens: [{ id: 'k', capacity: 3, order: ['a', 'b', 'c', 'd', 'e'] }],
    applicants: [
      { id: 'a', wishes: ['k'], weekdays: ['mon', 'tue', 'wed'] },
      { id: 'b', wishes: ['k'], daysPerWeek: 3 },
      { id: 'c', wishes: ['k'], weekdays: ['thu', 'fri'] },
      { id: 'd', wishes: ['k'], daysPerWeek: 2 },
      { id: 'e', wishes: ['k'] },
    ],
  };

  test('those with the most days are paired first, with days that do not meet', () => {
    // a and b have three days each: six do not fit. a meets c: three named days and two others.
    const before = allocate(input);

    expect(placesIn(before)).toEqual({ a: 'k', b: 'k', c: 'k', d: null, e: null });
    expect(proposePairings(input, before)).toEqual([
      { kindergarten: 'k', band: 'all', applicants: ['a', 'c'] },
    ]);
  });

  test('an agreed pairing frees a place, and the new round gives it to the next in the order', () => {
    const before = allocate(input);
    const agreed = withPairings(input, proposePairings(input, before));
    const round = refill(agreed, before);

    // Two whole places are left, for b and one more. d is before e; its two days have no shared place, so it takes a whole one.
    expect(placesIn(round.result)).toEqual({ a: 'k', b: 'k', c: 'k', d: 'k', e: null });
    expect(round.moves).toEqual([{ id: 'd', from: null, to: 'k' }]);
    expect(check(refillInput(agreed, before), round.result)).toEqual([]);
    // b (three days) and d (two) can now be paired in their turn, but beside shared places nothing is packed freely.
    expect(proposePairings(agreed, round.result)).toEqual([]);
  });

  test('nothing is proposed where days meet, and where a reserve or conversion leaves no room for shared places', () => {
    const meeting = input.applicants.map(({ daysPerWeek: _, ...child }) => ({
      ...child,
      weekdays: ['mon', 'tue'] as const,
    }));
    const inputs: MatchInput[] = [
      { ...input, applicants: meeting },
      { ...input, kindergartens: input.kindergartens.map((one) => ({ ...one, reserve: 1 })) },
    ];

    for (const one of inputs) expect(proposePairings(one, allocate(one))).toEqual([]);
  });

  test('in random rounds every pairing can be agreed to: nobody loses a place, and no weekday is overfilled', () => {
    let paired = 0;
    forSeeds(1, 400, (random) => {
      const part = withWholePlaces(features['part-time on declared places']?.(random), random);
      const before = allocate(part);
      const pairings = proposePairings(part, before);
      paired += pairings.length;
      const agreed = withPairings(part, pairings);
      const { result } = refill(agreed, before);

      expect(check(refillInput(agreed, before), result)).toEqual([]);
      const now = placesIn(result);
      for (const { id, kindergarten } of before.assignments) if (kindergarten) expect(now[id]).not.toBeNull();
    });
    expect(paired).toBeGreaterThan(100);
  });

  test('a pairing of another document is refused', () => {
    const stranger = { kindergarten: 'k', band: 'all', applicants: ['a', 'x'] } as const;

    expect(() => withPairings(input, [stranger])).toThrow(RangeError);
  });
});

/** The same children, on places that are whole, some from a later day. */
function withWholePlaces(input: MatchInput | undefined, random: Random): MatchInput {
  if (!input) throw new RangeError('no such feature');
  const days = ['2027-08-15', '2027-10-01', '2028-01-10'] as const;
  return {
    ...input,
    applicants: input.applicants.map((child) => ({ ...child, startsOn: days[random.below(3)] ?? days[0] })),
    kindergartens: input.kindergartens.map((one) => ({
      ...one,
      capacity: [
        { places: 1 + random.below(2) },
        { places: random.below(3), from: days[random.below(3)] ?? days[0] },
      ],
    })),
  };
}

describe('the order among some applicants', () => {
  const input: MatchInput = {
    format: 'opptak-match/1',
    seed: 'a seed',
    criteria: [
      { key: 'statutory-priority', paragraph: '§ 1' },
      { key: 'sibling-attending', paragraph: '§ 2' },
      { key: 'lot', paragraph: '§ 3' },
    ],
    kindergartens: [
      { id: 'k', capacity: 1 },
      { id: 'm', capacity: 0, order: ['plain', 'law'] },
    ],
    applicants: [
      { id: 'plain', wishes: ['k'] },
      { id: 'sibling', wishes: ['k'], facts: { siblingAt: ['k'] } },
      { id: 'law', wishes: ['k'], statutoryPriority: true },
      { id: 'tenant', wishes: [], current: 'k' },
      { id: 'right', wishes: ['k'], rightToPlace: true },
      { id: 'outside', wishes: [], rightToPlace: true },
    ],
  };

  test('own place, § 18, the right by wish, the right outside the wishes, then the criteria', () => {
    const ids = input.applicants.map(({ id }) => id);

    expect(orderAmong(input, 'k', ids)).toEqual(['tenant', 'law', 'right', 'outside', 'sibling', 'plain']);
  });

  test('only those asked about, and nobody from outside the intake', () => {
    expect(orderAmong(input, 'k', ['plain', 'law', 'nobody'])).toEqual(['law', 'plain']);
  });

  test('a given order counts after the law', () => {
    expect(orderAmong(input, 'm', ['law', 'plain', 'sibling'])).toEqual(['law', 'plain', 'sibling']);
  });

  test('a kindergarten outside the intake has no order', () => {
    expect(() => orderAmong(input, 'x', ['plain'])).toThrow(RangeError);
  });

  test('it is the order in which the run fills places', () => {
    forSeeds(1, 40, (random) => {
      const drawn: MatchInput = {
        ...input,
        seed: `seed ${random.below(1000)}`,
        kindergartens: [{ id: 'k', capacity: 4 }],
        applicants: Array.from({ length: 9 }, (_, i) => ({
          id: `c${i}`,
          wishes: ['k'],
          ...(random.oneIn(4) && { statutoryPriority: true }),
          ...(random.oneIn(3) && { facts: { siblingAt: ['k'] } }),
        })),
      };
      const placed = allocate(drawn).assignments.flatMap(({ id, kindergarten }) =>
        kindergarten ? [id] : [],
      );
      const ids = drawn.applicants.map(({ id }) => id);

      expect(new Set(orderAmong(drawn, 'k', ids).slice(0, 4))).toEqual(new Set(placed));
    });
  });
});

test('siblings who got their places together are not taken apart again: each moves for itself', () => {
  // b's first wish comes free. Together they would rather stay at m than be split; as tenants each has its own list.
  const input: MatchInput = {
    format: 'opptak-match/1',
    kindergartens: [
      { id: 'k', capacity: 1, order: ['x', 'b', 'a'] },
      { id: 'm', capacity: 2, order: ['a', 'b', 'x'] },
    ],
    applicants: [
      { id: 'a', wishes: ['k', 'm'], family: 'f', together: 'required' },
      { id: 'b', wishes: ['k', 'm'], family: 'f', together: 'required' },
      { id: 'x', wishes: ['k'] },
    ],
  };
  const before = allocate(input);
  const present = { ...input, applicants: input.applicants.slice(0, 2) };

  expect(placesIn(before)).toEqual({ a: 'm', b: 'm', x: 'k' });
  expect(refill(present, before).moves).toEqual([{ id: 'b', from: 'm', to: 'k' }]);
});
