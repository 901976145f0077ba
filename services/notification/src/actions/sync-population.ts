import { inKommune } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { RegistryAnswerUnreadable, RegistryUnavailable } from '@opptak/registries';
import { changeAsSystem, plan } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { followFeed } from '../jobs/job-definitions.ts';
import { findSyncState, lockSyncState, updateSyncState } from '../repositories/sync-state.ts';
import { loadPopulation } from './load-population.ts';
import { readFeed } from './read-feed.ts';

/**
 * Brings the population up to date: the first time, and when the feed no longer reaches back, by an extract; then by
 * the feed. From then on the feed is read all day; each night makes sure of it.
 *
 * @throws RegistryAnswerUnreadable when the register's newest event lies before our pointer: it has been built anew,
 * and a person must order a new load.
 */
export async function syncPopulationOf(
  deps: Deps,
  kommune: KommuneNumber,
  mode: 'initial' | 'feed',
): Promise<void> {
  const state = await inKommune(deps.db, kommune, (tx) => findSyncState(tx));
  if (state?.extractJob || mode === 'initial' || state?.nextSequence == null) {
    await loadPopulation(deps, kommune, state);
  } else {
    // Past its end the feed is merely empty: without this we would wait for ever for numbers that never come.
    const last = await deps.registries(kommune).people.lastSequence();
    if (last + 1 < state.nextSequence)
      throw new RegistryAnswerUnreadable('Folkeregisteret', 'sequence-went-back');
  }
  await readFeed(deps, kommune);
  await planNextReading(deps, kommune, 0);
}

/** The longest that a register may ask us to wait before the next reading. */
const longestPauseMs = 15 * 60_000;

/**
 * Reads what is new, and plans the next reading. A register that is down for a day costs a reading every now and then,
 * and no reader: the next one is planned all the same.
 */
export async function followFeedOf(deps: Deps, kommune: KommuneNumber): Promise<void> {
  const state = await inKommune(deps.db, kommune, (tx) => findSyncState(tx));
  // The population is being loaded; that ends with a reading of its own.
  if (state?.nextSequence == null || state.extractJob) return;
  try {
    await readFeed(deps, kommune);
    await planNextReading(deps, kommune, 0);
  } catch (error) {
    if (!(error instanceof RegistryUnavailable)) throw error;
    await planNextReading(deps, kommune, Math.min(error.retryAfterMs ?? 0, longestPauseMs));
  }
}

/** Of many readers that would plan the next reading one does, and the others end. */
async function planNextReading(deps: Deps, kommune: KommuneNumber, atLeastMs: number): Promise<void> {
  const { feedEverySeconds } = deps.config;
  if (feedEverySeconds === 0) return;
  await changeAsSystem(deps, kommune, followFeed.name, async (change) => {
    const { nextReadAt } = await lockSyncState(change.tx, kommune);
    if (nextReadAt !== null && nextReadAt > change.at) return;
    const next = new Date(change.at.getTime() + Math.max(feedEverySeconds * 1_000, atLeastMs));
    await updateSyncState(change.tx, { nextReadAt: next });
    await plan(change, followFeed, {}, next);
  });
}
