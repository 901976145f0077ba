import { addMonths, type IsoDate, type NationalId } from '@opptak/domain';
import { livesAt, type PersonFacts } from '@opptak/registries';
import { type AdultFacts, monthsTogether } from '@opptak/rules';

/** An adult of whom Folkeregisteret says something that concerns the household of a child. */
export interface SeenAdult extends Omit<AdultFacts, 'id'> {
  readonly nationalId: NationalId;
}

export type PeopleByNumber = ReadonlyMap<NationalId, PersonFacts>;

const monthsOfAge = 18 * 12;

/** Whom a child's own document names. */
export const namedIn = ({ parents, guardians }: PersonFacts): readonly NationalId[] =>
  numbersIn([...parents.map(({ person }) => person), ...guardians.holders]);

/**
 * The grown-ups that the register connects with a child: parents, whoever else has the responsibility, spouses of those who
 * live with the child, and those who have another child with one of them.
 *
 * A parent without a Norwegian number is registered at no address here. Whoever is named and can not be read may be.
 */
export function connectedAdults(child: PersonFacts, people: PeopleByNumber): readonly SeenAdult[] {
  const seen = new Map<NationalId, SeenAdult>();
  const see = (nationalId: NationalId, relation: SeenAdult['relation'], jointChild?: boolean): void => {
    if (seen.has(nationalId)) return;
    const facts = people.get(nationalId);
    const registeredWithChild = facts ? livesAt(facts, child.residence) : null;
    seen.set(nationalId, {
      nationalId,
      relation,
      registeredWithChild,
      ...(jointChild === undefined ? {} : { jointChild }),
    });
  };
  for (const number of numbersIn(child.parents.map(({ person }) => person))) see(number, 'parent');
  for (const number of numbersIn(child.guardians.holders)) see(number, 'guardian');
  const here = [...seen.values()].filter(({ registeredWithChild }) => registeredWithChild === true);
  for (const { nationalId } of here) {
    for (const spouse of people.get(nationalId)?.partners ?? []) see(spouse, 'partner');
  }
  for (const { nationalId } of here) {
    for (const other of coParentsOf(nationalId, people)) see(other, 'cohabitant', true);
  }
  return [...seen.values()];
}

/** Those who have a child with somebody, as far as the children's documents are known. */
function coParentsOf(parent: NationalId, people: PeopleByNumber): readonly NationalId[] {
  const children = people.get(parent)?.children ?? [];
  const parents = children.flatMap((number) => people.get(number)?.parents ?? []);
  return numbersIn(parents.map(({ person }) => person)).filter((number) => number !== parent);
}

/** One entry for each person, of several children's: the nearest relation, and there if there with one of them. */
export function mergedAdults(all: readonly SeenAdult[]): readonly SeenAdult[] {
  const relations: readonly SeenAdult['relation'][] = [
    'parent',
    'partner',
    'cohabitant',
    'guardian',
    'resident',
  ];
  const nearer = (a: SeenAdult, b: SeenAdult): SeenAdult =>
    relations.indexOf(a.relation) <= relations.indexOf(b.relation) ? a : b;
  const merged = new Map<NationalId, SeenAdult>();
  for (const one of all) {
    const before = merged.get(one.nationalId);
    merged.set(one.nationalId, before ? nearer(before, one) : one);
  }
  return [...merged.values()];
}

/**
 * Whether another adult at the address of a lone parent may be a cohabitant: two unmarried adults who are not of one family.
 *
 * @returns null for somebody who can not be one.
 */
export function otherResident(parent: PersonFacts, other: PersonFacts, on: IsoDate): SeenAdult | null {
  const { nationalId, birthDate, residence } = other;
  if (nationalId === parent.nationalId || livesAt(other, parent.residence) === false) return null;
  if (birthDate !== null && addMonths(birthDate, monthsOfAge) > on) return null;
  if (other.partners.length > 0 || areRelated(parent, other)) return null;
  return {
    nationalId,
    relation: 'resident',
    registeredWithChild: true,
    jointChild: false,
    monthsTogetherOf18: monthsTogether([parent.residence?.movedOn ?? null, residence?.movedOn ?? null], on),
  };
}

/** Parent and grown-up child, or brothers and sisters. */
function areRelated(one: PersonFacts, other: PersonFacts): boolean {
  const parentsOf = ({ parents }: PersonFacts) => numbersIn(parents.map(({ person }) => person));
  const [own, theirs] = [parentsOf(one), parentsOf(other)];
  return (
    own.includes(other.nationalId) ||
    theirs.includes(one.nationalId) ||
    one.children.includes(other.nationalId) ||
    other.children.includes(one.nationalId) ||
    own.some((parent) => theirs.includes(parent))
  );
}

const numbersIn = (named: PersonFacts['guardians']['holders']): readonly NationalId[] => [
  ...new Set(named.flatMap(({ nationalId }) => (nationalId === null ? [] : [nationalId]))),
];
