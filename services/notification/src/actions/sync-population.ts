import { inKommune, stableId } from '@opptak/db';
import { dateInNorway, type KommuneNumber, type NationalId, yearOf } from '@opptak/domain';
import { type PersonFacts, type RegisterEvent, relevanceOf } from '@opptak/registries';
import { type Change, changeAsSystem, plan, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { evaluateChildren, syncPopulation } from '../jobs/job-definitions.ts';
import { lookUp, readFamilies } from '../population/read-families.ts';
import { isOfAdmissionAge, oldestAge, standingOf } from '../population/standing.ts';
import { openCases } from '../repositories/manual-cases.ts';
import { findByNumbers, findChildrenAround, findUnreadSince, markRead } from '../repositories/people.ts';
import { findMainRounds, type Round } from '../repositories/projections.ts';
import {
  countEvents,
  findSyncState,
  lockSyncState,
  type SyncState,
  updateSyncState,
} from '../repositories/sync-state.ts';
import type { Schema } from '../schema.generated.ts';
import { holdSuspicious } from './hold-moves.ts';
import { openPerson, type Settled, settleFamilies } from './settle-families.ts';

/** Children whose families are read and stored together. */
const childrenPerPage = 200;

/** The register works on an extract for a while: tried again a little later. */
class ExtractNotReady extends Error {
  override readonly name = 'ExtractNotReady';
}

/**
 * Brings the population up to date: the first time, and when the feed no longer reaches back, by an extract; then page
 * by page of the feed. The pointer moves in the transaction that stores what a page led to, so that it can be killed
 * anywhere and started again.
 */
export async function syncPopulationOf(
  deps: Deps,
  kommune: KommuneNumber,
  mode: 'initial' | 'feed',
): Promise<void> {
  const state = await inKommune(deps.db, kommune, (tx) => findSyncState(tx));
  if (state?.extractJob || mode === 'initial' || state?.nextSequence == null) {
    await loadAll(deps, kommune, state);
  }
  while (await readPage(deps, kommune));
}

/** Orders an extract unless one is under way, reads it batch by batch, and last whoever was ours and is not in it. */
async function loadAll(deps: Deps, kommune: KommuneNumber, state: SyncState | null): Promise<void> {
  const registry = deps.registries(kommune).people;
  const { jobId, sequence, startedAt } = await orderedExtract(deps, kommune, state);
  for (let batch = state?.extractJob ? (state.extractBatch ?? 0) : 0; ; batch += 1) {
    const answer = await registry.readExtract(jobId, batch);
    if (answer.type === 'not-ready') throw new ExtractNotReady('The extract is not ready yet');
    if (answer.type === 'end') break;
    for (let first = 0; first < answer.nationalIds.length; first += childrenPerPage) {
      await settlePage(deps, kommune, answer.nationalIds.slice(first, first + childrenPerPage));
    }
    await inKommune(deps.db, kommune, (tx) => updateSyncState(tx, { extractBatch: batch + 1 }));
  }
  await rereadOthers(deps, kommune, startedAt);
  await changeAsSystem(deps, kommune, syncPopulation.name, async (change) => {
    await updateSyncState(change.tx, {
      nextSequence: sequence + 1,
      extractJob: null,
      extractBatch: null,
      extractSequence: null,
      extractStartedAt: null,
      syncedAt: change.at,
    });
    await record(change, stableId('kommune', kommune), 'population-loaded', {});
  });
}

async function orderedExtract(
  deps: Deps,
  kommune: KommuneNumber,
  state: SyncState | null,
): Promise<{ jobId: string; sequence: number; startedAt: Date }> {
  if (state?.extractJob && state.extractSequence !== null && state.extractStartedAt) {
    return { jobId: state.extractJob, sequence: state.extractSequence, startedAt: state.extractStartedAt };
  }
  const registry = deps.registries(kommune).people;
  // Before the extract: what happens while it is made is read again from the feed.
  const sequence = await registry.lastSequence();
  const year = yearOf(deps.clock.today());
  const jobId = await registry.orderExtract({ kommune, bornFrom: year - oldestAge, bornUntil: year });
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
  return { jobId, sequence, startedAt };
}

/** Children of ours that the extract does not have: they have left, or the register hides where they live. */
async function rereadOthers(deps: Deps, kommune: KommuneNumber, startedAt: Date): Promise<void> {
  for (;;) {
    const children = await inKommune(deps.db, kommune, (tx) =>
      findUnreadSince(tx, startedAt, childrenPerPage),
    );
    if (children.length === 0) return;
    const numbers = children.map((child) => openPerson(deps, child).nationalId as NationalId);
    await settlePage(deps, kommune, numbers);
    // The clock may stand still between the two readings; whoever was asked for is not asked for again.
    await inKommune(deps.db, kommune, (tx) =>
      markRead(
        tx,
        children.map(({ id }) => id),
        new Date(Math.max(startedAt.getTime(), deps.clock.now().getTime())),
      ),
    );
  }
}

/** Reads children and stores what is found, outside the feed. */
export async function settlePage(
  deps: Deps,
  kommune: KommuneNumber,
  numbers: readonly NationalId[],
): Promise<Settled> {
  const looked = await readFamilies(deps.registries(kommune).people, numbers);
  return changeAsSystem(deps, kommune, syncPopulation.name, async (change) => {
    const settled = await settleFamilies(deps, change, looked);
    await reportUnreadable(deps, change, looked.unreadable);
    await reconsider(change, settled.newlyProtected, 'main-intake');
    return settled;
  });
}

/** Reads one page of the feed and stores what it led to, with the pointer. @returns whether there may be more. */
async function readPage(deps: Deps, kommune: KommuneNumber): Promise<boolean> {
  const registry = deps.registries(kommune).people;
  const from = (await inKommune(deps.db, kommune, (tx) => findSyncState(tx)))?.nextSequence ?? 1;
  const page = await registry.readEvents(from);
  if (page.type === 'too-old') {
    await changeAsSystem(deps, kommune, syncPopulation.name, async (change) => {
      await updateSyncState(change.tx, { nextSequence: null });
      await plan(change, syncPopulation, { mode: 'initial' });
    });
    return false;
  }
  if (page.type === 'unchanged' || page.next === from) {
    await inKommune(deps.db, kommune, (tx) => updateSyncState(tx, { syncedAt: deps.clock.now() }));
    return false;
  }
  const looked = await readFamilies(registry, await childrenConcerned(deps, kommune, page.events));
  await changeAsSystem(deps, kommune, syncPopulation.name, async (change) => {
    const { tx, at } = change;
    // Another reader was faster: what it has stored stands, and we go on from its pointer.
    if ((await lockSyncState(tx, kommune)).nextSequence !== from) return;
    const { arrived, newlyProtected } = await settleFamilies(deps, change, looked, holdSuspicious);
    await reportUnreadable(deps, change, looked.unreadable);
    await countEvents(tx, counted(kommune, page.events));
    await inviteArrived(change, arrived);
    await reconsider(change, newlyProtected, 'main-intake');
    await updateSyncState(tx, { nextSequence: page.next, syncedAt: at });
  });
  return true;
}

/**
 * The children that a page of events may concern. Events of types that admission does not read cost one look-up in a
 * set; a type we do not know is taken seriously.
 */
async function childrenConcerned(
  deps: Deps,
  kommune: KommuneNumber,
  events: readonly RegisterEvent[],
): Promise<readonly NationalId[]> {
  const numbers = [
    ...new Set(
      events.filter(({ type }) => relevanceOf(type) !== 'irrelevant').map(({ nationalId }) => nationalId),
    ),
  ];
  if (numbers.length === 0) return [];
  const { vault, db } = deps;
  const indexes = new Map(numbers.map((number) => [vault.blindIndex(kommune, number), number]));
  const { known, children } = await inKommune(db, kommune, async (tx) => {
    const found = await findByNumbers(tx, [...indexes.keys()]);
    return { known: found, children: await findChildrenAround(tx, [...new Set(found.values())]) };
  });
  const ours = children.map((child) => openPerson(deps, child).nationalId as NationalId);
  const strangers = [...indexes].flatMap(([index, number]) => (known.has(index) ? [] : [number]));
  // Numbers that are known may be those of children who left and have come back.
  const returned = [...indexes].flatMap(([index, number]) => (known.has(index) ? [number] : []));
  const people = new Map<NationalId, PersonFacts>();
  await lookUp(deps.registries(kommune).people, [...strangers, ...returned], people);
  const today = deps.clock.today();
  const concerned = [...people.values()].filter((facts) => isOfAdmissionAge(facts, today));
  const here = concerned.filter((facts) => standingOf(facts, kommune).type === 'ours');
  // A number that has ceased leads to the person who stays: asked for by both, so that both become one.
  const asked = [...people]
    .filter(([number, { nationalId }]) => number !== nationalId)
    .map(([number]) => number);
  return [
    ...new Set([
      ...ours,
      ...here.map(({ nationalId }) => nationalId),
      ...asked.filter((number) => isChildNumber(people, number, here)),
    ]),
  ];
}

const isChildNumber = (
  people: ReadonlyMap<NationalId, PersonFacts>,
  number: NationalId,
  here: readonly PersonFacts[],
): boolean => here.some(({ nationalId }) => nationalId === people.get(number)?.nationalId);

function counted(kommune: KommuneNumber, events: readonly RegisterEvent[]) {
  return [...Map.groupBy(events, ({ type }) => type)].map(([type, all]) => ({
    kommune,
    // The register's own word: a code, but nothing says so of one we do not know.
    eventType: /^[A-Za-zÆØÅæøå]{1,100}$/.test(type) ? type : 'unreadable',
    relevant: relevanceOf(type) !== 'irrelevant',
    count: all.length,
  }));
}

/** The register has a document we can not read: what we hold stays as it is, and a person looks. */
async function reportUnreadable(
  { vault }: Pick<Deps, 'vault'>,
  { tx, kommune, at }: Change<Schema>,
  numbers: readonly NationalId[],
): Promise<void> {
  const known = await findByNumbers(
    tx,
    numbers.map((number) => vault.blindIndex(kommune, number)),
  );
  const children = await findChildrenAround(tx, [...known.values()]);
  await openCases(
    tx,
    kommune,
    at,
    children.map(({ id }) => ({ childId: id, reason: 'registry-unreadable', guarded: false })),
  );
}

/** Newcomers hear from us within a day: their pre-filled application is made by a job that is due now. */
export async function inviteArrived(change: Change<Schema>, arrived: Settled['arrived']): Promise<void> {
  const born = arrived.filter(({ bornHere }) => bornHere).map(({ childId }) => childId);
  const moved = arrived.filter(({ bornHere }) => !bornHere).map(({ childId }) => childId);
  await reconsider(change, born, 'main-intake');
  await reconsider(change, moved, 'new-residents');
}

/** Decides anew about children, in every round that still concerns families. */
export async function reconsider(
  change: Change<Schema>,
  childIds: readonly string[],
  kind: 'main-intake' | 'new-residents',
): Promise<void> {
  if (childIds.length === 0) return;
  const rounds = currentRounds(await findMainRounds(change.tx), change.at);
  for (const { id } of rounds) {
    for (let first = 0; first < childIds.length; first += childrenPerPage) {
      await plan(change, evaluateChildren, {
        roundId: id,
        kind,
        childIds: [...childIds.slice(first, first + childrenPerPage)],
      });
    }
  }
}

/** The main round that is open; when none is, the one whose kindergarten year has not ended. */
export function currentRounds(rounds: readonly Round[], at: Date): readonly Round[] {
  const open = rounds.filter(({ status, deadlineAt }) => status === 'open' && deadlineAt > at);
  if (open.length > 0) return open;
  const lastDay = (round: Round): string => `${round.kindergartenYear + 1}-07-31`;
  return rounds.filter((round) => lastDay(round) >= dateInNorway(at)).slice(0, 1);
}
