import { type MatchInput, type MatchResult, proposePairings } from '@opptak/matching';
import { type Static, Type } from 'typebox';

/** Two part-time applicants of a run on whole places, who could share one. */
export const Proposal = Type.Object({
  kindergarten: Type.String(),
  band: Type.Enum(['small', 'large']),
  applicants: Type.Tuple([Type.String(), Type.String()]),
});
export type Proposal = Static<typeof Proposal>;

/** What the engine proposes. Every kindergarten of ours is divided by age band. */
export const proposals = (input: MatchInput, result: MatchResult): readonly Proposal[] =>
  proposePairings(input, result).flatMap(({ kindergarten, band, applicants: [first, second] }) =>
    band === 'all' ? [] : [{ kindergarten, band, applicants: [first, second] }],
  );
