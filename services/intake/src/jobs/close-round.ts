import type { JobHandler } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { closeRoundAfterDeadline } from '../actions/close-round.ts';
import type { Deps } from '../deps.ts';
import { closeRound } from './close-round-job.ts';

/** Closes a round when its deadline has passed. Safe to run twice. */
export function closeRoundHandler(deps: Deps): JobHandler<typeof closeRound.payload> {
  return {
    definition: closeRound,
    run: ({ roundId }, { kommune }) =>
      changeAsSystem(deps, kommune, closeRound.name, (change) =>
        closeRoundAfterDeadline(deps, change, roundId),
      ),
  };
}
