import type { NationalId } from '@opptak/domain';
import { type PersonFacts, type PersonRegistry, peoplePerLookup } from '@opptak/registries';
import { type Family, familyOf, halfSiblingsIn, namedIn, partnersIn } from './family.ts';

export interface Looked {
  readonly families: readonly Family[];
  /** People we know of before, and who stand beside no child on the page any more. */
  readonly alone: readonly PersonFacts[];
  /** The current number of everybody who was found, by each number that led to them. */
  readonly currentNumber: ReadonlyMap<NationalId, NationalId>;
  /** Children the register gave no readable document for. */
  readonly unreadable: readonly NationalId[];
}

/**
 * Reads children anew, with everybody who stands beside them: five rounds of bulk questions at most, whatever the number.
 * The last two ask for half-siblings where one grown-up lives with the child, and their other parents: who of them lives
 * there too belongs to the household.
 *
 * @param known Numbers by which we know others, grown-ups beside the children above all: should a child's document name
 * one of them by a new number, the old one tells that it is the same human being, and what protects them stays.
 */
export async function readFamilies(
  registry: Pick<PersonRegistry, 'findPeople'>,
  numbers: readonly NationalId[],
  known: readonly NationalId[] = [],
): Promise<Looked> {
  const people = new Map<NationalId, PersonFacts>();
  const lost = new Set(await lookUp(registry, [...numbers, ...known], people));
  const unreadable = numbers.filter((number) => lost.has(number));
  const children = new Map(
    numbers.flatMap((number) => {
      const child = people.get(number);
      return child ? [[child.nationalId, child] as const] : [];
    }),
  );
  await lookUp(registry, [...children.values()].flatMap(namedIn), people);
  const partners = [...children.values()].flatMap((child) => partnersIn(familyOf(child, people)));
  await lookUp(registry, partners, people);
  const halfSiblings = [...children.values()].flatMap((child) => halfSiblingsIn(familyOf(child, people)));
  await lookUp(registry, halfSiblings, people);
  await lookUp(
    registry,
    halfSiblings.flatMap((number) => people.get(number)?.parents ?? []).flatMap(numbersOfParents),
    people,
  );
  const families = [...children.values()].map((child) => familyOf(child, people));
  const inFamilies = new Set(
    families.flatMap(({ child, adults }) => [child, ...adults.map(({ facts }) => facts)]),
  );
  const others = new Set(known.flatMap((number) => people.get(number) ?? []));
  return {
    families,
    alone: [...others].filter((facts) => !inFamilies.has(facts)),
    currentNumber: new Map([...people].map(([number, { nationalId }]) => [number, nationalId])),
    unreadable,
  };
}

const numbersOfParents = ({ person }: PersonFacts['parents'][number]): readonly NationalId[] =>
  person.nationalId === null ? [] : [person.nationalId];

/** Adds to `people` whom it lacks. @returns those without a readable document. */
export async function lookUp(
  registry: Pick<PersonRegistry, 'findPeople'>,
  numbers: readonly NationalId[],
  people: Map<NationalId, PersonFacts>,
): Promise<readonly NationalId[]> {
  const wanted = [...new Set(numbers)].filter((number) => !people.has(number));
  const lost: NationalId[] = [];
  for (let first = 0; first < wanted.length; first += peoplePerLookup) {
    const chunk = wanted.slice(first, first + peoplePerLookup);
    const { found, missing, unreadable } = await registry.findPeople(chunk, 'population');
    for (const [number, facts] of found) {
      // Asked for by two numbers, somebody is still one person.
      const one = people.get(facts.nationalId) ?? facts;
      people.set(number, one).set(one.nationalId, one);
    }
    lost.push(...missing, ...unreadable);
  }
  return lost;
}
