import { appealRights } from '@opptak/rules';
import type { ApplicationFacts, Round } from '../repositories/projections.ts';
import type { RunState } from '../repositories/runs.ts';

/**
 * What a family may do about a vedtak on admission.
 *
 * Legal source: forskrift 2005-12-16-1477 §§ 4, 6.
 *
 * @param given number of the wish that was met.
 */
export function rightsOf({
  run,
  round,
  application,
  given,
}: {
  readonly run: RunState;
  readonly round: Round;
  readonly application: ApplicationFacts;
  readonly given: number | 'outside-wishes' | 'none';
}): { readonly mayAppeal: boolean; readonly mayAskReasons: boolean } {
  const main = round.kind === 'main' && run.kind === 'main' && !application.late;
  const { mayAppeal, mayDemandReasons } = appealRights({
    kind: 'admission',
    intake: main ? 'main' : 'supplementary',
    wishes: application.wishes.length,
    given,
    statutoryPriority: application.statutoryPriority,
  }).value;
  return { mayAppeal, mayAskReasons: mayDemandReasons };
}
