export { check } from './check.ts';
export type { Violation } from './proof/model.ts';
