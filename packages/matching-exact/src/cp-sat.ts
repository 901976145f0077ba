import type { CpModelProto } from 'or-tools-wasm/cp-sat';
import type { Literal, Model, Sum } from './model.ts';
import type { ExactSolver } from './solver.ts';

const seed = 1;

/**
 * OR-Tools' CP-SAT, compiled to WebAssembly: it tries all there is, in whole numbers. It is loaded when first used, from the installed
 * package and never from a network. While it solves, its thread does nothing else: call it from a worker where somebody waits.
 * The budget is CP-SAT's deterministic time; docs/adr/0007-exact-solver.md says how long a unit takes.
 */
export const cpSat: ExactSolver = {
  name: 'cp-sat (or-tools-wasm 0.9.1)',
  async solve(model, work) {
    const { CpModel, CpSolver } = await import('or-tools-wasm/cp-sat');
    const solver = new CpSolver();
    const status = await solver.solve(new CpModel(protoOf(model)), {
      numWorkers: 1,
      randomSeed: seed,
      maxDeterministicTime: work,
      // No linear relaxations: these models have no use for them, and so nothing rests on floating point.
      linearizationLevel: 0,
    });
    const done = { work: Math.round(solver.deterministic_time * 1000) / 1000 };
    const values = (solver.response()?.solution ?? []).map((value) => Number(value) === 1);
    switch (solver.statusName(status)) {
      case 'OPTIMAL':
        return { ...done, kind: 'best', values };
      case 'FEASIBLE':
        return { ...done, kind: 'some', values };
      case 'INFEASIBLE':
        return { ...done, kind: 'none' };
      case 'UNKNOWN':
        return { ...done, kind: 'unknown' };
      default:
        throw new RangeError('CP-SAT does not take the model');
    }
  },
};

function protoOf({ variables, clauses, sums, fewest, hint }: Model): CpModelProto {
  const { vars, coeffs, falseOnes } = termsOf(fewest);
  return {
    variables: Array.from({ length: variables }, () => ({ domain: [0, 1] })),
    constraints: [
      ...clauses.map((clause) => ({ boolOr: { literals: clause.map(referenceTo) } })),
      ...sums.map(constraintOf),
    ],
    ...(fewest.length > 0 && { objective: { vars, coeffs, offset: falseOnes } }),
    ...(hint && { solutionHint: { vars: [...hint.keys()], values: hint.map(Number) } }),
  };
}

/** CP-SAT numbers variables from 0 and writes "not v" as −v − 1. */
const referenceTo = (literal: Literal): number => (literal > 0 ? literal - 1 : literal);

function constraintOf({ literals, atLeast, atMost, onlyIf }: Sum) {
  const { vars, coeffs, falseOnes } = termsOf(literals);
  return {
    enforcementLiteral: onlyIf === undefined ? [] : [referenceTo(onlyIf)],
    linear: { vars, coeffs, domain: [atLeast - falseOnes, atMost - falseOnes] },
  };
}

/** A sum of literals as a sum of variables: "not v" counts as 1 − v. */
function termsOf(literals: readonly Literal[]) {
  return {
    vars: literals.map((literal) => Math.abs(literal) - 1),
    coeffs: literals.map((literal) => (literal > 0 ? 1 : -1)),
    falseOnes: literals.filter((literal) => literal < 0).length,
  };
}
