import type { JobHandler } from '@opptak/jobs';
import { freezePlanned } from '../actions/freeze-run.ts';
import type { Deps } from '../deps.ts';
import { freezeRun } from './freeze-run-job.ts';

export function freezeRunHandler(deps: Deps): JobHandler<typeof freezeRun.payload> {
  return {
    definition: freezeRun,
    run: ({ runId }, { kommune }) => freezePlanned(deps, { kommune, runId, as: freezeRun.name }),
  };
}
