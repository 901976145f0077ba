import { type Applicant, type JointMarket, jointMarket, type MatchInput } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { expect, test } from 'vitest';
import { type Random, seeded } from '../../matching/test/oracle/seeded.ts';
import { proveDeviations } from '../src/index.ts';
import { searchSolver } from './search-solver.ts';
import { ways } from './tiny-markets.ts';

// Rights send children outside their wishes, siblings each for itself. The enumeration of the format's third reading does not know that,
// so here all outcomes are written down and the checker says which of them are allowed.

/** Two siblings and two others, single places, nearly everybody with a right to a place, short lists: the backstop decides much. */
function marketOfRights(random: Random): MatchInput {
  const homes = ['k0', 'k1', 'k2'];
  const ids = ['c0', 'c1', 'c2', 'c3'];
  const together = ways[random.below(3)] ?? 'preferred';
  return {
    format: 'opptak-match/1',
    kindergartens: homes.map((id) => ({
      id,
      capacity: 1,
      order: random.shuffled(ids),
      position: { x: random.below(4000), y: 0 },
    })),
    applicants: ids.map(
      (id, i): Applicant => ({
        id,
        wishes: random.shuffled(homes).slice(0, 1 + random.below(2)),
        ...(random.oneIn(5) ? {} : { rightToPlace: true }),
        ...(random.oneIn(6) ? { statutoryPriority: true } : {}),
        ...(i < 2 && together !== 'listed' ? { family: 'f', together } : {}),
      }),
    ),
  };
}

/** All ways to give every child and family something from its list. */
function* allOutcomes({ children, families, entries }: JointMarket): Generator<number[]> {
  const singles = [...children.keys()].filter((child) => children[child]?.family === -1);
  const held = children.map(() => -1);
  const [family] = families;
  function* placeSingles(next: number): Generator<number[]> {
    const child = singles[next];
    if (child === undefined) {
      yield [...held];
      return;
    }
    for (const entry of [...(children[child]?.entries ?? []), -1]) {
      held[child] = entry;
      yield* placeSingles(next + 1);
    }
  }
  function* alongBackstop(
    next: number,
    members: readonly number[],
    tuple: readonly number[],
  ): Generator<number[]> {
    const member = members[next];
    if (member === undefined) {
      yield* placeSingles(0);
      return;
    }
    const own = tuple[next] ?? -1;
    const backstop =
      own === -1 ? (children[member]?.entries ?? []).filter((entry) => entries[entry]?.backstop) : [];
    for (const entry of [own, ...backstop]) {
      held[member] = entry;
      yield* alongBackstop(next + 1, members, tuple);
    }
  }
  for (const tuple of family?.tuples ?? []) yield* alongBackstop(0, family?.members ?? [], tuple);
}

/** Nobody shares a place; every kindergarten here has one. */
function sitApart({ entries }: JointMarket, held: readonly number[]): boolean {
  const used = held.filter((entry) => entry !== -1).map((entry) => entries[entry]?.group);
  return new Set(used).size === used.length;
}

test('where siblings and others have a right to a place, a proof says what the checker says of all outcomes', async () => {
  const seen = { better: 0, 'nothing-better': 0, undecided: 0, siblingsByRight: 0 };
  for (let seed = 1; seed <= 40; seed++) {
    const input = marketOfRights(seeded(seed));
    const market = jointMarket(input);
    const fair = [...allOutcomes(market)]
      .filter((held) => sitApart(market, held))
      .map((held) => market.write(held, 'test'))
      .filter((result) => check(input, result).length === 0);
    const claims = fair.map(({ deviations }) => deviations.length);
    const about = fair[claims.indexOf(Math.max(...claims))];
    if (!about) continue;
    const proof = await proveDeviations(input, about, { solver: searchSolver });
    expect({ seed, left: (proof.better ?? about).deviations.length }).toEqual({
      seed,
      left: Math.min(...claims),
    });
    for (const { verdict } of proof.components) seen[verdict]++;
    if (about.assignments.slice(0, 2).some(({ via }) => via === 'right')) seen.siblingsByRight++;
  }
  expect(seen.better).toBeGreaterThan(20);
  expect(seen.siblingsByRight).toBeGreaterThan(5);
  expect(seen.undecided).toBe(0);
});
