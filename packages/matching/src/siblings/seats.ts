import { choose, type SeatRule, withWholePlaces } from '../engine/choice.ts';
import type { Run } from '../engine/run.ts';

/** The seats during the search: every change is noted, so that a repair that did not help can be taken back. */
export interface Seats {
  readonly run: Run;
  /** Held positions of each group, sorted. */
  readonly at: readonly number[][];
  /** The entry that each row holds, or −1. */
  readonly held: Int32Array;
  /** Groups that changed since they were last asked about. */
  readonly changed: Set<number>;
  /** Places beyond the capacity, when asking what more room would do. */
  readonly extra: Map<number, number>;
  readonly notes: number[];
}

export function seatsOf(run: Run): Seats {
  const at: number[][] = run.market.rules.map(() => []);
  const { segment, entryAt, rowOf } = run.ranking;
  for (let group = 0; group < at.length; group++) {
    for (let position = segment[group]!; position < segment[group + 1]!; position++) {
      const entry = entryAt[position]!;
      if (run.held[rowOf[entry]!] === entry) at[group]!.push(position);
    }
  }
  return { run, at, held: run.held.slice(), changed: new Set(), extra: new Map(), notes: [] };
}

/** Seats a row at an entry, or nowhere (−1). The group may then hold too many. @returns the entry it left, or −1 */
export function move(seats: Seats, row: number, entry: number): number {
  const left = seats.held[row]!;
  if (left === entry) return -1;
  seats.notes.push(row, left);
  put(seats, row, entry);
  return left;
}

/** Takes back everything since the notes had this length. */
export function takeBack(seats: Seats, length: number): void {
  while (seats.notes.length > length) {
    const entry = seats.notes.pop()!;
    put(seats, seats.notes.pop()!, entry);
  }
}

function put(seats: Seats, row: number, entry: number): void {
  const { positionOf } = seats.run.ranking;
  const { group } = seats.run.lists.entries;
  const left = seats.held[row]!;
  seats.held[row] = entry;
  if (left !== -1) {
    const list = seats.at[group[left]!]!;
    list.splice(countUpTo(list, positionOf[left]!) - 1, 1);
    seats.changed.add(group[left]!);
  }
  if (entry !== -1) {
    const list = seats.at[group[entry]!]!;
    list.splice(countUpTo(list, positionOf[entry]!), 0, positionOf[entry]!);
    seats.changed.add(group[entry]!);
  }
}

/** How many of a sorted list are at most `position`. */
function countUpTo(sorted: readonly number[], position: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function placesOf(seats: Seats, group: number): number {
  return seats.run.market.rules[group]!.places + (seats.extra.get(group) ?? 0);
}

function ruleOf(seats: Seats, group: number): SeatRule {
  const rule = seats.run.market.rules[group]!;
  const extra = seats.extra.get(group);
  return extra === undefined ? rule : withWholePlaces(rule, extra);
}

/**
 * Whether a group would admit the newcomers beside those of the same family who stay: N ∪ St ⊆ C(held ∪ N).
 *
 * @param worst the worst position among newcomers and stayers
 */
export function admits(
  seats: Seats,
  group: number,
  newcomers: readonly number[],
  worst: number,
  stayers: readonly number[],
): boolean {
  const list = seats.at[group]!;
  const places = placesOf(seats, group);
  const rule = ruleOf(seats, group);
  if (rule.kind === 'plain') {
    if (list.length + newcomers.length <= places) return true;
    return countUpTo(list, worst) + newcomers.length <= places;
  }
  const all = [...list, ...newcomers].sort((a, b) => a - b);
  const admitted = new Set(choose(rule, all, seats.run.market.classAt));
  return (
    newcomers.every((position) => admitted.has(position)) &&
    stayers.every((position) => admitted.has(position))
  );
}

/** Whether a group would admit one more child. */
export function admitsOne(seats: Seats, group: number, position: number): boolean {
  const rule = seats.run.market.rules[group]!;
  const list = seats.at[group]!;
  const places = placesOf(seats, group);
  const behindAll = list.length >= places && (places === 0 || position > list[list.length - 1]!);
  if (rule.kind === 'plain') return !behindAll;
  // Whoever stands behind everybody in a full group can put nobody out, unless a place is reserved for it.
  if (behindAll && rule.kind !== 'reserve') return false;
  return admits(seats, group, [position], position, []);
}

/** The positions that a group can not hold any longer. */
export function tooMany(seats: Seats, group: number): readonly number[] {
  const list = seats.at[group]!;
  const rule = ruleOf(seats, group);
  if (rule.kind === 'plain') return list.slice(Math.max(0, placesOf(seats, group)));
  const admitted = new Set(choose(rule, list, seats.run.market.classAt));
  return list.filter((position) => !admitted.has(position));
}
