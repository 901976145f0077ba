export { cpSat } from './cp-sat.ts';
export type { Literal, Model, Sum } from './model.ts';
export type * from './proof.ts';
export { defaultBudget } from './proof.ts';
export { type ProofOptions, proveDeviations } from './prove-deviations.ts';
export type { Answer, ExactSolver } from './solver.ts';
