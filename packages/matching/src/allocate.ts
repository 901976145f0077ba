import { assignmentsOf, writeResult } from './certificate/write-result.ts';
import { prepare } from './engine/run.ts';
import { settingOf } from './engine/setting.ts';
import type { Assignment, MatchInput, MatchResult } from './format.ts';
import { solve } from './siblings/solve.ts';

/**
 * Allocates the places of one intake: the best stable allocation for every child who applies alone, and a stable one
 * for siblings when the search finds it. The same input gives the same bytes, whatever the order of its rows.
 *
 * @param input from `readMatchInput`
 * @throws AppError `bad-match-input` when the seats can not hold tenants, reserves, agreements or protected places
 */
export function allocate(input: MatchInput): MatchResult {
  return writeResult(solve(prepare(settingOf(input))));
}

/**
 * Who gets which place, without the certificate: the same allocation at a third of the cost, for asking "what if".
 * A result that counts for a family comes from `allocate`.
 *
 * @throws AppError `bad-match-input`, like `allocate`
 */
export function allocateOnly(input: MatchInput): readonly Assignment[] {
  return assignmentsOf(solve(prepare(settingOf(input)), { claims: false }));
}
