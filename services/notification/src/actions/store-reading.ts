import { inKommune, type Tx } from '@opptak/db';
import type { KommuneNumber, NationalId } from '@opptak/domain';
import { crashpoint } from '@opptak/jobs';
import { type Change, changeAsSystem } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { syncPopulation } from '../jobs/job-definitions.ts';
import { openPerson } from '../population/person-record.ts';
import { type Looked, readFamilies } from '../population/read-families.ts';
import { openCases } from '../repositories/manual-cases.ts';
import { findByNumbers, findChildrenAround, findGuardians, findPeople } from '../repositories/people.ts';
import { findSyncState, lockSyncState, type SyncState, updateSyncState } from '../repositories/sync-state.ts';
import type { Schema } from '../schema.generated.ts';
import type { MoveHold } from './hold-moves.ts';
import { reconsider } from './reconsider.ts';
import { type Settled, settleFamilies } from './settle-families.ts';

/** Children whose families are read and stored together. */
export const childrenPerPage = 200;

/** Somebody else stores again and again between our question and our storing: the job is tried again later. */
class ReadingOvertaken extends Error {
  override readonly name = 'ReadingOvertaken';
}

const patience = 10;

export interface Asked {
  readonly children: readonly NationalId[];
  /** People we know of, and something has happened to. */
  readonly known: readonly NationalId[];
}

export interface Reading<T> {
  /** Whom to ask about, by what the state is now. Null: nothing to read. */
  readonly numbers: (state: SyncState | null) => Promise<Asked | null>;
  /** Stores more with the families, in the same transaction. @returns null when the state has moved on: nothing is stored. */
  readonly store: (
    change: Change<Schema>,
    state: SyncState,
    settle: (hold?: MoveHold) => Promise<Settled>,
  ) => Promise<T | null>;
}

/**
 * Asks the register about children without holding anything, and stores what it says with whatever belongs to it. When
 * somebody else has stored people in between, the answer may be older than what is stored: it is thrown away and asked
 * for again, so that old news never undoes new: a protection above all.
 *
 * @returns null when there was nothing to read or to store.
 */
export async function storeReading<T>(
  deps: Deps,
  kommune: KommuneNumber,
  { numbers, store }: Reading<T>,
): Promise<T | null> {
  for (let time = 0; time < patience; time += 1) {
    const before = await inKommune(deps.db, kommune, (tx) => findSyncState(tx));
    const asked = await numbers(before);
    if (asked === null) return null;
    const beside = await inKommune(deps.db, kommune, (tx) =>
      numbersBeside(deps, tx, kommune, asked.children),
    );
    const { people } = deps.registries(kommune);
    const looked = await readFamilies(people, asked.children, [...asked.known, ...beside]);
    crashpoint('sync:people-read');
    const outcome = await changeAsSystem(deps, kommune, syncPopulation.name, async (change) => {
      const state = await lockSyncState(change.tx, kommune);
      if (state.settled !== (before?.settled ?? 0)) return 'overtaken' as const;
      const settle = async (hold?: MoveHold): Promise<Settled> => {
        const settled = await settleFamilies(deps, change, looked, hold);
        await reportUnreadable(deps, change, looked);
        await reconsider(change, settled.newlyProtected, 'main-intake');
        if (asked.children.length + asked.known.length > 0)
          await updateSyncState(change.tx, { settled: state.settled + 1 });
        crashpoint('sync:people-stored');
        return settled;
      };
      return { stored: await store(change, state, settle) };
    });
    if (outcome !== 'overtaken') return outcome.stored;
  }
  throw new ReadingOvertaken('Others are storing people all the time');
}

/** The numbers by which we know the grown-ups beside these children. */
async function numbersBeside(
  deps: Pick<Deps, 'vault'>,
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  numbers: readonly NationalId[],
): Promise<readonly NationalId[]> {
  const known = await findByNumbers(
    tx,
    numbers.map((number) => deps.vault.blindIndex(kommune, number)),
  );
  const guardians = [...(await findGuardians(tx, [...known.values()])).values()].flat();
  const people = await findPeople(
    tx,
    guardians.map(({ personId }) => personId),
  );
  return [...people.values()].map((person) => openPerson(deps, person).nationalId as NationalId);
}

/** Reads children and stores what is found, outside the feed. */
export async function settleChildren(
  deps: Deps,
  kommune: KommuneNumber,
  numbers: readonly NationalId[],
  more: (change: Change<Schema>, settled: Settled) => Promise<void> = async () => {},
): Promise<void> {
  await storeReading(deps, kommune, {
    numbers: async () => ({ children: numbers, known: [] }),
    store: async (change, _state, settle) => more(change, await settle()),
  });
}

/** The register has a document we can not read: what we hold stays as it is, and a person looks. */
async function reportUnreadable(
  { vault }: Pick<Deps, 'vault'>,
  { tx, kommune, at }: Change<Schema>,
  { unreadable }: Looked,
): Promise<void> {
  const known = await findByNumbers(
    tx,
    unreadable.map((number) => vault.blindIndex(kommune, number)),
  );
  const children = await findChildrenAround(tx, [...known.values()]);
  await openCases(
    tx,
    kommune,
    at,
    children.map(({ id }) => ({ childId: id, reason: 'registry-unreadable', guarded: false })),
  );
}
