import { inKommune } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import type { JobHandler } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { storeComputed } from '../actions/store-computed.ts';
import type { Deps } from '../deps.ts';
import { documentParts } from '../repositories/documents.ts';
import { getRunState, noteProgress } from '../repositories/runs.ts';
import { computeRun } from './compute-run-job.ts';

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
      await changeAsSystem(deps, kommune, computeRun.name, (change) =>
        storeComputed(change, runId, computed),
      );
    },
  };
}

/** Writes progress as it comes, one after the other; a failed write costs nothing but the picture. */
function progressWriter(deps: Deps, kommune: KommuneNumber, runId: string) {
  let last: Promise<unknown> = Promise.resolve();
  return {
    note(percent: number) {
      last = last
        .then(() => inKommune(deps.db, kommune, (tx) => noteProgress(tx, runId, percent)))
        .catch(() => undefined);
    },
    settled: () => last,
  };
}
