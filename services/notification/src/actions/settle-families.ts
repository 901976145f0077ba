import { dateInNorway, type IsoDate, type NationalId } from '@opptak/domain';
import { type Change, plan } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { rereadChildren } from '../jobs/job-definitions.ts';
import { numbersOf, type Resolved, resolveIds } from '../population/identities.ts';
import { judgeFamilies, movesOf } from '../population/judge-families.ts';
import { openRecord, sealRecord } from '../population/person-record.ts';
import type { Looked } from '../population/read-families.ts';
import { carriedBlocks, type OpenProtections, protectionChanges } from '../population/register-protection.ts';
import { type Settlement, settlePage } from '../population/settlement.ts';
import { openCases } from '../repositories/manual-cases.ts';
import {
  findByNumbers,
  findChildrenAround,
  findPeople,
  moveGuardians,
  type Person,
  replaceGuardians,
  upsertNumbers,
  upsertPeople,
} from '../repositories/people.ts';
import {
  findBlocksAround,
  findProtections,
  insertProtections,
  liftRegistered,
  type Protection,
} from '../repositories/protection.ts';
import type { Schema } from '../schema.generated.ts';
import { type MoveHold, noHold } from './hold-moves.ts';
import { refreshLinks } from './refresh-links.ts';
import { closeInvitations, retractFor } from './retract.ts';
import { tellPopulation } from './tell-population.ts';

type Vaults = Pick<Deps, 'vault' | 'identityVault'>;

export interface Settled {
  /** Children who were not ours before, and may be written to: moved in, or born here. */
  readonly arrived: Settlement['arrived'];
  /** Children whose family is protected from now on. */
  readonly newlyProtected: readonly string[];
}

/**
 * Makes what we hold of these children what Folkeregisteret says now, whatever order the news came in, and tells the
 * other services of what is new. Reading the same again changes nothing.
 *
 * Protection follows the register here, both ways, but only its own part: what a person has set is not touched.
 * The caller holds the sync state, and knows that nobody has settled anything since `looked` was asked for.
 */
export async function settleFamilies(
  { vault, identityVault }: Vaults,
  change: Change<Schema>,
  looked: Looked,
  hold: MoveHold = noHold,
): Promise<Settled> {
  const { tx, kommune, at } = change;
  const today = dateInNorway(at);
  const held = await findHeld({ vault }, change, looked);
  const { idOf, merged, before } = held;
  const carried = carriedBlocks(merged, await findBlocksAround(tx, [...merged.keys()]));
  const open = withBlocks(await findProtections(tx, held.ids), carried);

  const judged = judgeFamilies(looked.families, { idOf, before, kommune, today });
  const isHeld = await hold(change, movesOf(judged, today));
  const settlement = settlePage({
    judged,
    alone: looked.alone,
    idOf,
    merged,
    before,
    open,
    isHeld,
    today,
    at,
  });

  const besideMerged = await findChildrenAround(tx, [...merged.keys()]);
  await store({ vault }, change, settlement, held);
  const changes = protectionChanges(settlement.levels, open, { kommune, at });
  await liftRegistered(tx, changes.lift, { liftedAt: at, liftedBy: 'system:sync' });
  await insertProtections(tx, [...carried, ...changes.add]);
  const hidden = [...changes.newlyProtected, ...carried.flatMap(hiddenBy)];
  const newlyProtected = (await findChildrenAround(tx, hidden)).map(({ id }) => id);

  await tellPopulation(identityVault, change, settlement);
  const leavers = settlement.left.map(({ childId }) => childId);
  await retractFor(change, leavers);
  await closeInvitations(change, leavers);
  await retractFor(change, newlyProtected, 'guard');
  // Who has lost responsibility, or moved out, holds a dead link from now on.
  await refreshLinks({ vault }, change, [...settlement.settled, ...newlyProtected]);
  await openCases(tx, kommune, at, settlement.cases);
  await rereadUnsettled(change, besideMerged, settlement);
  return { arrived: settlement.arrived, newlyProtected };
}

/** Children beside somebody whose two registrations became one: their families are put together anew. */
async function rereadUnsettled(
  change: Change<Schema>,
  children: readonly Person[],
  { settled, left }: Settlement,
): Promise<void> {
  const done = new Set([...settled, ...left.map(({ childId }) => childId)]);
  const childIds = children.map(({ id }) => id).filter((id) => !done.has(id));
  if (childIds.length > 0) await plan(change, rereadChildren, { childIds: childIds.slice(0, 200) });
}

interface Held extends Resolved {
  /** By number in use, every number of each person. */
  readonly numbers: ReturnType<typeof numbersOf>;
  /** Everybody on the page, and who was merged into them. */
  readonly ids: readonly string[];
  readonly before: ReadonlyMap<string, Person>;
}

/** What we hold of everybody on the page, and which of them turn out to be one human being. */
async function findHeld(
  { vault }: Pick<Deps, 'vault'>,
  { tx, kommune }: Change<Schema>,
  looked: Looked,
): Promise<Held> {
  const numbers = numbersOf(looked);
  const indexes = new Map<string, NationalId>();
  for (const number of [...numbers.values()].flat()) indexes.set(vault.blindIndex(kommune, number), number);
  const known = new Map<NationalId, string>();
  for (const [index, id] of await findByNumbers(tx, [...indexes.keys()])) {
    const number = indexes.get(index);
    if (number !== undefined) known.set(number, id);
  }
  const people = await findPeople(tx, [...known.values()]);
  const resolved = resolveIds(numbers, {
    known,
    numberOf(id) {
      const person = people.get(id);
      return person && openRecord(vault, kommune, id, person.sealedFacts).nationalId;
    },
    newId: (number, time) => vault.personId(kommune, time === 0 ? number : `${number}/${time}`),
  });
  const current = [...numbers.keys()].map(resolved.idOf);
  // Somebody whose number had led to another person for a while is known by their own id from before.
  const returned = await findPeople(
    tx,
    current.filter((id) => !people.has(id)),
  );
  return {
    ...resolved,
    numbers,
    ids: [...current, ...resolved.merged.keys()],
    before: new Map([...people, ...returned]),
  };
}

function withBlocks(open: OpenProtections, carried: readonly Protection[]): OpenProtections {
  const all = new Map(open);
  for (const block of carried) all.set(block.personId, [...(all.get(block.personId) ?? []), block]);
  return all;
}

const hiddenBy = ({ personId, againstPersonId }: Protection): readonly string[] =>
  againstPersonId === null ? [personId] : [];

async function store(
  { vault }: Pick<Deps, 'vault'>,
  { tx, kommune, at }: Change<Schema>,
  { people, guardians, settled, left }: Settlement,
  { numbers, idOf, before, merged }: Held,
): Promise<void> {
  await upsertPeople(
    tx,
    [...people].flatMap(([id, { record, bornOn, ...kept }]) => {
      const sealedFacts = record ? sealRecord(vault, kommune, id, record) : before.get(id)?.sealedFacts;
      return sealedFacts
        ? [{ kommune, id, sealedFacts, readAt: at, bornOn: bornOn as IsoDate | null, ...kept }]
        : [];
    }),
  );
  await upsertNumbers(
    tx,
    [...numbers].flatMap(([current, all]) => {
      const personId = idOf(current);
      return people.has(personId)
        ? all.map((number) => ({ kommune, numberIndex: vault.blindIndex(kommune, number), personId }))
        : [];
    }),
  );
  await moveGuardians(tx, merged);
  await replaceGuardians(
    tx,
    [...settled, ...left.map(({ childId }) => childId)],
    guardians.map((guardian) => ({ kommune, ...guardian })),
  );
}
