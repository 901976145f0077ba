import type { NationalId } from '@opptak/domain';
import { livesAt, type PersonFacts } from '@opptak/registries';
import type { GuardianRole } from '@opptak/rules';
import type { PersonRecord } from './person-record.ts';

/** `household`: lives with a parent of the child as a spouse, or has another child with one; and has no say. */
export type AdultRole = Exclude<GuardianRole, 'guardian-appointed'> | 'household';

export interface Adult {
  readonly facts: PersonFacts;
  readonly role: AdultRole;
  /** At the child's registered address. Null: that can not be told. */
  readonly livesWithChild: boolean | null;
}

/** A child and the grown-ups who stand beside it, as Folkeregisteret has them now. */
export interface Family {
  readonly child: PersonFacts;
  readonly adults: readonly Adult[];
  readonly responsibility: PersonRecord['responsibility'];
}

export type PeopleByNumber = ReadonlyMap<NationalId, PersonFacts>;

/** Everybody the child's own document names: whom to look up before its family can be put together. */
export function namedIn({ guardians, parents }: PersonFacts): readonly NationalId[] {
  const named = [...guardians.holders, ...parents.map(({ person }) => person)];
  return [...new Set(named.flatMap(({ nationalId }) => (nationalId === null ? [] : [nationalId])))];
}

/**
 * Puts a child's family together from the register's documents.
 *
 * Whoever has responsibility and is not found, has no number, or is an organisation makes the responsibility unknown:
 * a person looks before anybody is written to.
 *
 * Legal source: barnelova §§ 30, 35, 36.
 */
export function familyOf(child: PersonFacts, people: PeopleByNumber): Family {
  const { guardians } = child;
  const responsible = guardians.holders.map(({ nationalId }) =>
    nationalId === null ? undefined : people.get(nationalId),
  );
  const holders = responsible.filter((facts) => facts !== undefined);
  const clear = ['joint', 'mother', 'father', 'co-mother', 'others'].includes(guardians.kind);
  const known =
    clear &&
    holders.length > 0 &&
    holders.length === responsible.length &&
    guardians.organisations.length === 0;
  const role = guardians.kind === 'others' ? 'responsibility-given' : 'parent-with-responsibility';

  const adults = new Map<NationalId, Adult>();
  const add = (facts: PersonFacts, as: AdultRole): void => {
    if (adults.has(facts.nationalId) || facts.nationalId === child.nationalId) return;
    adults.set(facts.nationalId, { facts, role: as, livesWithChild: livesWith(facts, child) });
  };
  for (const holder of holders) add(holder, role);
  for (const { person } of child.parents) {
    const parent = person.nationalId === null ? undefined : people.get(person.nationalId);
    if (parent) add(parent, 'parent-without-responsibility');
  }
  for (const { facts, livesWithChild } of [...adults.values()]) {
    if (livesWithChild !== true) continue;
    for (const partner of facts.partners.map((number) => people.get(number))) {
      if (partner && livesWith(partner, child) === true) add(partner, 'household');
    }
  }
  const [only, ...more] = livingWith([...adults.values()]);
  for (const other of only && more.length === 0 ? coParentsOf(only.facts, child, people) : []) {
    if (livesWith(other, child) === true) add(other, 'household');
  }
  return { child, adults: [...adults.values()], responsibility: known ? 'known' : 'unknown' };
}

/** Who else to look up: partners of the grown-ups who live with the child. */
export function partnersIn({ child, adults }: Family): readonly NationalId[] {
  return adults
    .filter(({ livesWithChild, facts }) => livesWithChild === true && facts.nationalId !== child.nationalId)
    .flatMap(({ facts }) => facts.partners);
}

/**
 * Those who have another child with a parent of this one: cohabitants by law from the first day (forskrift 2005-12-16-1478
 * § 3 b), and half-siblings in one home are one household.
 */
function coParentsOf(
  parent: PersonFacts,
  child: PersonFacts,
  people: PeopleByNumber,
): readonly PersonFacts[] {
  return parent.children
    .filter((number) => number !== child.nationalId)
    .flatMap((number) => people.get(number)?.parents ?? [])
    .map(({ person }) => (person.nationalId === null ? undefined : people.get(person.nationalId)))
    .filter((facts) => facts !== undefined)
    .filter(({ nationalId }) => nationalId !== parent.nationalId);
}

/** Other children of the one grown-up who lives with a child: they may have a parent in the same home. */
export function halfSiblingsIn({ child, adults }: Family): readonly NationalId[] {
  const [only, ...more] = livingWith(adults);
  return only && more.length === 0 ? only.facts.children.filter((number) => number !== child.nationalId) : [];
}

const livingWith = (adults: readonly Adult[]): readonly Adult[] =>
  adults.filter(({ livesWithChild }) => livesWithChild === true);

const livesWith = (adult: PersonFacts, child: PersonFacts): boolean | null => livesAt(adult, child.residence);
