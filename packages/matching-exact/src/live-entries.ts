import type { JointMarket, JointMarketFamily } from '@opptak/matching';

/**
 * The entries that can matter in an allocation where no child for itself has a claim: the others are held in none, and refused or
 * not wanted in all. Three rules, until nothing changes; the first two in groups with plain places:
 *
 * - a child for itself who stands among the first so many that still ask is admitted in any case, and asks nowhere further down;
 * - where all places are held in any case by children who stand before it, a child is refused in any case;
 * - a sibling asks only where a tuple of its family, with none of its members refused in any case, or its backstop says.
 */
export function liveEntries({ groups, entries, children, families }: JointMarket): Uint8Array {
  const live = new Uint8Array(entries.length);
  for (const { family, entries: own } of children) {
    for (const entry of own) if (family === -1 || entries[entry]?.backstop) live[entry] = 1;
  }
  for (const { tuples } of families) for (const entry of tuples.flat()) if (entry !== -1) live[entry] = 1;
  const surelyHeld = new Uint8Array(entries.length);
  let changed = true;
  const drop = (entry: number) => {
    if (live[entry] === 0) return;
    live[entry] = 0;
    changed = true;
  };
  const askAt = (order: readonly number[], places: number) => {
    let before = 0;
    let sure = 0;
    for (const entry of order) {
      if (sure >= places) drop(entry);
      if (live[entry] === 0) continue;
      const child = children[entries[entry]?.child ?? -1];
      if (child?.family === -1 && before < places) {
        for (const later of child.entries.slice(child.entries.indexOf(entry) + 1)) drop(later);
        if (child.entries.find((one) => live[one] === 1) === entry) surelyHeld[entry] = 1;
      }
      before++;
      sure += surelyHeld[entry] ?? 0;
    }
  };
  while (changed) {
    changed = false;
    for (const { rule, order } of groups) if (rule.kind === 'plain') askAt(order, rule.places);
    for (const family of families) {
      const asked = new Set(liveTuples(family, live).flat());
      for (const entry of family.tuples.flat()) if (entry !== -1 && !asked.has(entry)) drop(entry);
    }
  }
  return live;
}

/** The tuples of a family that it can hold or claim at all, best first. */
export const liveTuples = ({ tuples }: JointMarketFamily, live: Uint8Array): (readonly number[])[] =>
  tuples.filter((tuple) => tuple.every((entry) => entry === -1 || live[entry] === 1));
