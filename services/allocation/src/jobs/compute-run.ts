import { inKommune } from '@opptak/db';
import { crashpoint, type JobHandler } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { storeComputed } from '../actions/store-computed.ts';
import type { Deps } from '../deps.ts';
import { documentParts } from '../repositories/documents.ts';
import { getRunState } from '../repositories/runs.ts';
import { computeRun } from './compute-run-job.ts';
import { progressWriter } from './progress-writer.ts';

/**
 * Allocates a frozen round in a thread of its own, has the result checked by the independent checker, and stores
 * both in one transaction. Safe to run twice: the same input gives the same bytes, and only the first are stored.
 */
export function computeRunHandler(deps: Deps): JobHandler<typeof computeRun.payload> {
  return {
    definition: computeRun,
    async run({ runId }, { kommune }) {
      const run = await inKommune(deps.db, kommune, (tx) => getRunState(tx, runId));
      if (run.status !== 'planned') return;
      const progress = progressWriter(deps, kommune, runId);
      const computed = await deps.matcher.allocate(
        documentParts((read) => inKommune(deps.db, kommune, read), runId, 'input'),
        progress.note,
      );
      await progress.settled();
      await changeAsSystem(deps, kommune, computeRun.name, async (change) => {
        await storeComputed(change, runId, computed);
        crashpoint('allocation:computed');
      });
    },
  };
}
