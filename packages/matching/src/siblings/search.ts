import { backstopWish } from '../engine/entries.ts';
import type { Run } from '../engine/run.ts';
import type { JointFamily } from './families.ts';
import type { JointList } from './joint-list.ts';
import { admits, admitsOne, move, placesOf, type Seats, seatsOf, takeBack, tooMany } from './seats.ts';

/** After so many losses in one search a family asks for no tuple twice, and after so many for none at all. */
const tired = 10;
const resigned = 30;

/** Picks the next family from a queue of this length. */
export type Pick = (length: number) => number;

/** The state of a search for a stable allocation with siblings. */
export interface Search {
  readonly seats: Seats;
  readonly families: readonly JointFamily[];
  readonly lists: readonly JointList[];
  /** The family of each row, or −1. */
  readonly familyOf: Int32Array;
  /** The tuple that each family holds. */
  readonly tuple: Int32Array;
  /** The first tuple that each family claims, or −1. */
  readonly claim: Int32Array;
  /** The families whose `claim` is not −1, and the former claims, to take changes back. */
  readonly claiming: Set<number>;
  readonly claimNotes: number[];
  readonly lost: Map<number, Uint8Array>;
  /** How often each family has lost a tuple in this search. */
  readonly losses: Int32Array;
  readonly waiting: number[];
  readonly alone: number[];
  readonly vacant: number[];
  /** Former tuples of families, to take changes back. */
  readonly notes: number[];
  /** Families with a member in a group's order. */
  readonly familiesAt: ReadonlyMap<number, readonly number[]>;
  /** Each entry is asked about once for all tuples of a family: the question it was asked in, and the answer. */
  readonly askedAt: Int32Array;
  readonly admitted: Uint8Array;
  question: number;
  /** Parts of tuples looked at so far: what the work is measured in, so that a budget ends the same way on every machine. */
  looked: number;
  /** A family loses a tuple so many times before it stops asking for it; this is what makes every search end. */
  patience: number;
  /** Steps left; when they are used up, families stop moving up and the rest settles. */
  steps: number;
}

export function searchOf(run: Run, families: readonly JointFamily[], lists: readonly JointList[]): Search {
  const { setting } = run.prepared;
  const { group } = run.lists.entries;
  const familyOf = new Int32Array(setting.applicants.length).fill(-1);
  const at = new Map<number, Set<number>>();
  families.forEach(({ members }, family) => {
    for (const row of members) familyOf[row] = family;
    for (const entry of lists[family]!.tuples) {
      if (entry === -1) continue;
      const known = at.get(group[entry]!);
      if (known) known.add(family);
      else at.set(group[entry]!, new Set([family]));
    }
  });
  return {
    seats: seatsOf(run),
    families,
    lists,
    familyOf,
    tuple: Int32Array.from(lists, ({ size }) => size - 1),
    claim: new Int32Array(families.length).fill(-1),
    claiming: new Set(),
    claimNotes: [],
    lost: new Map(),
    losses: new Int32Array(families.length),
    waiting: [],
    alone: [],
    vacant: [],
    notes: [],
    familiesAt: new Map([...at].map(([index, set]) => [index, [...set]])),
    askedAt: new Int32Array(group.length),
    admitted: new Uint8Array(group.length),
    question: 0,
    looked: 0,
    patience: 4,
    steps: 0,
  };
}

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

/** The first tuple before `before` that the family may ask for and every group would give. @returns −1 for none */
export function firstClaim(search: Search, family: number, before: number, evenLost: boolean): number {
  const lost = evenLost ? undefined : search.lost.get(family);
  const losses = search.losses[family]!;
  const patience = losses < tired ? search.patience : 1;
  if (lost && losses >= resigned) return -1;
  search.question++;
  for (let tuple = 0; tuple < before; tuple++) {
    search.looked += search.families[family]!.members.length;
    if ((lost?.[tuple] ?? 0) < patience && isClaim(search, family, tuple)) return tuple;
  }
  return -1;
}

