import fc from 'fast-check';
import { expect, test } from 'vitest';
import { siblingMarket } from '../bench/sibling-market.ts';
import { allocate } from '../src/allocate.ts';
import type { Applicant, Criterion, MatchInput } from '../src/format.ts';
import { refill } from '../src/refill.ts';
import { whatIf } from '../src/what-if.ts';

const criteria: readonly Criterion[] = [
  { key: 'statutory-priority', paragraph: '§ 1' },
  { key: 'sibling-attending', paragraph: '§ 2' },
  {
    key: 'points',
    paragraph: '§ 3',
    items: [{ criterion: { key: 'child-of-staff', paragraph: '§ 3 a' }, points: 2 }],
  },
];

/** Up to seven children for themselves at up to four kindergartens, with few seats. */
const market = fc
  .integer({ min: 1, max: 4 })
  .chain((kindergartens) => {
    const ids = Array.from({ length: kindergartens }, (_, index) => `k${index}`);
    const child = fc.record({
      wishes: fc.shuffledSubarray(ids, { minLength: 1 }),
      siblingAt: fc.subarray(ids),
      parentWorksAt: fc.subarray(ids),
      statutoryPriority: fc.boolean(),
      rightToPlace: fc.boolean(),
    });
    return fc.record({
      seed: fc.string({ maxLength: 8 }),
      capacities: fc.array(fc.integer({ min: 0, max: 3 }), {
        minLength: kindergartens,
        maxLength: kindergartens,
      }),
      children: fc.array(child, { minLength: 1, maxLength: 7 }),
    });
  })
  .map(
    ({ seed, capacities, children }): MatchInput => ({
      format: 'opptak-match/1',
      seed,
      criteria,
      kindergartens: capacities.map((capacity, index) => ({ id: `k${index}`, capacity })),
      applicants: children.map(
        ({ siblingAt, parentWorksAt, ...child }, index): Applicant => ({
          id: `c${index}`,
          ...child,
          facts: { siblingAt, parentWorksAt },
        }),
      ),
    }),
  );

const runs = { numRuns: 300, seed: 20271115 };
const placesOf = (input: MatchInput) =>
  new Map(allocate(input).assignments.map(({ id, kindergarten }) => [id, kindergarten]));
/** Places beyond the list count as nothing: a child says what it wants by listing it. */
const worth = (child: Applicant, place: string | null | undefined) => {
  const wish = place ? child.wishes.indexOf(place) : -1;
  return wish === -1 ? 100 : wish;
};

test('the order of rows never matters: the same bytes come out', () => {
  fc.assert(
    fc.property(market, fc.integer(), (input, turn) => {
      const turned = <T>(rows: readonly T[]) =>
        [...rows.slice(turn % rows.length), ...rows.slice(0, turn % rows.length)].reverse();
      const shuffled = {
        ...input,
        applicants: turned(input.applicants),
        kindergartens: turned(input.kindergartens),
      };
      expect(JSON.stringify(allocate(shuffled))).toBe(JSON.stringify(allocate(input)));
    }),
    runs,
  );
});

test('no list of wishes gives a child a place that it wishes more than what its true list gives', () => {
  fc.assert(
    fc.property(market, (input) => {
      const honest = placesOf(input);
      input.applicants.forEach((child, index) => {
        for (const wishes of permutations(input.kindergartens.map(({ id }) => id))) {
          for (let length = 1; length <= wishes.length; length++) {
            const applicants = input.applicants.with(index, { ...child, wishes: wishes.slice(0, length) });
            const lied = placesOf({ ...input, applicants }).get(child.id);
            expect(worth(child, lied)).toBeGreaterThanOrEqual(worth(child, honest.get(child.id)));
          }
        }
      });
    }),
    { ...runs, numRuns: 60 },
  );
});

test('one more wish at the end never makes a child worse off, and nobody gains a place by asking for less', () => {
  fc.assert(
    fc.property(market, (input) => {
      const before = placesOf(input);
      input.applicants.forEach((child, index) => {
        const more = input.kindergartens.find(({ id }) => !child.wishes.includes(id));
        if (!more) return;
        const applicants = input.applicants.with(index, { ...child, wishes: [...child.wishes, more.id] });
        const after = placesOf({ ...input, applicants }).get(child.id);
        const was = before.get(child.id);
        if (was && child.wishes.includes(was)) expect(after).toBe(was);
      });
    }),
    runs,
  );
});

test('one more place never makes a child for itself worse off', () => {
  fc.assert(
    fc.property(market, (input) => {
      const before = allocate(input);
      for (const { id } of input.kindergartens) {
        const { differences } = whatIf(input, before, [{ kind: 'places', kindergarten: id, change: 1 }]);
        const worse = differences.filter(
          (one) => one.better === -1 && !isBackstop(input, one.id, one.before),
        );
        expect(worse).toEqual([]);
      }
    }),
    runs,
  );
});

test('children who have a place never lose it in a refill, and nothing is left that a child would rather have', () => {
  fc.assert(
    fc.property(market, fc.nat(6), (input, leaver) => {
      const before = allocate(input);
      const left = input.applicants[leaver % input.applicants.length]?.id;
      const present = { ...input, applicants: input.applicants.filter(({ id }) => id !== left) };
      if (present.applicants.length === 0) return;
      const { result, moves } = refill(present, before);
      const old = new Map(before.assignments.map(({ id, kindergarten }) => [id, kindergarten]));
      for (const { id, kindergarten } of result.assignments) {
        if (old.get(id)) expect(kindergarten).not.toBeNull();
      }
      // A vacancy in a stable allocation sets off one chain: each move but the last fills the place that the next leaves.
      expect(new Set(moves.map(({ to }) => to)).size).toBe(moves.length);
      expect(refill(present, result).moves).toEqual([]);
    }),
    runs,
  );
});

test('the worst case ends: 30 % of the children in families of two to four, seats for 80 of 100', () => {
  const input = siblingMarket(1, {
    children: 400,
    siblingShare: 30,
    familySizes: [2, 3, 4],
    seats: 80,
    common: 'child',
  });
  const result = allocate(input);
  expect(result.assignments).toHaveLength(400);
  expect(allocate(input)).toEqual(result);
});

test('at most two families keep a claim in any hard market with siblings', () => {
  for (const children of [200, 500, 1000]) {
    for (let number = 0; number < 5; number++) {
      const input = siblingMarket(children * 100 + number, {
        children,
        siblingShare: 15,
        familySizes: [2],
        seats: 97,
        common: 'child',
      });
      const { deviations } = allocate(input);
      expect(deviations.length).toBeLessThanOrEqual(2);
      for (const { blockedBy } of deviations) expect(blockedBy.length).toBeGreaterThan(0);
    }
  }
});

function isBackstop(input: MatchInput, id: string, place: string | null): boolean {
  return (
    place !== null && input.applicants.find((child) => child.id === id)?.wishes.includes(place) === false
  );
}

function permutations(ids: readonly string[]): string[][] {
  if (ids.length === 0) return [[]];
  return ids.flatMap((id) => permutations(ids.filter((other) => other !== id)).map((rest) => [id, ...rest]));
}
