import { AppError } from '@opptak/domain';
import { type JointMarket, jointMarket, type MatchInput, type MatchResult } from '@opptak/matching';
import { check, type Violation } from '@opptak/matching/checker';
import { type AllocationModel, allocationModel } from './allocation-model.ts';
import { type Component, components } from './components.ts';
import { cpSat } from './cp-sat.ts';
import { liveEntries } from './live-entries.ts';
import { satisfies } from './model.ts';
import {
  type ComponentProof,
  type DeviationsProof,
  defaultBudget,
  type ProofBudget,
  type Undecided,
} from './proof.ts';
import type { ExactSolver } from './solver.ts';

export interface ProofOptions {
  readonly budget?: ProofBudget;
  readonly solver?: ExactSolver;
}

/**
 * For each part of a market in which families are left with a claim: proves that no allocation leaves fewer, or gives one that does, with
 * a certificate that the checker accepts, or says that it was not decided. A fair allocation is asked for: every child for itself keeps
 * the guarantees it has from the engine. Of those with the fewest claims it seeks the one that moves the fewest children.
 *
 * @param document from `readMatchInput`
 * @param given the result of the engine for this document, as parsed JSON
 * @throws AppError `bad-result` with the checker's violations when the result is not VALID for the document
 */
export async function proveDeviations(
  document: MatchInput,
  given: unknown,
  { budget = defaultBudget, solver = cpSat }: ProofOptions = {},
): Promise<DeviationsProof> {
  const result = validResult(document, given);
  const proof = { about: aboutOf(result), solver: solver.name, budget };
  if (result.deviations.length === 0)
    return { format: 'opptak-proof/1', ...proof, components: [], better: null };

  const market = jointMarket(document);
  const live = liveEntries(market);
  const claiming = new Set(result.deviations.map(({ family }) => family));
  const idOf = (family: number): string => market.families[family]?.id ?? '';
  const withClaims = components(market, live)
    .map((component) => ({
      component,
      families: component.families
        .map(idOf)
        .filter((id) => claiming.has(id))
        .sort(),
    }))
    .filter(({ families }) => families.length > 0)
    .sort((a, b) => ((a.families[0] ?? '') < (b.families[0] ?? '') ? -1 : 1));

  let best: Standing = { held: heldIn(market, result), result };
  const proofs: ComponentProof[] = [];
  for (const { component, families } of withClaims) {
    const step = await proveComponent({ document, market, live, solver, budget }, component, families, best);
    proofs.push(step.proof);
    best = step.best;
  }
  return {
    format: 'opptak-proof/1',
    ...proof,
    components: proofs,
    better: best.result === result ? null : best.result,
  };
}

function validResult(document: MatchInput, result: unknown): MatchResult {
  const violations: Violation[] = [];
  if (isValid(document, result, violations)) return result;
  throw new AppError('unprocessable', 'bad-result', 'The result is not valid for the document', {
    faults: violations.map(({ code, where, text }) => ({ at: where, message: `${text} (${code})` })),
  });
}

/** The checker reads every field of a result, so what it accepts is one. */
function isValid(document: MatchInput, result: unknown, violations: Violation[]): result is MatchResult {
  violations.push(...check(document, result));
  return violations.length === 0;
}

interface Task {
  readonly document: MatchInput;
  readonly market: JointMarket;
  readonly live: Uint8Array;
  readonly solver: ExactSolver;
  readonly budget: ProofBudget;
}

/** An allocation of the whole market, and how it is written down. */
interface Standing {
  readonly held: readonly number[];
  readonly result: MatchResult;
}

async function proveComponent(
  task: Task,
  component: Component,
  families: readonly string[],
  before: Standing,
): Promise<{ readonly proof: ComponentProof; readonly best: Standing }> {
  const { market, live, budget, solver } = task;
  const kindergartens = new Set(component.groups.map((group) => market.groups[group]?.kindergarten)).size;
  const size = { families, children: component.children.length, kindergartens };
  const undecided = (because: Undecided, work: number) =>
    ({ proof: { ...size, work, verdict: 'undecided', because }, best: before }) as const;

  if (component.children.length > budget.mostChildren) return undecided('too-many-children', 0);
  const model = allocationModel(market, component, live, before.held);
  if (model === 'unknown-seats') return undecided('seats', 0);
  const question = model.fewestClaims(families.length);
  const fewer = await solver.solve(question, budget.work);
  if (fewer.kind === 'none')
    return { proof: { ...size, work: fewer.work, verdict: 'nothing-better' }, best: before };
  if (fewer.kind === 'unknown') return undecided('budget', fewer.work);

  const first = satisfies(question, fewer.values)
    ? confirmed(task, component, model, fewer.values, before)
    : undefined;
  if (!first) return undecided('not-confirmed', fewer.work);
  const closer = model.fewestMoves(first.left.length, fewer.values);
  const nearest = await solver.solve(closer, budget.work);
  const second =
    'values' in nearest && satisfies(closer, nearest.values)
      ? confirmed(task, component, model, nearest.values, before)
      : undefined;
  const best = second && second.left.length <= first.left.length ? second : first;
  return {
    proof: {
      ...size,
      work: Math.round((fewer.work + nearest.work) * 1000) / 1000,
      verdict: 'better',
      left: best.left,
      fewest: fewer.kind === 'best',
      moves: best.moves,
      fewestMoves: best === second && nearest.kind === 'best',
    },
    best: best.standing,
  };
}

/** Writes a solution down with its certificate, and lets the checker judge the whole of it; undefined when it is not accepted or no better. */
function confirmed(
  { document, market }: Task,
  component: Component,
  model: AllocationModel,
  values: readonly boolean[],
  before: Standing,
) {
  const places = model.heldIn(values);
  const held = before.held.map((entry, child) => places.get(child) ?? entry);
  const result = market.write(held, exactName);
  if (check(document, result).length > 0) return undefined;
  if (result.deviations.length >= before.result.deviations.length) return undefined;
  const here = new Set(component.families.map((family) => market.families[family]?.id));
  const left = result.deviations.map(({ family }) => family).filter((family) => here.has(family));
  const moves = component.children
    .filter((child) => held[child] !== before.held[child])
    .map((child) => ({
      id: market.children[child]?.id ?? '',
      from: kindergartenOf(market, before.held[child]),
      to: kindergartenOf(market, held[child]),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { standing: { held, result }, left, moves };
}

/** Who found the allocation, in its certificate. */
const exactName = 'opptak-exact/1.0.0';

const kindergartenOf = (market: JointMarket, entry: number | undefined): string | null =>
  market.groups[market.entries[entry ?? -1]?.group ?? -1]?.kindergarten ?? null;

/** The entry that each child holds in a result. */
function heldIn(market: JointMarket, { assignments }: MatchResult): number[] {
  const placeOf = new Map(assignments.map(({ id, kindergarten }) => [id, kindergarten]));
  return market.children.map(({ id, entries }) => {
    const kindergarten = placeOf.get(id) ?? null;
    if (kindergarten === null) return -1;
    return entries.find((entry) => kindergartenOf(market, entry) === kindergarten) ?? -1;
  });
}

const aboutOf = ({ certificate: { input, result, engine } }: MatchResult): DeviationsProof['about'] => ({
  input,
  result,
  engine,
});
