import type { Applicant, MatchInput } from '../format.ts';

/** Siblings share a lot, so that luck can not part them. The letter keeps a family from taking an applicant's name. */
export const lotKey = (applicant: Applicant): string =>
  applicant.family === undefined ? `a|${applicant.id}` : `f|${applicant.family}`;

/** The secret text behind the lot: the committed seed, and the public draw when there is one. */
export const lotSecret = (input: MatchInput): string =>
  input.publicDraw === undefined ? (input.seed ?? '') : `${input.seed ?? ''}|${input.publicDraw}`;