/** Whether every group would take the family in as this tuple says, its present seats counting as occupied. */
function isClaim(search: Search, family: number, tuple: number): boolean {
  const { seats, families, lists } = search;
  const { group } = seats.run.lists.entries;
  const { positionOf } = seats.run.ranking;
  const { members } = families[family]!;
  const { tuples } = lists[family]!;
  const start = tuple * members.length;
  for (let index = 0; index < members.length; index++) {
    const entry = tuples[start + index]!;
    if (entry === -1 || seats.held[members[index]!] === entry) continue;
    if (search.askedAt[entry] !== search.question) {
      search.askedAt[entry] = search.question;
      search.admitted[entry] = admitsOne(seats, group[entry]!, positionOf[entry]!) ? 1 : 0;
    }
    if (search.admitted[entry] === 0) return false;
  }
  for (let index = 0; index < members.length; index++) {
    const entry = tuples[start + index]!;
    if (entry === -1) continue;
    let companions = 0;
    let first = true;
    for (let other = 0; other < members.length; other++) {
      const beside = tuples[start + other]!;
      if (other === index || beside === -1 || group[beside] !== group[entry]) continue;
      companions++;
      if (other < index) first = false;
    }
    if (companions > 0 && first && !admitsGroup(search, members, tuples, start, group[entry]!)) return false;
  }
  return true;
}

/** Several members in one group: it must take the newcomers and keep those who are there. */
function admitsGroup(
  search: Search,
  members: readonly number[],
  tuples: Int32Array,
  start: number,
  index: number,
): boolean {
  const { seats } = search;
  const { group } = seats.run.lists.entries;
  const { positionOf } = seats.run.ranking;
  const newcomers: number[] = [];
  const stayers: number[] = [];
  let worst = -1;
  members.forEach((row, member) => {
    const entry = tuples[start + member]!;
    if (entry === -1 || group[entry] !== index) return;
    (seats.held[row] === entry ? stayers : newcomers).push(positionOf[entry]!);
    worst = Math.max(worst, positionOf[entry]!);
  });
  return newcomers.length === 0 || admits(seats, index, newcomers, worst, stayers);
}

function isBackstop(search: Search, entry: number): boolean {
  return entry !== -1 && search.seats.run.lists.entries.wish[entry] === backstopWish;
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

/** Members without a place in the family's tuple go along their backstop, unless the family said together or nothing. */
const appliesAlone = (search: Search, family: number): boolean =>
  search.families[family]!.mode !== 'required';

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

/** Where a search stands, to come back to. */
export interface Mark {
  readonly seats: number;
  readonly tuples: number;
  readonly claims: number;
}

/** Everybody is as patient as at the start. */
export function forgetLosses(search: Search, patience: number): void {
  search.lost.clear();
  search.losses.fill(0);
  search.patience = patience;
}

export const mark = (search: Search): Mark => ({
  seats: search.seats.notes.length,
  tuples: search.notes.length,
  claims: search.claimNotes.length,
});

export function goBack(search: Search, to: Mark): void {
  takeBack(search.seats, to.seats);
  while (search.notes.length > to.tuples) {
    const tuple = search.notes.pop()!;
    search.tuple[search.notes.pop()!] = tuple;
  }
  while (search.claimNotes.length > to.claims) {
    const claim = search.claimNotes.pop()!;
    setClaim(search, search.claimNotes.pop()!, claim);
  }
  search.seats.changed.clear();
}

/** Brings `claim` up to date for the families near what has changed since the last time. */
export function updateClaims(search: Search): void {
  const asked = new Set<number>();
  for (const group of search.seats.changed) {
    for (const family of search.familiesAt.get(group) ?? []) asked.add(family);
  }
  search.seats.changed.clear();
  for (const family of asked) {
    const claim = firstClaim(search, family, search.tuple[family]!, true);
    if (claim === search.claim[family]) continue;
    search.claimNotes.push(family, search.claim[family]!);
    setClaim(search, family, claim);
  }
}

function setClaim(search: Search, family: number, claim: number): void {
  search.claim[family] = claim;
  if (claim === -1) search.claiming.delete(family);
  else search.claiming.add(family);
}

/** The families that have a claim, in their fixed order. */
export const claimants = (search: Search): number[] => [...search.claiming].sort((a, b) => a - b);
