import { readFileSync } from 'node:fs';
import { AppError } from '@opptak/domain';
import { allocate, jointMarket, type MatchInput } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { describe, expect, test } from 'vitest';
import { type ExactSolver, proveDeviations } from '../src/index.ts';
import { allFair, heldOf } from './all-allocations.ts';

/**
 * Nothing can be stable: the pair wants A and B and nothing less; the single child wants A, then B. A takes the pair's first child before
 * the single one, B the single one before the pair's second. With the pair seated, the single child is put before the second at B;
 * with the single child at B the pair is out, A is free, and the single child moves there; then B is free and the pair comes back.
 */
const impossible: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    { id: 'A', capacity: 1, order: ['p1', 's'] },
    { id: 'B', capacity: 1, order: ['s', 'p2'] },
  ],
  families: [{ id: 'p', members: ['p1', 'p2'], wishes: [['A', 'B']] }],
  applicants: [
    { id: 'p1', wishes: ['A'], family: 'p' },
    { id: 'p2', wishes: ['B'], family: 'p' },
    { id: 's', wishes: ['A', 'B'] },
  ],
};

/** The pair may have A and B, which nobody else wants; a result that leaves it with nothing is fair to all others. */
const possible: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    { id: 'A', capacity: 1, order: ['p1', 's'] },
    { id: 'B', capacity: 1, order: ['p2', 's'] },
    { id: 'C', capacity: 1, order: ['s'] },
  ],
  families: [{ id: 'p', members: ['p1', 'p2'], wishes: [['A', 'B']] }],
  applicants: [
    { id: 'p1', wishes: ['A'], family: 'p' },
    { id: 'p2', wishes: ['B'], family: 'p' },
    { id: 's', wishes: ['A', 'C'] },
  ],
};

/** A result of this document in which each child has the named kindergarten. */
function resultWith(input: MatchInput, places: Readonly<Record<string, string>>) {
  const market = jointMarket(input);
  const numbers = input.applicants.map(({ id }) =>
    input.kindergartens.findIndex((kindergarten) => kindergarten.id === places[id]),
  );
  return market.write(heldOf(input, market, numbers), 'test');
}

/** A solver that says always the same. */
const saying = (answer: Awaited<ReturnType<ExactSolver['solve']>>): { solver: ExactSolver } => ({
  solver: { name: 'fixed', solve: () => Promise.resolve(answer) },
});

describe('what a proof says', () => {
  test('nothing better, where no allocation is stable', async () => {
    const result = allocate(impossible);

    const proof = await proveDeviations(impossible, result);

    expect(proof).toMatchObject({
      format: 'opptak-proof/1',
      about: { result: result.certificate.result },
      components: [{ families: ['p'], children: 3, kindergartens: 2, verdict: 'nothing-better' }],
      better: null,
    });
  });

  test('better, with the moves and a result that the checker accepts', async () => {
    const result = resultWith(possible, { s: 'A' });

    const proof = await proveDeviations(possible, result);

    expect(result.deviations.map(({ family }) => family)).toEqual(['p']);
    expect(proof.components).toMatchObject([
      {
        verdict: 'better',
        left: [],
        fewest: true,
        fewestMoves: true,
        moves: [
          { id: 'p1', from: null, to: 'A' },
          { id: 'p2', from: null, to: 'B' },
          { id: 's', from: 'A', to: 'C' },
        ],
      },
    ]);
    expect(proof.better && check(possible, proof.better)).toEqual([]);
    expect(proof.better?.certificate.engine).toBe('opptak-exact/1.0.0');
  });

  test('nothing to prove, where no family is left with a claim', async () => {
    expect(await proveDeviations(possible, allocate(possible))).toMatchObject({
      components: [],
      better: null,
    });
  });

  test('each part of a market for itself', async () => {
    const renamed = (input: MatchInput, by: string): MatchInput =>
      JSON.parse(JSON.stringify(input).replaceAll(/"(A|B|C|p|p1|p2|s)"/g, `"${by}$1"`));
    const [one, two] = [renamed(impossible, 'x'), renamed(possible, 'y')];
    const both: MatchInput = {
      format: 'opptak-match/1',
      kindergartens: [...one.kindergartens, ...two.kindergartens],
      families: [...(one.families ?? []), ...(two.families ?? [])],
      applicants: [...one.applicants, ...two.applicants],
    };
    const result = resultWith(both, { xs: 'xB', ys: 'yA' });
    // The single child of the first part would rather have A, which stands empty: not fair, so seated there.
    const fair = resultWith(both, { xs: 'xA', ys: 'yA' });

    const proof = await proveDeviations(both, fair);

    await expect(proveDeviations(both, result)).rejects.toThrow(AppError);
    expect(proof.components.map(({ families, verdict }) => [families, verdict])).toEqual([
      [['xp'], 'nothing-better'],
      [['yp'], 'better'],
    ]);
    expect(proof.better?.deviations.map(({ family }) => family)).toEqual(['xp']);
  });
});

