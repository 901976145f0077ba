import type { JobHandler } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { publishRefillRun } from '../actions/publish-refill.ts';
import type { Deps } from '../deps.ts';
import { publishRefill } from './publish-refill-job.ts';

export function publishRefillHandler(deps: Deps): JobHandler<typeof publishRefill.payload> {
  return {
    definition: publishRefill,
    run: ({ runId }, { kommune }) =>
      changeAsSystem(deps, kommune, publishRefill.name, (change) => publishRefillRun(deps, change, runId)),
  };
}
