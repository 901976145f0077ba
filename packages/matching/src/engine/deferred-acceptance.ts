import { choose, type SeatRule } from './choice.ts';

/**
 * What the kernel runs on, all in 32-bit words. `pairs` holds (position, group) for each entry; a group is stored as its
 * complement in the last entry of a row, so the kernel needs no row at all: the next wish is simply the next pair.
 */
export interface Market {
  readonly offset: Int32Array;
  readonly pairs: Int32Array;
  readonly entryAt: Int32Array;
  readonly segment: Int32Array;
  /** One for each group; replaced where places are converted between bands. */
  readonly rules: SeatRule[];
  /** Class of each position, for the groups that are not plain. */
  readonly classAt: Int32Array;
}

/** Who sits where. */
export interface Held {
  /** For each group: worst held position (or `structured`), places left, and room to keep the pair of words aligned. */
  readonly groups: Int32Array;
  /** One bit for each held position of the plain groups. */
  readonly bits: Int32Array;
  /** Held positions, sorted, of the groups that are not plain. */
  readonly lists: (readonly number[])[];
}

const structured = 0x7fff_ffff;

export function interleaved(offset: Int32Array, position: Int32Array, group: Int32Array): Int32Array {
  const pairs = new Int32Array(2 * group.length);
  for (let entry = 0; entry < group.length; entry++) {
    pairs[2 * entry] = position[entry]!;
    pairs[2 * entry + 1] = group[entry]!;
  }
  for (let row = 1; row < offset.length; row++) {
    const last = offset[row]! - 1;
    if (last >= offset[row - 1]!) pairs[2 * last + 1] = ~group[last]!;
  }
  return pairs;
}

export function nobodyHeld(market: Market): Held {
  const held: Held = {
    groups: new Int32Array(2 * market.rules.length),
    bits: new Int32Array((market.entryAt.length >> 5) + 1),
    lists: market.rules.map(() => []),
  };
  market.rules.forEach((rule, group) => {
    openGroup(held, group, rule);
  });
  return held;
}

/** Sets the capacity of a group that holds nobody yet. */
export function openGroup(held: Held, group: number, rule: SeatRule): void {
  held.groups[2 * group] = rule.kind === 'plain' ? -1 : structured;
  held.groups[2 * group + 1] = rule.kind === 'plain' ? rule.places : 0;
}

/**
 * Deferred acceptance: each row in `rows` proposes down its list; a full group keeps the best and sends the worst on.
 * Any order of rows gives the same result (Gale & Shapley 1962).
 *
 * When a better child comes, the worst held bit is cleared and the next worst found by scanning words downwards. The
 * pointer only ever moves down, so all scans together cost no more than the number of entries.
 *
 * Where the time goes (`npm run bench -- allocation core`): groups and bits of neighbours stay in the cache. What is read far
 * away is, for each child sent on, its entry (`entryAt`) and then that entry's pair: two misses one after the other, unless
 * rows and groups are numbered by area.
 *
 * @returns the number of proposals
 */
export function propose(market: Market, held: Held, rows: Int32Array): number {
  const { offset, pairs, entryAt } = market;
  const { groups, bits } = held;
  let proposals = 0;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    let entry = offset[row]!;
    if (entry === offset[row + 1]!) continue;
    for (;;) {
      proposals++;
      const position = pairs[entry << 1]!;
      let group = pairs[(entry << 1) + 1]!;
      const state = (group < 0 ? ~group : group) << 1;
      const worst = groups[state]!;
      const left = groups[state + 1]!;
      if (left > 0) {
        groups[state + 1] = left - 1;
        if (position > worst) groups[state] = position;
        bits[position >> 5] = bits[position >> 5]! | (1 << position);
        break;
      }
      if (position < worst) {
        if (worst === structured) {
          const refused = offer(market, held, state >> 1, position);
          if (refused < 0) break;
          entry = entryAt[refused]!;
        } else {
          bits[position >> 5] = bits[position >> 5]! | (1 << position);
          let at = worst >> 5;
          let word = bits[at]! & ~(1 << worst);
          bits[at] = word;
          word &= ~(-1 << worst);
          while (word === 0) word = bits[--at]!;
          groups[state] = (at << 5) + 31 - Math.clz32(word);
          entry = entryAt[worst]!;
        }
        group = pairs[(entry << 1) + 1]!;
      }
      if (group < 0) break;
      entry++;
    }
  }
  return proposals;
}

/** One proposal to a group that is not plain. @returns the position that is sent on, or −1 when all can stay */
function offer(market: Market, held: Held, group: number, position: number): number {
  const before = held.lists[group]!;
  const candidates = inserted(before, position);
  const admitted = choose(market.rules[group]!, candidates, market.classAt);
  held.lists[group] = admitted;
  if (admitted.length === candidates.length) return -1;
  return candidates.find((candidate, index) => admitted[index] !== candidate) ?? position;
}

/** The list with one more position, still sorted. */
export function inserted(sorted: readonly number[], position: number): number[] {
  const list = [...sorted];
  let index = list.length;
  list.push(position);
  for (; index > 0 && list[index - 1]! > position; index--) list[index] = list[index - 1]!;
  list[index] = position;
  return list;
}

/** The entry that each row holds, or −1. */
export function heldEntries(market: Market, held: Held, rowOf: Int32Array): Int32Array {
  const entries = new Int32Array(market.offset.length - 1).fill(-1);
  for (let at = 0; at < held.bits.length; at++) {
    for (let word = held.bits[at]!; word !== 0; word &= word - 1) {
      const entry = market.entryAt[(at << 5) + 31 - Math.clz32(word & -word)]!;
      entries[rowOf[entry]!] = entry;
    }
  }
  for (const list of held.lists) {
    for (const position of list) {
      const entry = market.entryAt[position]!;
      entries[rowOf[entry]!] = entry;
    }
  }
  return entries;
}
