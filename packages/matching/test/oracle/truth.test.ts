import type { Applicant, MatchInput } from '@opptak/matching';
import { describe, expect, test } from 'vitest';
import { allocate } from '../../src/allocate.ts';
import { features } from './random-inputs.ts';
import { matchingOf } from './run.ts';
import { forSeeds, type Random } from './seeded.ts';
import { listOf } from './tiny-market.ts';

/** Features under which it never pays a single child to say anything but the truth. */
const truthful = [
  'plain places',
  'transfers',
  'start dates',
  'start dates with transfers',
  'part-time on declared places',
  'age bands',
  'conversion between age bands',
  'reserve for residents',
  'agreements between kommuner',
];

/** Every list over these kindergartens, the empty one included. */
export function allLists(ids: readonly string[]): string[][] {
  return [
    [],
    ...ids.flatMap((id) => allLists(ids.filter((other) => other !== id)).map((rest) => [id, ...rest])),
  ];
}

function withWishes(input: MatchInput, child: number, wishes: readonly string[]): MatchInput {
  return { ...input, applicants: input.applicants.map((one, i) => (i === child ? { ...one, wishes } : one)) };
}

/** How good the child's place is by its true list: 0 is best, the length of the list is no place. */
function worth(truth: MatchInput, child: number, applicant: Applicant, reported: MatchInput): number {
  const list = listOf(truth, applicant);
  const place = matchingOf(reported, allocate(reported))[child] ?? -1;
  if (place < 0) return list.length;
  const at = list.indexOf(truth.kindergartens[place]?.id ?? '');
  // A place the child never wanted is worse than none.
  return at < 0 ? list.length + 1 : at;
}

test('there are 16 lists over three kindergartens and 65 over four', () => {
  expect(allLists(['a', 'b', 'c'])).toHaveLength(16);
  expect(allLists(['a', 'b', 'c', 'd'])).toHaveLength(65);
});

describe('no list gives a child a better place than its true one: every child, every list', () => {
  test.each(truthful)('%s', (name) => {
    forSeeds(1, 40, (random) => {
      const input = features[name]?.(random);
      if (!input) throw new RangeError(name);
      const lists = allLists(input.kindergartens.map(({ id }) => id));
      input.applicants.forEach((applicant, child) => {
        const honest = worth(input, child, applicant, input);
        for (const wishes of lists) {
          expect(worth(input, child, applicant, withWishes(input, child, wishes))).toBeGreaterThanOrEqual(
            honest,
          );
        }
      });
    });
  });
});

describe.each(Object.entries(features))('%s', (name, makeInput) => {
  test('adding a wish at the end never hurts the child that adds it', () => {
    forSeeds(1, 100, (random) => {
      const input = makeInput(random);
      input.applicants.forEach((applicant, child) => {
        const honest = matchingOf(input, allocate(input))[child] ?? -1;
        const more = input.kindergartens.map(({ id }) => id).find((id) => !applicant.wishes.includes(id));
        if (more === undefined || applicant.wishes.includes(applicant.current ?? '')) return;
        const added = withWishes(input, child, [...applicant.wishes, more]);
        const after = matchingOf(added, allocate(added))[child] ?? -1;
        const worthOf = (place: number) => {
          const at = applicant.wishes.indexOf(input.kindergartens[place]?.id ?? '');
          return at >= 0 ? at : place >= 0 ? applicant.wishes.length : applicant.wishes.length + 1;
        };
        expect(worthOf(after)).toBeLessThanOrEqual(worthOf(honest));
      });
    });
  });

  test('the order of rows changes nothing but the order of rows', () => {
    forSeeds(1, 100, (random) => {
      const input = makeInput(random);
      const shuffled = {
        ...input,
        kindergartens: random.shuffled(input.kindergartens),
        applicants: random.shuffled(input.applicants),
      };

      expect(allocate(shuffled)).toEqual(allocate(input));
    });
  });

  // Where bands share area, more area lets the first band take one place more, which costs the second band two: see below.
  test('one more place never hurts anybody (where bands share area: nobody of the first band)', () => {
    forSeeds(1, 100, (random) => {
      const input = makeInput(random);
      const larger = withOneMorePlace(input, random);
      const before = matchingOf(input, allocate(input));
      const after = matchingOf(larger, allocate(larger));
      const converts = input.kindergartens.some(({ convert }) => convert !== undefined);
      const firstBand = input.bandOrder?.[0] ?? 'small';
      input.applicants.forEach((applicant, child) => {
        if (converts && applicant.band !== firstBand) return;
        const list = listOf(input, applicant);
        const worthOf = (place: number) => {
          const at = list.indexOf(input.kindergartens[place]?.id ?? '');
          return at < 0 ? list.length : at;
        };
        expect(worthOf(after[child] ?? -1), `${name}, ${applicant.id}`).toBeLessThanOrEqual(
          worthOf(before[child] ?? -1),
        );
      });
    });
  });
});

test('one unit more of shared area can cost a large child its place: a small child takes two', () => {
  // Three units: one small (2) and one large (1). Four units: two small, nothing left for the large one, who is not protected.
  const withUnits = (units: number): MatchInput => ({
    format: 'opptak-match/1',
    kindergartens: [
      { id: 'k', capacity: { small: 1, large: 1 }, convert: { units }, order: ['s1', 's2', 'l1'] },
    ],
    applicants: [
      { id: 's1', band: 'small', wishes: ['k'] },
      { id: 's2', band: 'small', wishes: ['k'] },
      { id: 'l1', band: 'large', wishes: ['k'] },
    ],
  });

  expect(matchingOf(withUnits(3), allocate(withUnits(3)))).toEqual([0, -1, 0]);
  expect(matchingOf(withUnits(4), allocate(withUnits(4)))).toEqual([0, 0, -1]);
});

function withOneMorePlace(input: MatchInput, random: Random): MatchInput {
  const chosen = random.below(input.kindergartens.length);
  const kindergartens = input.kindergartens.map((one, k) => {
    if (k !== chosen) return one;
    const { capacity } = one;
    if (typeof capacity === 'number') return { ...one, capacity: capacity + 1 };
    if (Array.isArray(capacity)) return { ...one, capacity: [...capacity, { places: 1 }] };
    if ('large' in capacity && typeof capacity.large === 'number') {
      return { ...one, capacity: { ...capacity, large: capacity.large + 1 } };
    }
    return one;
  });
  return { ...input, kindergartens };
}
