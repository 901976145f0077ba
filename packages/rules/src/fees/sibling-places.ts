import type { ChildPlace } from './fee-facts.ts';
import type { FeeSettings } from './fee-settings.ts';

/** Where a child stands among the siblings that count for the reduction. */
export interface SiblingPlace {
  /** 1 for the child without reduction, 2, 3 … */
  readonly number: number;
  /** How many siblings count, this child included. */
  readonly of: number;
  /** False when it is not known whether the child lives with the others, and there are others. */
  readonly known: boolean;
}

/**
 * Numbers siblings for the reduction: those who live permanently together and attend kindergartens, municipal or
 * private, in the same kommune. Children in different kommuner have no reduction through each other.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager § 3 a. The order is not regulated: a setting.
 *
 * @returns one place per child, in the order of `children`.
 */
export function siblingPlaces(
  children: readonly ChildPlace[],
  order: FeeSettings['siblingOrder'],
): readonly SiblingPlace[] {
  if (children.length === 1) return [alone];
  const groups = Map.groupBy(
    children.filter((child) => (child.livesWithSiblings ?? true) === true),
    (child) => child.kindergartenKommune,
  );
  for (const group of groups.values()) group.sort(comparisons[order]);
  return children.map((child) => {
    if (child.livesWithSiblings === null) return { number: 1, of: 1, known: false };
    if (child.livesWithSiblings === false) return alone;
    const group = groups.get(child.kindergartenKommune) ?? [];
    return { number: group.indexOf(child) + 1, of: group.length, known: true };
  });
}

const alone: SiblingPlace = { number: 1, of: 1, known: true };

type Comparison = (a: ChildPlace, b: ChildPlace) => number;

const byId: Comparison = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const youngestFirst: Comparison = (a, b) =>
  a.birthDate > b.birthDate ? -1 : a.birthDate < b.birthDate ? 1 : byId(a, b);
const oldestFirst: Comparison = (a, b) =>
  a.birthDate < b.birthDate ? -1 : a.birthDate > b.birthDate ? 1 : byId(a, b);

/** Prices are those of the places, before any reduction: so income can never move a child in the order. */
const comparisons: Readonly<Record<FeeSettings['siblingOrder'], Comparison>> = {
  'youngest-first': youngestFirst,
  'oldest-first': oldestFirst,
  'highest-price-first': (a, b) => b.monthlyPriceNok - a.monthlyPriceNok || youngestFirst(a, b),
  'lowest-price-first': (a, b) => a.monthlyPriceNok - b.monthlyPriceNok || youngestFirst(a, b),
};
