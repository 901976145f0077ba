import { backstopWish } from '../engine/entries.ts';
import type { Outcome } from '../engine/outcome.ts';

/** Where everybody stands when the run is over. */
export interface Standing {
  /** Rank of each entry in its group, 1 first; backstops that came to nothing do not count. */
  readonly rank: Int32Array;
  /** Held positions of each group, sorted. */
  readonly heldAt: readonly (readonly number[])[];
  /** How many are ranked in each group. */
  readonly ranked: Int32Array;
}

export function standingOf(outcome: Outcome): Standing {
  const { segment, entryAt, rowOf } = outcome.run.ranking;
  const { wish } = outcome.run.lists.entries;
  const groups = segment.length - 1;
  const rank = new Int32Array(entryAt.length);
  const ranked = new Int32Array(groups);
  const heldAt: number[][] = new Array(groups);
  for (let group = 0; group < groups; group++) {
    const held: number[] = [];
    let count = 0;
    for (let position = segment[group]!; position < segment[group + 1]!; position++) {
      const entry = entryAt[position]!;
      const sitsHere = outcome.held[rowOf[entry]!] === entry;
      if (sitsHere) held.push(position);
      if (sitsHere || wish[entry] !== backstopWish) rank[entry] = ++count;
    }
    heldAt[group] = held;
    ranked[group] = count;
  }
  return { rank, heldAt, ranked };
}
