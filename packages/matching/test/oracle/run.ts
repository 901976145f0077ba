import type { MatchInput, MatchResult } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { allocate } from '../../src/allocate.ts';
import type { Matching } from './enumerate.ts';

/** The engine's answer as kindergarten numbers, children and kindergartens numbered as in the input. */
export function engineMatching(input: MatchInput): Matching {
  return matchingOf(input, allocate(input));
}

export function matchingOf(input: MatchInput, { assignments }: MatchResult): Matching {
  const number = new Map(input.kindergartens.map(({ id }, k) => [id, k]));
  const at = new Map(assignments.map(({ id, kindergarten }) => [id, number.get(kindergarten ?? '') ?? -1]));
  return input.applicants.map(({ id }) => at.get(id) ?? -1);
}

/** The checker's codes that speak of facts written in the certificate, not of the allocation itself. */
const ABOUT_THE_CERTIFICATE = [
  'wrong-result-hash',
  'wrong-document-hash',
  'wrong-group',
  'wrong-refusal',
  'wrong-stats',
  'wrong-optimality',
];

/** What the checker has against the allocation itself when the certificate of the genuine result is left as it is. */
export function faultsOfAllocation(input: MatchInput, result: MatchResult): string[] {
  const codes = check(input, result).map(({ code }) => code);
  return codes.filter((code) => !ABOUT_THE_CERTIFICATE.includes(code));
}

/** The same result with another allocation, its wish numbers and rights to a place as they would be. */
export function withMatching(input: MatchInput, result: MatchResult, matching: Matching): MatchResult {
  const rows = input.applicants.map((child, i) => {
    const kindergarten = input.kindergartens[matching[i] ?? -1]?.id ?? null;
    const wish = kindergarten === null ? 0 : child.wishes.indexOf(kindergarten) + 1;
    const via =
      kindergarten === null ? null : kindergarten === child.current ? 'kept' : wish > 0 ? 'wish' : 'right';
    return { id: child.id, kindergarten, wish: wish || null, via } as const;
  });
  const unplacedRights = input.applicants
    .filter((child, i) => child.rightToPlace && (matching[i] ?? -1) < 0)
    .map(({ id }) => ({ id, reason: 'no-seat' as const }));
  return { ...result, assignments: rows, unplacedRights };
}
