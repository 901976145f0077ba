import { backstopWish } from '../engine/entries.ts';
import type { Run } from '../engine/run.ts';
import type { JointFamily } from './families.ts';
import type { JointList } from './joint-list.ts';
import { type Seats, seatsOf, takeBack } from './seats.ts';

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

/** Whether this is a place outside the wishes. */
export function isBackstop(search: Search, entry: number): boolean {
  return entry !== -1 && search.seats.run.lists.entries.wish[entry] === backstopWish;
}

/** Members without a place in the family's tuple go along their backstop, unless the family said together or nothing. */
export const appliesAlone = (search: Search, family: number): boolean =>
  search.families[family]!.mode !== 'required';

/** Children with a right to a place who have none, and no backstop on their list yet. */
export function withoutBackstop(search: Search): number[] {
  const { run, held } = search.seats;
  const { applicants } = run.prepared.setting;
  return [...applicants.keys()].filter((row) => {
    const family = search.familyOf[row]!;
    return (
      held[row] === -1 &&
      applicants[row]!.rightToPlace === true &&
      run.lists.entries.withBackstop[row] === 0 &&
      (family === -1 || appliesAlone(search, family))
    );
  });
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

/** Writes down the first tuple that a family claims, or −1. */
export function setClaim(search: Search, family: number, claim: number): void {
  search.claim[family] = claim;
  if (claim === -1) search.claiming.delete(family);
  else search.claiming.add(family);
}

/** The families that have a claim, in their fixed order. */
export const claimants = (search: Search): number[] => [...search.claiming].sort((a, b) => a - b);
