import { childLeft, childRegistered } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { dateInNorway, type IsoDate } from '@opptak/domain';
import type { PersonFacts } from '@opptak/registries';
import { type Change, record, sealIdentity, tell } from '@opptak/service';
import type { Insertable } from 'kysely';
import type { Deps } from '../deps.ts';
import type { Family } from '../population/family.ts';
import { numbersOf, resolveIds } from '../population/identities.ts';
import { openRecord, type PersonRecord, recordOf, sealRecord } from '../population/person-record.ts';
import type { Looked } from '../population/read-families.ts';
import {
  protectionChanges,
  type RegisterLevel,
  registerLevel,
  strictest,
} from '../population/register-protection.ts';
import { isOfAdmissionAge, standingOf } from '../population/standing.ts';
import { identityOf, type ToldChild, toldHash } from '../population/told.ts';
import { type NewCase, openCases } from '../repositories/manual-cases.ts';
import {
  findByNumbers,
  findChildrenAround,
  findPeople,
  lockFamilies,
  type Person,
  replaceGuardians,
  upsertNumbers,
  upsertPeople,
} from '../repositories/people.ts';
import { findProtections, insertProtections, liftRegistered } from '../repositories/protection.ts';
import type { GuardianTable, PersonTable, Schema } from '../schema.generated.ts';
import { type Move, type MoveHold, noHold } from './hold-moves.ts';
import { closeInvitations, retractFor } from './retract.ts';

type Vaults = Pick<Deps, 'vault' | 'identityVault'>;

export interface Settled {
  /** Children who were not ours before, and may be written to: moved in, or born here. */
  readonly arrived: readonly { readonly childId: string; readonly bornHere: boolean }[];
  /** Children whose family is protected from now on. */
  readonly newlyProtected: readonly string[];
}

/**
 * Makes what we hold of these children what Folkeregisteret says now, whatever order the news came in, and tells the
 * other services of what is new. Reading the same again changes nothing.
 *
 * Protection follows the register here, both ways, but only its own part: what a person has set is not touched.
 */
