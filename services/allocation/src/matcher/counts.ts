import { type Static, Type } from 'typebox';

/** What a run gave, in numbers. */
export const Counts = Type.Object({
  applicants: Type.Integer(),
  placed: Type.Integer(),
  firstWish: Type.Integer(),
  deviations: Type.Integer(),
  unplacedRights: Type.Integer(),
});
export type Counts = Static<typeof Counts>;
