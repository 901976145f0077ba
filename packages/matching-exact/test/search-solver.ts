import type { ExactSolver, Literal, Model, Sum } from '../src/index.ts';

type Values = (boolean | undefined)[];

/**
 * A second solver for tiny models, sharing nothing with CP-SAT: it sets one variable after the other and turns back where a constraint
 * can not hold any more. Fewest is found by asking for one fewer until there is none.
 */
export const searchSolver: ExactSolver = {
  name: 'search',
  async solve(model) {
    let best = solution(model, []);
    if (!best) return { kind: 'none', work: 0 };
    for (;;) {
      const count = model.fewest.filter((literal) => holds(best ?? [], literal)).length;
      const fewer: Sum = { literals: model.fewest, atLeast: 0, atMost: count - 1 };
      const next = count === 0 ? undefined : solution(model, [fewer]);
      if (!next) return { kind: 'best', values: best, work: 0 };
      best = next;
    }
  },
};

const value = (values: Values, literal: Literal): boolean | undefined => {
  const set = values[Math.abs(literal) - 1];
  return set === undefined ? undefined : set === literal > 0;
};
const holds = (values: Values, literal: Literal): boolean => value(values, literal) === true;

function solution(model: Model, more: readonly Sum[]): boolean[] | undefined {
  const sums: Sum[] = [
    ...model.clauses.map((literals) => ({ literals, atLeast: 1, atMost: literals.length })),
    ...model.sums,
    ...more,
  ];
  const complete = (start: Values): boolean[] | undefined => {
    const values = [...start];
    if (!propagate(sums, values)) return undefined;
    const open = Array.from({ length: model.variables }, (_, index) => index).find(
      (index) => values[index] === undefined,
    );
    if (open === undefined) return values.map((one) => one === true);
    for (const choice of [true, false]) {
      const found = complete(values.with(open, choice));
      if (found) return found;
    }
    return undefined;
  };
  return complete(new Array<undefined>(model.variables).fill(undefined));
}

/** Sets what must be so; false when a constraint is broken. */
function propagate(sums: readonly Sum[], values: Values): boolean {
  for (let changed = true; changed; ) {
    changed = false;
    const set = (literal: Literal) => {
      values[Math.abs(literal) - 1] = literal > 0;
      changed = true;
    };
    for (const { literals, atLeast, atMost, onlyIf } of sums) {
      const asked = onlyIf === undefined ? true : value(values, onlyIf);
      if (asked === false) continue;
      let [yes, open] = [0, 0];
      for (const literal of literals) {
        const known = value(values, literal);
        if (known === undefined) open++;
        else if (known) yes++;
      }
      if (yes > atMost || yes + open < atLeast) {
        if (asked || onlyIf === undefined) return false;
        set(-onlyIf);
      } else if (asked && open > 0 && (yes === atMost || yes + open === atLeast)) {
        const sign = yes === atMost ? -1 : 1;
        for (const literal of literals) if (value(values, literal) === undefined) set(sign * literal);
      }
    }
  }
  return true;
}