export async function settleFamilies(
  { vault, identityVault }: Vaults,
  change: Change<Schema>,
  looked: Looked,
  hold: MoveHold = noHold,
): Promise<Settled> {
  const { tx, kommune, at } = change;
  await lockFamilies(tx, kommune);
  const today = dateInNorway(at);
  const numbers = numbersOf(looked);
  const indexOf = (number: string): string => vault.blindIndex(kommune, number);
  const known = await findByNumbers(tx, [...numbers.values()].flat().map(indexOf));
  const { idOf, merged } = resolveIds(numbers, known, { vault, kommune });
  const before = await findPeople(tx, [
    ...looked.families.flatMap(({ child, adults }) => [
      idOf(child.nationalId),
      ...adults.map(({ facts }) => idOf(facts.nationalId)),
    ]),
    ...merged.keys(),
  ]);

  const judged = looked.families.flatMap((family) => {
    const id = idOf(family.child.nationalId);
    const earlier = before.get(id);
    const standing = standingOf(family.child, kommune);
    const wasOurs = earlier?.isChild ?? false;
    const isOurs =
      standing.type === 'ours'
        ? wasOurs || isOfAdmissionAge(family.child, today)
        : standing.type === 'hidden' && wasOurs;
    return isOurs || wasOurs ? [{ id, family, earlier, standing, wasOurs, isOurs }] : [];
  });

  const everyone = looked.families.flatMap(({ child, adults }) => [
    child,
    ...adults.map(({ facts }) => facts),
  ]);
  const open = await findProtections(
    tx,
    everyone.map(({ nationalId }) => idOf(nationalId)),
  );
  /** What the register says, or stricter where a person has set a block. */
  const levelOf = (facts: PersonFacts): RegisterLevel => {
    const blocks = open.get(idOf(facts.nationalId)) ?? [];
    return blocks.some(({ source, againstPersonId }) => source === 'manual' && againstPersonId === null)
      ? 'strictly-confidential'
      : registerLevel(facts);
  };

  const moves = judged.flatMap(({ id, family, standing, wasOurs, isOurs }): Move[] => {
    if (isOurs && !wasOurs) return [{ childId: id, type: bornHere(family, today) ? 'born' : 'moved-in' }];
    return !isOurs && standing.type === 'left' && standing.reason === 'moved'
      ? [{ childId: id, type: 'moved-out' }]
      : [];
  });
  const isHeld = await hold(change, moves);

  const people = new Map<string, Insertable<PersonTable>>();
  const levels = new Map<string, RegisterLevel>();
  const guardians: Insertable<GuardianTable>[] = [];
  const cases: NewCase[] = [];
  const arrived: { childId: string; bornHere: boolean }[] = [];
  const left: { person: Person; reason: 'moved' | 'died' | 'emigrated' | 'merged'; on: IsoDate | null }[] =
    [];
  const told: { child: ToldChild; version: number }[] = [];

  const keep = (
    id: string,
    facts: PersonFacts,
    more: Partial<Insertable<PersonTable>>,
    known: PersonRecord['responsibility'],
  ): void => {
    const earlier = people.get(id) ?? before.get(id);
    people.set(id, {
      kommune,
      id,
      sealedFacts: sealRecord(vault, kommune, id, recordOf(facts, known)),
      bornOn: facts.birthDate,
      isChild: earlier?.isChild ?? false,
      familyId: earlier?.familyId ?? null,
      householdId: earlier?.householdId ?? null,
      toldSha256: earlier?.toldSha256 ?? null,
      version: earlier?.version ?? 1,
      moveHeldAt: earlier?.moveHeldAt ?? null,
      readAt: at,
      ...more,
    });
    levels.set(id, registerLevel(facts));
  };

  for (const { id, family, earlier, standing, wasOurs, isOurs } of judged) {
    const held = isHeld(id);
    if (!isOurs && held) {
      // Suspiciously many are leaving: nothing is ended before a person has looked.
      cases.push({ childId: id, reason: 'move-held', guarded: false });
      continue;
    }
    const { child, adults, responsibility } = family;
    for (const { facts } of adults) {
      const adultId = idOf(facts.nationalId);
      // A young parent may be a child of ours too: then the child's own settling says the rest.
      if (!people.has(adultId)) keep(adultId, facts, {}, 'known');
    }
    if (!isOurs) {
      keep(
        id,
        child,
        { isChild: false, toldSha256: null, version: (earlier?.version ?? 1) + 1 },
        responsibility,
      );
      if (earlier && standing.type === 'left')
        left.push({ person: earlier, reason: standing.reason, on: standing.on });
      continue;
    }
    guardians.push(
      ...adults.map(({ facts, role, livesWithChild }) => ({
        kommune,
        childId: id,
        personId: idOf(facts.nationalId),
        role,
        livesWithChild,
      })),
    );
    const next = tellingOf(family, id, idOf, levelOf);
    const version = (earlier?.version ?? 0) + 1;
    const hash = next && !held ? toldHash(next) : null;
    const isNews = hash !== null && hash !== earlier?.toldSha256;
    if (next && isNews) told.push({ child: next, version });
    if (child.birthDate === null) cases.push({ childId: id, reason: 'birth-date-unknown', guarded: false });
    if (held) cases.push({ childId: id, reason: 'move-held', guarded: false });
    else if (!wasOurs) arrived.push({ childId: id, bornHere: bornHere(family, today) });
    keep(
      id,
      child,
      {
        isChild: true,
        familyId: next?.familyId ?? familyIdOf(family, id, idOf),
        householdId: next?.householdId ?? null,
        toldSha256: hash ?? earlier?.toldSha256 ?? null,
        version: isNews ? version : (earlier?.version ?? 1),
        moveHeldAt: held ? (earlier?.moveHeldAt ?? at) : null,
      },
      responsibility,
    );
  }

  for (const [ceased, stays] of merged) {
    const person = before.get(ceased);
    if (!person) continue;
    people.set(ceased, {
      ...person,
      isChild: false,
      toldSha256: null,
      version: person.version + 1,
      readAt: at,
    });
    if (person.isChild && ceased !== stays) left.push({ person, reason: 'merged', on: today });
  }

  await upsertPeople(tx, [...people.values()]);
  await upsertNumbers(
    tx,
    [...numbers].flatMap(([current, all]) => {
      const personId = idOf(current);
      return people.has(personId)
        ? all.map((number) => ({ kommune, numberIndex: indexOf(number), personId }))
        : [];
    }),
  );
  await replaceGuardians(
    tx,
    [...judged.filter(({ isOurs }) => isOurs).map(({ id }) => id), ...left.map(({ person }) => person.id)],
    guardians,
  );

  const changes = protectionChanges(levels, open, { kommune, at });
  await liftRegistered(tx, changes.lift, { liftedAt: at, liftedBy: 'system:sync' });
  await insertProtections(tx, changes.add);
  const newlyProtected = (await findChildrenAround(tx, changes.newlyProtected)).map(({ id }) => id);

  for (const { child, version } of told) await tellChild(identityVault, change, child, version);
  for (const { person, reason, on } of left) await tellLeft(change, person, reason, on ?? today);
  const leavers = left.map(({ person }) => person.id);
  await retractFor(change, leavers);
  await closeInvitations(change, leavers);
  await retractFor(change, newlyProtected, 'guard');
  await openCases(tx, kommune, at, cases);
  return { arrived, newlyProtected };
}

