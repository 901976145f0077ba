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
  const opened = new Map<string, PersonRecord>();
  const open = (person: Person): PersonRecord => {
    const known = opened.get(person.id);
    if (known) return known;
    const record = openRecord(vault, person.kommune, person.id, person.sealedFacts);
    opened.set(person.id, record);
    return record;
  };
  return children.map((child) => ({
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
  }));
}

/** @returns null when there is no such child of ours. */
export async function findFamily(
  db: Reader<Schema>,
  vault: Vault,
  childId: string,
): Promise<KnownFamily | null> {
  const child = (await findPeople(db, [childId])).get(childId);
  if (!child) return null;
  return (await findFamilies(db, vault, [child]))[0] ?? null;
}
