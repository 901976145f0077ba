import { crashpoint, type JobHandler } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { decideReleased } from '../actions/publish-run.ts';
import type { Deps } from '../deps.ts';
import { progressWriter } from './progress-writer.ts';
import { publishRun } from './publish-run-job.ts';

/**
 * Publishes a run that two people have released, in one transaction: a worker that dies in it leaves nothing behind, and the
 * next begins again. Safe to run twice: what is published is left as it is.
 */
export function publishRunHandler(deps: Deps): JobHandler<typeof publishRun.payload> {
  return {
    definition: publishRun,
    async run({ runId }, { kommune }) {
      const progress = progressWriter(deps, kommune, runId);
      await changeAsSystem(deps, kommune, publishRun.name, (change) =>
        decideReleased(deps, change, runId, (percent) => {
          crashpoint('allocation:deciding');
          progress.note(percent);
        }),
      );
      await progress.settled();
    },
  };
}
