import type { NationalId } from '@opptak/domain';
import type { Address, PersonFacts, Residence } from '@opptak/registries';
import type { GuardianRole } from '@opptak/rules';
import type { PersonRecord } from './person-record.ts';

/** `household`: lives with a parent of the child, and has no say. */
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
  return { child, adults: [...adults.values()], responsibility: known ? 'known' : 'unknown' };
}

/** Who else to look up: partners of the grown-ups who live with the child. */
export function partnersIn({ child, adults }: Family): readonly NationalId[] {
  return adults
    .filter(({ livesWithChild, facts }) => livesWithChild === true && facts.nationalId !== child.nationalId)
    .flatMap(({ facts }) => facts.partners);
}

/** Whether somebody is registered at the child's address; null when one of the two addresses is hidden or unknown. */
function livesWith(adult: PersonFacts, child: PersonFacts): boolean | null {
  if (adult.status !== 'resident') return adult.status === 'unknown' ? null : false;
  const [here, there] = [child.residence, adult.residence];
  if (here === null || there === null) return null;
  if (here.kommune !== there.kommune) return false;
  return sameHome(here, there);
}

function sameHome(one: Residence, other: Residence): boolean | null {
  if (one.address === null || other.address === null) return null;
  const [a, b] = [one.address, other.address];
  // Two people of one dwelling may be written without its number; two known and different numbers are two homes.
  if (a.unit !== null && b.unit !== null && a.unit !== b.unit) return false;
  if (a.matrikkelId !== null && b.matrikkelId !== null) return a.matrikkelId === b.matrikkelId;
  return placeOf(a) === placeOf(b);
}

const placeOf = (address: Address): string =>
  (address.type === 'street'
    ? [address.street, address.number, address.letter, address.postalCode]
    : [address.farmNumber, address.propertyNumber, address.postalCode]
  )
    .map((part) => String(part ?? '').toLowerCase())
    .join('|');
