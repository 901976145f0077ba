import { allocate } from './allocate.ts';
import type { MatchInput, MatchResult } from './format.ts';

/** One move in a chain: who goes where, and which place that frees. */
export interface Move {
  readonly id: string;
  readonly from: string | null;
  readonly to: string;
}

export interface Refill {
  readonly result: MatchResult;
  /** Everybody whose place changes, by id. */
  readonly moves: readonly Move[];
}

/**
 * Fills whatever is free after an allocation with the smallest disturbance: everybody who has a place keeps it (as a
 * tenant, § 7.2 of the format) and moves only to a place that it wishes more, so nobody is put out, and each vacancy
 * sets off the chain that the order of its group says. Those who have left are simply not in `input` any more; new
 * applicants take part by their order but never displace a seated child.
 *
 * @param input the present applicants and capacity (a place that is given up is still in it)
 * @param before what was published last
 */
export function refill(input: MatchInput, before: MatchResult): Refill {
  const placeOf = new Map(before.assignments.map(({ id, kindergarten }) => [id, kindergarten]));
  const result = allocate({
    ...input,
    // A family that got its places together is not taken apart again by a vacancy.
    families: (input.families ?? []).filter(({ members }) =>
      members.every((id) => (placeOf.get(id) ?? null) === null),
    ),
    applicants: input.applicants.map((applicant) => {
      const place = placeOf.get(applicant.id) ?? null;
      if (place === null) return applicant;
      const { together: _together, ...rest } = applicant;
      return { ...rest, current: place };
    }),
  });
  const moves = result.assignments.flatMap(({ id, kindergarten }): Move[] => {
    const from = placeOf.get(id) ?? null;
    return kindergarten === null || kindergarten === from ? [] : [{ id, from, to: kindergarten }];
  });
  return { result, moves };
}
