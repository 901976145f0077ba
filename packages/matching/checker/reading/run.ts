import type { Run } from '../proof/model.ts';
import type { MatchInput, MatchResult } from './document.ts';
import { jointFamilies } from './families.ts';
import { groupsOf } from './groups.ts';
import { childrenOf } from './lists.ts';
import { once } from './once.ts';

/** Reads input and result into the words of the proof. */
export function readRun(input: MatchInput, result: MatchResult): Run {
  const run: Run = {
    input,
    result,
    groups: once(() => groupsOf(run)),
    children: once(() => childrenOf(run)),
    families: once(() => jointFamilies(run)),
  };
  return run;
}
