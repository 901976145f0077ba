import type { JobHandler } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { announceNextWave } from '../actions/announce-results.ts';
import type { Deps } from '../deps.ts';
import { announceResults } from './announce-results-job.ts';

/** Tells of a run's results, a wave at a time. Safe to run twice: each vedtak is told of once. */
export function announceResultsHandler(deps: Deps): JobHandler<typeof announceResults.payload> {
  return {
    definition: announceResults,
    run: ({ runId }, { kommune }) =>
      changeAsSystem(deps, kommune, announceResults.name, (change) => announceNextWave(change, runId)),
  };
}
