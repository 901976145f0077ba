import { jointMarket, type MatchInput } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { expect, test } from 'vitest';
import { type Random, seeded } from '../../matching/test/oracle/seeded.ts';
import { cpSat, type ExactSolver, proveDeviations, type Verdict } from '../src/index.ts';
import { allFair, type Fair, heldOf } from './all-allocations.ts';
import { searchSolver } from './search-solver.ts';
import { contestedMarket, tinyMarket } from './tiny-markets.ts';

// Every fair allocation of a tiny market is known by trying all. A proof is asked for about the one with the most claims and the one with
// the fewest: it must find the fewest claims there can be, with the fewest moves, and say "nothing better" exactly where that is so.

type Seen = Record<Verdict['verdict'] | 'markets', number>;

async function compare(seed: number, input: MatchInput, solver: ExactSolver, seen: Seen): Promise<void> {
  const fair = allFair(input, 2500);
  if (!fair || fair.length === 0) return;
  seen.markets++;
  const most = fair.reduce((a, b) => (b.claims > a.claims ? b : a));
  const fewest = fair.reduce((a, b) => (b.claims < a.claims ? b : a));
  for (const about of new Set([most, fewest])) {
    const { expected, found, verdicts } = await proofAbout(about, fair, input, solver);
    expect({ seed, ...found }).toEqual({ seed, ...expected });
    for (const verdict of verdicts) seen[verdict]++;
  }
}

async function proofAbout(about: Fair, fair: readonly Fair[], input: MatchInput, solver: ExactSolver) {
  const market = jointMarket(input);
  const result = market.write(heldOf(input, market, about.matching), 'test');
  const { components, better } = await proveDeviations(input, result, { solver });

  const claims = Math.min(...fair.map((one) => one.claims));
  const distance = (other: Fair) => other.matching.filter((k, i) => k !== about.matching[i]).length;
  const nearest = Math.min(...fair.filter((one) => one.claims === claims).map(distance));
  return {
    verdicts: components.map(({ verdict }) => verdict),
    expected: { written: about.claims, claims, moves: claims < about.claims ? nearest : 0, violations: [] },
    found: {
      written: result.deviations.length,
      claims: (better ?? result).deviations.length,
      moves: components.flatMap((part) => (part.verdict === 'better' ? part.moves : [])).length,
      violations: check(input, better ?? result),
    },
  };
}

async function compareAll(
  from: number,
  count: number,
  market: (random: Random) => MatchInput,
  solver: ExactSolver,
): Promise<Seen> {
  const seen: Seen = { markets: 0, 'nothing-better': 0, better: 0, undecided: 0 };
  for (let seed = from; seed < from + count; seed++) await compare(seed, market(seeded(seed)), solver, seen);
  expect(seen.undecided).toBe(0);
  return seen;
}

test.each([
  'plain places',
  'transfers',
  'start dates',
  'start dates with transfers',
  'part-time on declared places',
  'age bands',
  'agreements between kommuner',
])('%s: a proof says what trying all allocations says', async (kind) => {
  const seen = await compareAll(1, 120, (random) => tinyMarket(kind, random), searchSolver);
  expect(seen.better).toBeGreaterThan(40);
});

test.each([1, 351, 701])(
  'where pairs and others want the same single places, a proof says what trying all allocations says (350 from %i)',
  async (from) => {
    const seen = await compareAll(from, 350, contestedMarket, searchSolver);
    expect(seen['nothing-better']).toBeGreaterThan(30);
  },
);

test('CP-SAT says the same', async () => {
  const seen = await compareAll(1, 80, contestedMarket, cpSat);
  expect(seen['nothing-better']).toBeGreaterThan(3);
  expect(seen.better).toBeGreaterThan(30);
});
