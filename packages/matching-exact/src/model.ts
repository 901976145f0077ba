/** A literal: variable v as v + 1, its negation as −(v + 1). */
export type Literal = number;

export interface Sum {
  /** Each counts once. */
  readonly literals: readonly Literal[];
  readonly atLeast: number;
  readonly atMost: number;
  /** The sum must hold only where this literal is true. */
  readonly onlyIf?: Literal;
}

/** A problem in yes/no variables, for any exact solver. */
export interface Model {
  readonly variables: number;
  /** In each at least one literal is true. */
  readonly clauses: readonly (readonly Literal[])[];
  readonly sums: readonly Sum[];
  /** As few of these as possible are to be true. */
  readonly fewest: readonly Literal[];
  /** A value for each variable to begin with; wrong ones cost only time. */
  readonly hint?: readonly boolean[];
}

/** A model while it is being written. */
export interface ModelDraft {
  readonly clauses: Literal[][];
  readonly sums: Sum[];
  variable(): Literal;
  readonly size: () => number;
}

export function modelDraft(): ModelDraft {
  let variables = 0;
  return {
    clauses: [],
    sums: [],
    variable: () => ++variables,
    size: () => variables,
  };
}

/** Whether values satisfy a model: what a solver says is never believed unseen. */
export function satisfies(model: Model, values: readonly boolean[]): boolean {
  const holds = (literal: Literal): boolean => values[Math.abs(literal) - 1] === literal > 0;
  return (
    model.clauses.every((clause) => clause.some(holds)) &&
    model.sums.every(({ literals, atLeast, atMost, onlyIf }) => {
      if (onlyIf !== undefined && !holds(onlyIf)) return true;
      const count = literals.filter(holds).length;
      return atLeast <= count && count <= atMost;
    })
  );
}
