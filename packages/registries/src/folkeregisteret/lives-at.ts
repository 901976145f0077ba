import type { Address, PersonFacts, Residence } from './person-facts.ts';

/** Whether somebody is registered at a home; null when one of the two addresses is hidden or unknown. */
export function livesAt(
  person: Pick<PersonFacts, 'status' | 'residence'>,
  home: Residence | null,
): boolean | null {
  if (person.status !== 'resident') return person.status === 'unknown' ? null : false;
  if (home === null || person.residence === null) return null;
  if (home.kommune !== person.residence.kommune) return false;
  return sameHome(home, person.residence);
}

/** Whether two residences of one kommune are the same home; null when one of the addresses is not known. */
export function sameHome(one: Residence, other: Residence): boolean | null {
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
