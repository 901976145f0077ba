import { writeResult } from './certificate/write-result.ts';
import { prepare } from './engine/run.ts';
import { settingOf } from './engine/setting.ts';
import type { MatchInput, MatchResult } from './format.ts';
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
