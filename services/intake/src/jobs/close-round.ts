import { inKommune } from '@opptak/db';
import type { JobHandler } from '@opptak/jobs';
import { closeRoundAfterDeadline } from '../actions/close-round.ts';
import type { Deps } from '../deps.ts';
import { closeRound } from './close-round-job.ts';

/** Closes a round when its deadline has passed. Safe to run twice. */
export function closeRoundHandler(
  deps: Pick<Deps, 'db' | 'vault' | 'clock'>,
): JobHandler<typeof closeRound.payload> {
  return {
    definition: closeRound,
    run: ({ roundId }, { kommune }) =>
      inKommune(deps.db, kommune, (tx) =>
        closeRoundAfterDeadline(
          deps,
          { tx, kommune, actor: { type: 'system', name: closeRound.name }, at: deps.clock.now() },
          roundId,
        ),
      ),
  };
}
