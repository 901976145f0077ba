import { allocate } from './allocate.ts';
import type { RankMemory } from './engine/rank-memory.ts';
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
 * The document of a refill: everybody who has a place keeps it (as a tenant, § 7.2 of the format) and moves only to a place
 * that it wishes more, so nobody is put out. It is allocated and checked like any other.
 *
 * @param input the present applicants and capacity (a place that is given up is still in it)
 * @param before what was published last
 */
export function refillInput(input: MatchInput, before: Pick<MatchResult, 'assignments'>): MatchInput {
  const placeOf = placesIn(before);
  return {
    ...input,
    // A family that got its places together is not taken apart again by a vacancy.
    ...(input.families && {
      families: input.families.filter(({ members }) =>
        members.every((id) => (placeOf.get(id) ?? null) === null),
      ),
    }),
    applicants: input.applicants.map((applicant) => {
      const place = placeOf.get(applicant.id) ?? null;
      if (place === null) return applicant;
      const { together: _together, ...rest } = applicant;
      return { ...rest, current: place };
    }),
  };
}

/**
 * Fills whatever is free after an allocation with the smallest disturbance: each vacancy sets off the chain that the order
 * of its group says (`refillInput`). Those who have left are simply not in `input` any more; new applicants take part by
 * their order but never displace a seated child.
 *
 * @param memory of the refill before this one, as in `allocate`
 * @throws AppError `bad-match-input`, like `allocate`
 */
export function refill(input: MatchInput, before: MatchResult, memory?: RankMemory): Refill {
  const placeOf = placesIn(before);
  const result = allocate(refillInput(input, before), memory);
  const moves = result.assignments.flatMap(({ id, kindergarten }): Move[] => {
    const from = placeOf.get(id) ?? null;
    return kindergarten === null || kindergarten === from ? [] : [{ id, from, to: kindergarten }];
  });
  return { result, moves };
}

const placesIn = ({ assignments }: Pick<MatchResult, 'assignments'>): ReadonlyMap<string, string | null> =>
  new Map(assignments.map(({ id, kindergarten }) => [id, kindergarten]));
