import { backstopWish } from '../engine/entries.ts';
import { firstClaim } from './claim-test.ts';
import { appliesAlone, isBackstop, type Search } from './search.ts';
import { admitsOne, move, placesOf, tooMany } from './seats.ts';

/** Picks the next family from a queue of this length. */
export type Pick = (length: number) => number;

/**
 * Lets everything that waits happen: vacancies first, then children for themselves, then one family at a time. A vacancy
 * must be offered in the order of its group before anyone else may walk in.
 */
export function settle(search: Search, pick: Pick): void {
  const { alone, vacant, waiting } = search;
  for (;;) {
    if (vacant.length > 0) fill(search, vacant.pop()!);
    else if (alone.length > 0) placeAlone(search, alone.pop()!);
    else if (waiting.length > 0) {
      const index = pick(waiting.length);
      const family = waiting[index]!;
      waiting.splice(index, 1);
      improve(search, family);
    } else return;
  }
}

/** Gives a family a tuple: newcomers sit down, leavers get up, and whoever does not fit any longer moves on. */
export function give(search: Search, family: number, tuple: number): void {
  const { seats, families, lists } = search;
  const { group } = seats.run.lists.entries;
  const { members } = families[family]!;
  search.notes.push(family, search.tuple[family]!);
  search.tuple[family] = tuple;
  const entered: number[] = [];
  members.forEach((row, index) => {
    const entry = lists[family]!.tuples[tuple * members.length + index]!;
    if (entry === -1 && isBackstop(search, seats.held[row]!)) return;
    const left = move(seats, row, entry);
    if (left !== -1) search.vacant.push(group[left]!);
    if (entry !== -1) entered.push(group[entry]!);
  });
  for (const index of entered) sendOn(search, index);
}

function improve(search: Search, family: number): void {
  const tuple = search.steps-- > 0 ? firstClaim(search, family, search.tuple[family]!, false) : -1;
  if (tuple === -1) {
    // Also who has a backstop already: a vacancy may have called it before the family's wishes were settled.
    for (const row of search.families[family]!.members) {
      const held = search.seats.held[row]!;
      if (held === -1 || isBackstop(search, held)) search.alone.push(row);
    }
    return;
  }
  give(search, family, tuple);
  search.waiting.push(family);
}

/** A child for itself takes the best place on its list that admits it. */
function placeAlone(search: Search, row: number): void {
  const { seats } = search;
  const { entries } = seats.run.lists;
  const family = search.familyOf[row]!;
  const held = seats.held[row]!;
  if (family !== -1 && (!appliesAlone(search, family) || (held !== -1 && !isBackstop(search, held)))) return;
  const end = held === -1 ? entries.offset[row + 1]! : held;
  for (let entry = entries.offset[row]!; entry < end; entry++) {
    if (family !== -1 && entries.wish[entry] !== backstopWish) continue;
    const group = entries.group[entry]!;
    if (!admitsOne(seats, group, seats.run.ranking.positionOf[entry]!)) continue;
    const left = move(seats, row, entry);
    if (left !== -1) search.vacant.push(entries.group[left]!);
    sendOn(search, group);
    return;
  }
}

/** Whoever a group can not hold any longer moves on; a sibling takes the whole family out of its tuple. */
function sendOn(search: Search, group: number): void {
  const { entryAt, rowOf } = search.seats.run.ranking;
  for (;;) {
    const position = tooMany(search.seats, group).at(-1);
    if (position === undefined) return;
    const entry = entryAt[position]!;
    const row = rowOf[entry]!;
    const family = search.familyOf[row]!;
    if (family !== -1 && !isBackstop(search, entry)) breakUp(search, family);
    else {
      move(search.seats, row, -1);
      search.alone.push(row);
    }
  }
}

function breakUp(search: Search, family: number): void {
  const tuple = search.tuple[family]!;
  const outside = search.lists[family]!.size - 1;
  let lost = search.lost.get(family);
  if (!lost) {
    lost = new Uint8Array(search.lists[family]!.size);
    search.lost.set(family, lost);
  }
  lost[tuple]!++;
  search.losses[family]!++;
  give(search, family, outside);
  search.waiting.push(family);
}

/**
 * A vacancy goes to the first in the order who wants it: a child for itself, or a family with a tuple that uses it. When a
 * family has taken the seat meanwhile (its tuple used two vacancies at once), those before it in the order still come first.
 */
function fill(search: Search, group: number): void {
  const { seats } = search;
  const { segment, entryAt, rowOf } = seats.run.ranking;
  const { wish } = seats.run.lists.entries;
  const rule = seats.run.market.rules[group]!;
  const full = rule.kind !== 'reserve' && seats.at[group]!.length >= placesOf(seats, group);
  const end = full ? (seats.at[group]!.at(-1) ?? 0) : segment[group + 1]!;
  for (let position = segment[group]!; position < end; position++) {
    const entry = entryAt[position]!;
    const row = rowOf[entry]!;
    const held = seats.held[row]!;
    if (held === entry) continue;
    const family = search.familyOf[row]!;
    if (family !== -1 && wish[entry] !== backstopWish) {
      if (!improveThrough(search, family, entry)) continue;
    } else {
      if (held !== -1 && entry > held) continue;
      if (family !== -1 && (!appliesAlone(search, family) || (held !== -1 && !isBackstop(search, held))))
        continue;
      if (!admitsOne(seats, group, position)) continue;
      const left = move(seats, row, entry);
      if (left !== -1) search.vacant.push(seats.run.lists.entries.group[left]!);
      sendOn(search, group);
    }
    search.vacant.push(group);
    return;
  }
}

/** Moves a family to its best claimable tuple, when one of those uses this entry. */
function improveThrough(search: Search, family: number, entry: number): boolean {
  if (search.steps <= 0) return false;
  const { tuples } = search.lists[family]!;
  const members = search.families[family]!.members.length;
  const end = search.tuple[family]! * members;
  const index = tuples.indexOf(entry);
  if (index === -1 || index >= end) return false;
  search.steps--;
  const tuple = firstClaim(search, family, search.tuple[family]!, false);
  if (tuple === -1) return false;
  give(search, family, tuple);
  search.waiting.push(family);
  return true;
}
