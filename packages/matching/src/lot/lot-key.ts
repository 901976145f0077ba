import type { Applicant, MatchInput } from '../format.ts';

/** Siblings share a lot, so that luck can not part them. The letter keeps a family from taking an applicant's name. */
export const lotKey = (applicant: Applicant): string =>
  applicant.family === undefined ? `a|${applicant.id}` : `f|${applicant.family}`;

/**
 * The text behind the lot: the committed seed, and the public draw when there is one. It begins with a word of its own because the
 * hash of the seed alone is public before the deadline.
 */
export const lotSecret = ({ seed = '', publicDraw = '' }: Pick<MatchInput, 'seed' | 'publicDraw'>): string =>
  `lot|${seed}|${publicDraw}`;
