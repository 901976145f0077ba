import type { NationalId } from '@opptak/domain';
import { type PersonFacts, type PersonRegistry, peoplePerLookup } from '@opptak/registries';
import { type Family, familyOf, halfSiblingsIn, namedIn, partnersIn } from './family.ts';

export interface Looked {
  readonly families: readonly Family[];
  /** The current number of everybody who was found, by each number that led to them. */
  readonly currentNumber: ReadonlyMap<NationalId, NationalId>;
  /** Children the register gave no readable document for. */
  readonly unreadable: readonly NationalId[];
}

/**
 * Reads children anew, with everybody who stands beside them: five rounds of bulk questions at most, whatever the number.
 * The last two ask for half-siblings where one grown-up lives with the child, and their other parents: who of them lives
 * there too belongs to the household.
 */
export async function readFamilies(
  registry: PersonRegistry,
  numbers: readonly NationalId[],
): Promise<Looked> {
  const people = new Map<NationalId, PersonFacts>();
  const unreadable = await lookUp(registry, numbers, people);
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
  return {
    families: [...children.values()].map((child) => familyOf(child, people)),
    currentNumber: new Map([...people].map(([number, { nationalId }]) => [number, nationalId])),
    unreadable,
  };
}

const numbersOfParents = ({ person }: PersonFacts['parents'][number]): readonly NationalId[] =>
  person.nationalId === null ? [] : [person.nationalId];

/** Adds to `people` whom it lacks. @returns those without a readable document. */
export async function lookUp(
  registry: PersonRegistry,
  numbers: readonly NationalId[],
  people: Map<NationalId, PersonFacts>,
): Promise<readonly NationalId[]> {
  const wanted = [...new Set(numbers)].filter((number) => !people.has(number));
  const lost: NationalId[] = [];
  for (let first = 0; first < wanted.length; first += peoplePerLookup) {
    const chunk = wanted.slice(first, first + peoplePerLookup);
    const { found, missing, unreadable } = await registry.findPeople(chunk, 'population');
    for (const [number, facts] of found) people.set(number, facts).set(facts.nationalId, facts);
    lost.push(...missing, ...unreadable);
  }
  return lost;
}
