import { type IsoDate, type NationalId, yearOf } from '@opptak/domain';
import { livesAt, type PersonFacts, type PersonRegistry, peoplePerLookup } from '@opptak/registries';
import { connectedAdults, mergedAdults, namedIn, otherResident, type SeenAdult } from './seen-adults.ts';

/** Why the register alone does not tell who the household is. */
export type HouseholdDoubt =
  /** A child has no document that can be read, or no known address. */
  | 'child-unreadable'
  /** The children of the household are registered at different addresses. */
  | 'different-addresses'
  /** A lone parent lives where the register can not be asked who else does. */
  | 'address-not-searchable';

export interface ReadHousehold {
  /** Everybody who may belong, as far as it could be read. */
  readonly adults: readonly SeenAdult[];
  /** Null when the register could be asked about all of it. */
  readonly doubt: HouseholdDoubt | null;
  /** Whose documents were read: each of them may ask. */
  readonly looked: readonly NationalId[];
}

/** An address with more grown-ups than this is no dwelling: a block without dwelling numbers, an institution. */
const mostResidents = 200;

/**
 * Reads from Folkeregisteret who the household of some children may be: parents, spouses, those with a joint child, and, where
 * one grown-up lives alone with the children, who else is registered in the dwelling. Asked when a family has applied, of
 * nobody else.
 *
 * Legal source: forskrift 2005-12-16-1478 § 3 b.
 *
 * @param on the day of the application.
 * @throws RegistryUnavailable, RegistryRefused, RegistryAnswerUnreadable
 */
export async function readHousehold(
  registry: PersonRegistry,
  numbers: readonly NationalId[],
  on: IsoDate,
): Promise<ReadHousehold> {
  const people = new Map<NationalId, PersonFacts>();
  const lookUp = (wanted: readonly NationalId[]) => addPeople(registry, wanted, people);
  const result = (adults: readonly SeenAdult[], doubt: HouseholdDoubt | null = null): ReadHousehold => ({
    adults,
    doubt,
    looked: [...new Set([...people.values()].map(({ nationalId }) => nationalId))],
  });

  await lookUp(numbers);
  const children = numbers.flatMap((number) => people.get(number) ?? []);
  const [first] = children;
  if (!first?.residence?.address || children.length < numbers.length) {
    return result([], 'child-unreadable');
  }
  if (children.some((child) => livesAt(child, first.residence) !== true)) {
    return result([], 'different-addresses');
  }

  await lookUp(children.flatMap(namedIn));
  const adultsNow = () => mergedAdults(children.flatMap((child) => connectedAdults(child, people)));
  const hereNow = () => adultsNow().filter(({ registeredWithChild }) => registeredWithChild !== false);
  await lookUp(hereNow().flatMap(({ nationalId }) => people.get(nationalId)?.partners ?? []));

  const [alone, ...more] = hereNow();
  const parent = alone && more.length === 0 ? people.get(alone.nationalId) : undefined;
  if (!parent) return result(adultsNow());
  await lookUp(parent.children);
  await lookUp(parent.children.flatMap((number) => people.get(number)?.parents ?? []).flatMap(numberOf));
  // Two unmarried adults are cohabitants; somebody married is nobody else's.
  if (hereNow().length > 1 || parent.partners.length > 0) return result(adultsNow());
  const found = await registry.findResidents(
    first.residence,
    { bornUntil: yearOf(on) - 18, atMost: mostResidents },
    'fee',
  );
  if (found.type !== 'found') return result(adultsNow(), 'address-not-searchable');
  const there = await inSameHome(registry, found.nationalIds, first);
  await lookUp(there);
  const others = there.flatMap((number) => {
    const facts = people.get(number);
    return facts ? (otherResident(parent, facts, on) ?? []) : [];
  });
  return result(mergedAdults([...adultsNow(), ...others]));
}

/** Of those found by street and number, who lives in the dwelling. Their address only is asked for: most are neighbours. */
async function inSameHome(
  registry: PersonRegistry,
  numbers: readonly NationalId[],
  child: PersonFacts,
): Promise<readonly NationalId[]> {
  const { found } = await registry.findResidences(numbers, 'fee');
  return [...found.values()]
    .filter((facts) => livesAt(facts, child.residence) !== false)
    .map(({ nationalId }) => nationalId);
}

const numberOf = ({ person }: PersonFacts['parents'][number]): readonly NationalId[] =>
  person.nationalId === null ? [] : [person.nationalId];

async function addPeople(
  registry: PersonRegistry,
  wanted: readonly NationalId[],
  people: Map<NationalId, PersonFacts>,
): Promise<void> {
  const missing = [...new Set(wanted)].filter((number) => !people.has(number));
  for (let first = 0; first < missing.length; first += peoplePerLookup) {
    const { found } = await registry.findPeople(missing.slice(first, first + peoplePerLookup), 'fee');
    for (const [number, facts] of found) people.set(number, facts).set(facts.nationalId, facts);
  }
}
