import { inKommune } from '@opptak/db';
import type { JobHandler } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { decideNextWave } from '../actions/decide-households.ts';
import type { Deps } from '../deps.ts';
import { takePlan } from '../repositories/decision-plan.ts';
import { decideFees } from './decide-fees-job.ts';

/**
 * Decides all households of a kommune whose facts have changed, a wave at a time. Safe to run twice, and beside itself:
 * a household that is decided no longer waits.
 */
export function decideFeesHandler(deps: Deps): JobHandler<typeof decideFees.payload> {
  return {
    definition: decideFees,
    async run(_payload, { kommune }) {
      await inKommune(deps.db, kommune, (tx) => takePlan(tx, kommune));
      for (let more = true; more; ) {
        ({ more } = await changeAsSystem(deps, kommune, decideFees.name, (change) =>
          decideNextWave(deps, change),
        ));
      }
    },
  };
}
