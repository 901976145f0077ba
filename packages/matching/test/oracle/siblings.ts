import type { ChildSet, Choice, Matching } from './enumerate.ts';

/** A family applies with one child or several; each wish names one kindergarten (or −1 for none) per child. */
export interface TinyFamily {
  readonly children: readonly number[];
  readonly wishes: readonly (readonly number[])[];
  /** What it has in any case: tenants their own kindergarten, the others −1. */
  readonly outside: readonly number[];
}

export interface TinySiblingMarket {
  readonly families: readonly TinyFamily[];
  readonly choices: readonly Choice[];
}

/**
 * Every stable matching with joint wishes, where the family's own seats count as occupied: a family may claim a better
 * combination only if each kindergarten in it would take its children next to everybody it holds now, the family's own
 * other children included.
 */
export function allStableWithSiblings(market: TinySiblingMarket): Matching[] {
  return allWithClaims(market, new Set());
}

/** Every matching that fits the seats and in which nobody but these families has a claim. */
export function allWithClaims(market: TinySiblingMarket, allowed: ReadonlySet<number>): Matching[] {
  const childCount = market.families.reduce((sum, family) => sum + family.children.length, 0);
  const found: Matching[] = [];
  const tuples: (readonly number[])[] = [];
  const place = (next: number): void => {
    const family = market.families[next];
    if (!family) {
      const matching = matchingOf(market, tuples, childCount);
      const fair = claims(market, matching).every(({ family: claiming }) => allowed.has(claiming));
      if (fair && fitsEverywhere(market, matching)) found.push(matching);
      return;
    }
    for (const tuple of [...family.wishes, family.outside]) {
      tuples[next] = tuple;
      place(next + 1);
    }
  };
  place(0);
  // Two wishes that come to the same places (all children without one) give the same matching twice.
  return [...new Map(found.map((matching) => [matching.join(), matching])).values()];
}

function matchingOf(
  market: TinySiblingMarket,
  tuples: readonly (readonly number[])[],
  childCount: number,
): Matching {
  const matching = new Array<number>(childCount).fill(-1);
  market.families.forEach((family, f) => {
    family.children.forEach((child, i) => {
      matching[child] = tuples[f]?.[i] ?? -1;
    });
  });
  return matching;
}

function heldBy(matching: Matching, kindergarten: number): ChildSet {
  return matching.reduce((set, k, child) => (k === kindergarten ? set | (2 ** child) : set), 0);
}

function fitsEverywhere(market: TinySiblingMarket, matching: Matching): boolean {
  return market.choices.every((choose, k) => choose(heldBy(matching, k)) === heldBy(matching, k));
}

/** The families with a justified claim, and the combination claimed. */
export function claims(
  market: TinySiblingMarket,
  matching: Matching,
): { family: number; tuple: readonly number[] }[] {
  return market.families.flatMap((family, f) => {
    const own = family.children.map((child) => matching[child] ?? -1).join();
    const at = family.wishes.findIndex((tuple) => tuple.join() === own);
    const better = at < 0 ? family.wishes : family.wishes.slice(0, at);
    return better
      .filter((tuple) => wouldBeTaken(market, matching, family, tuple))
      .map((tuple) => ({ family: f, tuple }));
  });
}

function wouldBeTaken(
  market: TinySiblingMarket,
  matching: Matching,
  family: TinyFamily,
  tuple: readonly number[],
): boolean {
  return market.choices.every((choose, k) => {
    const wanting = family.children.reduce((set, child, i) => (tuple[i] === k ? set | (2 ** child) : set), 0);
    const taken = wanting === 0 ? 0 : choose(heldBy(matching, k) | wanting);
    return (taken & wanting) === wanting;
  });
}
