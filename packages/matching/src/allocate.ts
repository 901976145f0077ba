import { assignmentsOf, writeResult } from './certificate/write-result.ts';
import type { Outcome } from './engine/outcome.ts';
import type { RankMemory } from './engine/rank-memory.ts';
import { prepare, rememberRun } from './engine/run.ts';
import { settingOf } from './engine/setting.ts';
import type { Assignment, MatchInput, MatchResult } from './format.ts';
import { type SolveOptions, solve } from './siblings/solve.ts';

/**
 * Allocates the places of one intake: the best stable allocation for every child who applies alone, and a stable one
 * for siblings when the search finds it. The same input gives the same bytes, whatever the order of its rows.
 *
 * @param input from `readMatchInput`
 * @param memory of runs of documents like this one; it saves time and changes nothing
 * @throws AppError `bad-match-input` when the seats can not hold tenants, reserves, agreements or protected places
 */
export function allocate(input: MatchInput, memory?: RankMemory): MatchResult {
  return writeResult(solved(input, memory));
}

/**
 * Who gets which place, without the certificate: the same allocation at a third of the cost, for asking "what if".
 * A result that counts for a family comes from `allocate`.
 *
 * @throws AppError `bad-match-input`, like `allocate`
 */
export function allocateOnly(input: MatchInput, memory?: RankMemory): readonly Assignment[] {
  return assignmentsOf(solved(input, memory, { claims: false }));
}

function solved(input: MatchInput, memory?: RankMemory, options?: SolveOptions): Outcome {
  const outcome = solve(prepare(settingOf(input), memory), options);
  if (memory) rememberRun(memory, outcome.run);
  return outcome;
}
