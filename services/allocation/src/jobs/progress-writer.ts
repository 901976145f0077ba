import { inKommune } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import type { Deps } from '../deps.ts';
import { noteProgress } from '../repositories/runs.ts';

/** Writes how far a run has come as it is told, one after the other; a failed write costs nothing but the picture. */
export function progressWriter(deps: Pick<Deps, 'db'>, kommune: KommuneNumber, runId: string) {
  let last: Promise<unknown> = Promise.resolve();
  let next: number | null = null;
  return {
    /** When more is told than can be written, what is in between is left out. */
    note(percent: number) {
      const writes = next !== null;
      next = percent;
      if (writes) return;
      last = last
        .then(() => {
          const now = next ?? percent;
          next = null;
          return inKommune(deps.db, kommune, (tx) => noteProgress(tx, runId, now));
        })
        .catch(() => undefined);
    },
    settled: () => last,
  };
}
