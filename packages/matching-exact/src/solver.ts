import type { Model } from './model.ts';

/** What an exact solver has to say about a model. `work` is in the solver's own units, the same on every machine. */
export type Answer =
  | { readonly kind: 'none'; readonly work: number }
  | { readonly kind: 'best' | 'some'; readonly values: readonly boolean[]; readonly work: number }
  | { readonly kind: 'unknown'; readonly work: number };

/**
 * A program that decides models. The same question must get the same answer each time: one thread, a fixed seed, and a budget
 * that counts work and not time.
 */
export interface ExactSolver {
  /** Name and version, as it stands in a proof. */
  readonly name: string;
  /** @param work where to give up: `none` and `best` are proved, `some` was found, `unknown` is neither. */
  solve(model: Model, work: number): Promise<Answer>;
}
