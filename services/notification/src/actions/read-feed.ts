import type { KommuneNumber } from '@opptak/domain';
import { crashpoint } from '@opptak/jobs';
import { type EventPage, type RegisterEvent, relevanceOf } from '@opptak/registries';
import { changeAsSystem, plan } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { syncPopulation } from '../jobs/job-definitions.ts';
import { countEvents, lockSyncState, updateSyncState } from '../repositories/sync-state.ts';
import { findConcerned } from './find-concerned.ts';
import { holdSuspicious } from './hold-moves.ts';
import { inviteArrived } from './reconsider.ts';
import { storeReading } from './store-reading.ts';

/**
 * Reads the feed to its end, page by page. The pointer moves in the transaction that stores what a page led to, so
 * that it can be killed anywhere and started again.
 */
export async function readFeed(deps: Deps, kommune: KommuneNumber): Promise<void> {
  while (await readPage(deps, kommune));
}

/** @returns whether there may be more. */
async function readPage(deps: Deps, kommune: KommuneNumber): Promise<boolean> {
  const registry = deps.registries(kommune).people;
  let from = 1;
  const read: { page: EventPage } = { page: { type: 'unchanged' } };
  const stored = await storeReading(deps, kommune, {
    async numbers(state) {
      from = state?.nextSequence ?? 1;
      const page = await registry.readEvents(from);
      read.page = page;
      crashpoint('sync:page-read');
      return hasNews(page, from) ? findConcerned(deps, kommune, page.events) : null;
    },
    async store(change, state, settle) {
      // Another reader was faster: what it has stored stands, and we go on from its pointer.
      const { page } = read;
      if (!hasNews(page, from) || state.nextSequence !== from) return true;
      const { arrived } = await settle(holdSuspicious);
      await countEvents(change.tx, counted(kommune, page.events));
      await inviteArrived(change, arrived);
      await updateSyncState(change.tx, { nextSequence: page.next, syncedAt: change.at });
      crashpoint('sync:pointer-moved');
      return true;
    },
  });
  crashpoint('sync:page-done');
  if (stored) return true;
  await noteEnd(deps, kommune, read.page.type === 'too-old');
  return false;
}

type Page = Extract<EventPage, { readonly type: 'page' }>;

const hasNews = (page: EventPage, from: number): page is Page => page.type === 'page' && page.next !== from;

/** Nothing more to read; or the feed no longer reaches back so far, and everybody must be read. */
async function noteEnd(deps: Deps, kommune: KommuneNumber, tooOld: boolean): Promise<void> {
  await changeAsSystem(deps, kommune, syncPopulation.name, async (change) => {
    await lockSyncState(change.tx, kommune);
    if (tooOld) {
      await updateSyncState(change.tx, { nextSequence: null });
      await plan(change, syncPopulation, { mode: 'initial' });
    } else {
      await updateSyncState(change.tx, { syncedAt: change.at });
    }
  });
}

function counted(kommune: KommuneNumber, events: readonly RegisterEvent[]) {
  return [...Map.groupBy(events, ({ type }) => type)].map(([type, all]) => ({
    kommune,
    // The register's own word: a code, but nothing says so of one we do not know.
    eventType: /^[A-Za-zÆØÅæøå]{1,100}$/.test(type) ? type : 'unreadable',
    relevant: relevanceOf(type) !== 'irrelevant',
    count: all.length,
  }));
}
