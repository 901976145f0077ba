import { inKommune, stableId } from '@opptak/db';
import { type KommuneNumber, type NationalId, yearOf } from '@opptak/domain';
import { crashpoint } from '@opptak/jobs';
import { changeAsSystem, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { syncPopulation } from '../jobs/job-definitions.ts';
import { openPerson } from '../population/person-record.ts';
import { oldestAge } from '../population/standing.ts';
import { findUnreadSince, markRead } from '../repositories/people.ts';
import { lockSyncState, type SyncState, updateSyncState } from '../repositories/sync-state.ts';
import { childrenPerPage, settleChildren } from './store-reading.ts';

/** The register works on an extract for a while: tried again a little later. */
class ExtractNotReady extends Error {
  override readonly name = 'ExtractNotReady';
}

/** Of an extract that does not exist the register says the same as of one it works on: after this long it is given up. */
const givenUpAfterMs = 4 * 3_600_000;

interface Ordered {
  readonly jobId: string;
  readonly batch: number;
  /** The newest event before the extract was ordered: the feed goes on from there. */
  readonly sequence: number;
  readonly startedAt: Date;
}

/** Orders an extract unless one is under way, reads it batch by batch, and last whoever was ours and is not in it. */
export async function loadPopulation(
  deps: Deps,
  kommune: KommuneNumber,
  state: SyncState | null,
): Promise<void> {
  const registry = deps.registries(kommune).people;
  const extract = underWay(state) ?? (await orderExtract(deps, kommune));
  for (let { batch } = extract; ; batch += 1) {
    const answer = await registry.readExtract(extract.jobId, batch);
    if (answer.type === 'not-ready') {
      await giveUpWhenOld(deps, kommune, extract);
      throw new ExtractNotReady('The extract is not ready yet');
    }
    if (answer.type === 'end') break;
    for (let first = 0; first < answer.nationalIds.length; first += childrenPerPage) {
      await settleChildren(deps, kommune, answer.nationalIds.slice(first, first + childrenPerPage));
    }
    await inKommune(deps.db, kommune, (tx) => updateSyncState(tx, { extractBatch: batch + 1 }));
    crashpoint('extract:batch-stored');
  }
  await rereadOthers(deps, kommune, extract.startedAt);
  await changeAsSystem(deps, kommune, syncPopulation.name, async (change) => {
    await updateSyncState(change.tx, {
      nextSequence: extract.sequence + 1,
      ...noExtract,
      syncedAt: change.at,
    });
    await record(change, stableId('kommune', kommune), 'population-loaded', {});
    crashpoint('extract:before-commit');
  });
}

const noExtract = {
  extractJob: null,
  extractBatch: null,
  extractSequence: null,
  extractStartedAt: null,
} as const;

function underWay(state: SyncState | null): Ordered | null {
  if (!state?.extractJob || state.extractSequence === null || !state.extractStartedAt) return null;
  return {
    jobId: state.extractJob,
    batch: state.extractBatch ?? 0,
    sequence: state.extractSequence,
    startedAt: state.extractStartedAt,
  };
}

async function orderExtract(deps: Deps, kommune: KommuneNumber): Promise<Ordered> {
  const registry = deps.registries(kommune).people;
  // Before the extract: what happens while it is made is read again from the feed.
  const sequence = await registry.lastSequence();
  const year = yearOf(deps.clock.today());
  const jobId = await registry.orderExtract({ kommune, bornFrom: year - oldestAge, bornUntil: year });
  crashpoint('extract:ordered');
  const startedAt = deps.clock.now();
  await inKommune(deps.db, kommune, async (tx) => {
    await lockSyncState(tx, kommune);
    await updateSyncState(tx, {
      extractJob: jobId,
      extractBatch: 0,
      extractSequence: sequence,
      extractStartedAt: startedAt,
    });
  });
  return { jobId, batch: 0, sequence, startedAt };
}

/** The next try orders anew. */
async function giveUpWhenOld(deps: Deps, kommune: KommuneNumber, { startedAt }: Ordered): Promise<void> {
  if (deps.clock.now().getTime() - startedAt.getTime() < givenUpAfterMs) return;
  await changeAsSystem(deps, kommune, syncPopulation.name, async (change) => {
    await updateSyncState(change.tx, noExtract);
    await record(change, stableId('kommune', kommune), 'extract-given-up', {});
  });
}

/** Children of ours that the extract does not have: they have left, or the register hides where they live. */
async function rereadOthers(deps: Deps, kommune: KommuneNumber, startedAt: Date): Promise<void> {
  for (;;) {
    const children = await inKommune(deps.db, kommune, (tx) =>
      findUnreadSince(tx, startedAt, childrenPerPage),
    );
    if (children.length === 0) return;
    const numbers = children.map((child) => openPerson(deps, child).nationalId as NationalId);
    await settleChildren(deps, kommune, numbers, ({ tx, at }) =>
      // The clock may stand still between the two readings; whoever was asked for is not asked for again.
      markRead(
        tx,
        children.map(({ id }) => id),
        new Date(Math.max(startedAt.getTime(), at.getTime())),
      ),
    );
  }
}
