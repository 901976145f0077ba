export { check } from './check.ts';
export type { Violation } from './model.ts';
