import type { Reader, Vault } from '@opptak/db';
import type { KnownFamily } from '../evaluation/child-facts.ts';
import { openRecord, type PersonRecord } from '../population/person-record.ts';
import type { Schema } from '../schema.generated.ts';
import { findGuardians, findPeople, type Person } from './people.ts';
import { findProtections } from './protection.ts';

/** Opens children with everybody beside them and what protects them: a handful of queries, whatever the number. */
export async function findFamilies(
  db: Reader<Schema>,
  vault: Vault,
  children: readonly Person[],
): Promise<readonly KnownFamily[]> {
  const childIds = children.map(({ id }) => id);
  const guardians = await findGuardians(db, childIds);
  const adultIds = [...guardians.values()].flat().map(({ personId }) => personId);
  const people = await findPeople(db, adultIds);
  const protections = await findProtections(db, [...childIds, ...adultIds]);
  return children.map(gather({ guardians, people, protections }, makeOpener(vault)));
}

export interface FamiliesAround {
  /** By child. */
  readonly families: ReadonlyMap<string, KnownFamily>;
  /** Null: a person whom we do not know. */
  recordOf(personId: string): PersonRecord | null;
}

/** The families of these children, and the records of others beside them, with no query for each kind of person. */
export async function findFamiliesAround(
  db: Reader<Schema>,
  vault: Vault,
  childIds: readonly string[],
  otherIds: readonly string[],
): Promise<FamiliesAround> {
  const guardians = await findGuardians(db, childIds);
  const adultIds = [...guardians.values()].flat().map(({ personId }) => personId);
  const people = await findPeople(db, [...new Set([...childIds, ...adultIds, ...otherIds])]);
  const protections = await findProtections(db, [...childIds, ...adultIds]);
  const open = makeOpener(vault);
  const toFamily = gather({ guardians, people, protections }, open);
  return {
    families: new Map(
      childIds.flatMap((id) => {
        const child = people.get(id);
        return child ? [[id, toFamily(child)] as const] : [];
      }),
    ),
    recordOf(personId) {
      const person = people.get(personId);
      return person ? open(person) : null;
    },
  };
}

interface Around {
  readonly guardians: Awaited<ReturnType<typeof findGuardians>>;
  readonly people: Awaited<ReturnType<typeof findPeople>>;
  readonly protections: KnownFamily['protections'];
}

const gather =
  ({ guardians, people, protections }: Around, open: (person: Person) => PersonRecord) =>
  (child: Person): KnownFamily => ({
    childId: child.id,
    familyId: child.familyId ?? child.id,
    moveHeld: child.moveHeldAt !== null,
    readAt: child.readAt,
    child: open(child),
    adults: (guardians.get(child.id) ?? []).flatMap((guardian) => {
      const person = people.get(guardian.personId);
      return person ? [{ guardian, record: open(person) }] : [];
    }),
    protections,
  });

/** Opens each person once, however many children they stand beside. */
function makeOpener(vault: Vault): (person: Person) => PersonRecord {
  const opened = new Map<string, PersonRecord>();
  return (person) => {
    const record = opened.get(person.id) ?? openRecord(vault, person.kommune, person.id, person.sealedFacts);
    opened.set(person.id, record);
    return record;
  };
}

/** @returns null when there is no such child of ours. */
export async function findFamily(
  db: Reader<Schema>,
  vault: Vault,
  childId: string,
): Promise<KnownFamily | null> {
  return (await findFamiliesAround(db, vault, [childId], [])).families.get(childId) ?? null;
}