describe('what is not decided says why', () => {
  test('larger than the budget allows', async () => {
    const budget = { mostChildren: 2, work: 1 };
    const { components } = await proveDeviations(impossible, allocate(impossible), { budget });

    expect(components).toMatchObject([{ verdict: 'undecided', because: 'too-many-children', work: 0 }]);
  });

  test('more work than the budget allows', async () => {
    const result = allocate(impossible);
    const proof = await proveDeviations(impossible, result, saying({ kind: 'unknown', work: 20 }));

    expect(proof.components).toMatchObject([{ verdict: 'undecided', because: 'budget', work: 20 }]);
  });

  test('a reserve, which the model does not know', async () => {
    const [first, ...others] = impossible.kindergartens;
    const reserved = {
      ...impossible,
      kindergartens: [{ id: 'A', capacity: 1, ...first, reserve: 1 }, ...others],
    };
    const { components } = await proveDeviations(reserved, allocate(reserved));

    expect(components).toMatchObject([{ verdict: 'undecided', because: 'seats' }]);
  });

  test('a solver that claims to have found what it has not', async () => {
    const result = allocate(impossible);
    const values = new Array<boolean>(100).fill(true);
    const proof = await proveDeviations(impossible, result, saying({ kind: 'best', values, work: 1 }));

    expect(proof).toMatchObject({
      components: [{ verdict: 'undecided', because: 'not-confirmed' }],
      better: null,
    });
  });
});

test('the same question gets the same bytes, in any order of rows', async () => {
  const result = resultWith(possible, { s: 'A' });
  const shuffled: MatchInput = {
    ...possible,
    kindergartens: possible.kindergartens.toReversed(),
    applicants: possible.applicants.toReversed(),
  };

  const [one, again, other] = [
    await proveDeviations(possible, result),
    await proveDeviations(possible, result),
    await proveDeviations(shuffled, result),
  ];

  expect(JSON.stringify(again)).toBe(JSON.stringify(one));
  expect(JSON.stringify(other)).toBe(JSON.stringify(one));
});

test('a result that is not of this document is refused with what the checker has against it', async () => {
  const error = await proveDeviations(possible, allocate(impossible)).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(AppError);
  expect(error instanceof AppError && error.faults.map(({ message }) => message).join()).toContain(
    '(wrong-input-hash)',
  );
});

interface WorkedCase {
  readonly id: string;
  readonly families: Record<string, { children: string[]; wishes: (string | null)[][] }>;
  readonly schools: Record<string, { capacity: number; priority: string[] }>;
}

const file = new URL('../../matching/test/data/matching-cases.json', import.meta.url);
const { siblingCases }: { siblingCases: WorkedCase[] } = JSON.parse(readFileSync(file, 'utf8'));

describe('the worked cases with siblings', () => {
  test.each(siblingCases)('$id: the fewest claims that trying all allocations finds', async (worked) => {
    const input = documentOf(worked);
    const fair = allFair(input, 20_000) ?? [];
    const fewest = Math.min(...fair.map(({ claims }) => claims));
    const market = jointMarket(input);
    const worst = fair.reduce((a, b) => (b.claims > a.claims ? b : a));

    for (const result of [allocate(input), market.write(heldOf(input, market, worst.matching), 'test')]) {
      const proof = await proveDeviations(input, result);
      expect((proof.better ?? result).deviations).toHaveLength(fewest);
      expect(proof.components.map(({ verdict }) => verdict)).not.toContain('undecided');
    }
  });
});

function documentOf({ families, schools }: WorkedCase): MatchInput {
  const all = Object.entries(families);
  const joint = all.filter(([, { children }]) => children.length > 1);
  return {
    format: 'opptak-match/1',
    kindergartens: Object.entries(schools).map(([id, { capacity, priority }]) => ({
      id,
      capacity,
      order: priority,
    })),
    families: joint.map(([id, { children, wishes }]) => ({ id, members: children, wishes })),
    applicants: all.flatMap(([family, { children, wishes }]) =>
      children.map((id, index) => ({
        id,
        wishes: [...new Set(wishes.flatMap((tuple) => tuple[index] ?? []))],
        ...(children.length > 1 && { family }),
      })),
    ),
  };
}
