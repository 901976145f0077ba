import { inKommune } from '@opptak/db';
import type { JobHandler } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { storeProof } from '../actions/prove.ts';
import type { Deps } from '../deps.ts';
import { documentParts, type Reading } from '../repositories/documents.ts';
import { findProof } from '../repositories/proofs.ts';
import { proveRun } from './prove-run-job.ts';

/** Asks the exact solver, in a thread of its own, and stores what it says. Safe to run twice: the answer is the same. */
export function proveRunHandler(deps: Deps): JobHandler<typeof proveRun.payload> {
  return {
    definition: proveRun,
    async run({ runId }, { kommune }) {
      const read: Reading = (work) => inKommune(deps.db, kommune, work);
      const asked = await read((tx) => findProof(tx, runId));
      if (asked?.status !== 'asked') return;
      const { mostChildren, work } = asked;
      const found = await deps.matcher.prove(
        { budget: { mostChildren, work } },
        { input: documentParts(read, runId, 'input'), result: documentParts(read, runId, 'result') },
      );
      await changeAsSystem(deps, kommune, proveRun.name, (change) => storeProof(change, asked, found));
    },
  };
}