/** Born within the last year and to parents who live here: came by birth and not by moving. */
function bornHere({ child, adults }: Family, today: IsoDate): boolean {
  const { birthDate, residence } = child;
  if (birthDate === null || Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) > 1) return false;
  const movedOn = residence?.movedOn ?? null;
  return (
    (movedOn === null || movedOn <= birthDate) && adults.some(({ livesWithChild }) => livesWithChild === true)
  );
}

type IdOf = (number: PersonFacts['nationalId']) => string;

function familyIdOf({ adults }: Family, childId: string, idOf: IdOf): string {
  const holders = adults
    .filter(({ role }) => role === 'parent-with-responsibility' || role === 'responsibility-given')
    .map(({ facts }) => idOf(facts.nationalId));
  return stableId('family', ...(holders.length > 0 ? holders.sort() : [childId]));
}

/** @returns null for a child whose birth date is not known: a person finds out before anybody is told. */
function tellingOf(
  family: Family,
  childId: string,
  idOf: IdOf,
  levelOf: (facts: PersonFacts) => RegisterLevel,
): ToldChild | null {
  const { child, adults } = family;
  if (child.birthDate === null) return null;
  // One protected person protects the home: the others' address is theirs.
  const level = strictest([
    levelOf(child),
    ...adults.filter(({ livesWithChild }) => livesWithChild !== false).map(({ facts }) => levelOf(facts)),
  ]);
  const household = adults
    .filter(({ livesWithChild }) => livesWithChild === true)
    .map(({ facts }) => ({
      personId: idOf(facts.nationalId),
      identity: identityOf(recordOf(facts, 'known'), level),
    }))
    .sort((a, b) => (a.personId < b.personId ? -1 : 1));
  const ids = household.map(({ personId }) => personId);
  return {
    childId,
    bornOn: child.birthDate,
    familyId: familyIdOf(family, childId, idOf),
    householdId: stableId('household', ...(ids.length > 0 ? ids : [childId])),
    identity: identityOf(recordOf(child, family.responsibility), level),
    adults: household,
  };
}

async function tellChild(
  vault: Deps['identityVault'],
  change: Change<Schema>,
  { identity, adults, ...child }: ToldChild,
  version: number,
): Promise<void> {
  const { kommune } = change;
  await record(change, child.childId, 'child-registered', { version });
  await tell(
    change,
    childRegistered,
    { key: child.childId, version },
    {
      ...child,
      bornOn: child.bornOn as IsoDate,
      sealedIdentity: sealIdentity(vault, kommune, child.childId, identity),
      adults: adults.map((adult) => ({
        personId: adult.personId,
        sealedIdentity: sealIdentity(vault, kommune, adult.personId, adult.identity),
      })),
    },
  );
}

async function tellLeft(
  change: Change<Schema>,
  { id, version }: Person,
  reason: 'moved' | 'died' | 'emigrated' | 'merged',
  leftOn: IsoDate,
): Promise<void> {
  await record(change, id, 'child-left', { reason });
  await tell(change, childLeft, { key: id, version: version + 1 }, { childId: id, reason, leftOn });
}

/** What we hold of somebody, opened. */
export const openPerson = (
  { vault }: Pick<Deps, 'vault'>,
  { kommune, id, sealedFacts }: Pick<Person, 'kommune' | 'id' | 'sealedFacts'>,
): PersonRecord => openRecord(vault, kommune, id, sealedFacts);
