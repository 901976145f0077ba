import type { Applicant, Band, Kindergarten, MatchInput, MatchResult, Seats } from '../reading/document.ts';

/**
 * The words the checker thinks in; § means a section of docs/allocation-format.md. What is written as a function is worked out when
 * first asked for: reading/run.ts has the formula of each.
 */

/** Everything about one allocation: what was asked, what came out, and both in these words. */
export interface Run {
  readonly input: MatchInput;
  readonly result: MatchResult;
  /** By kindergarten in id order, as in the certificate. */
  groups(): readonly Group[];
  /** In id order. */
  children(): readonly Child[];
  /** Siblings who decide together. */
  families(): readonly JointFamily[];
}

/** The places of one kindergarten for one age band (§ 2). */
export interface Group {
  readonly kindergarten: Kindergarten;
  readonly band: Band;
  /** Its places as declared. */
  readonly capacity: Seats;
  /** Who has a place there before the run. */
  readonly tenants: readonly Applicant[];
  /** Where each child stands in the order as given; undefined when criteria make the order. */
  readonly position: ReadonlyMap<string, number> | undefined;
  /** Places kept for residents, filled after the open ones or before them. */
  readonly reserve: number;
  readonly openFirst: boolean;
  /** Most children from each of these kommuner. */
  readonly limits: ReadonlyMap<string, number>;
  seats(): readonly Seat[];
  /** Only whole places free at once, and nothing else: the first so many in the order are admitted. */
  plain(): boolean;
  /** Who is placed there, in order. */
  held(): readonly Entry[];
}

/** One seat (§ 2). */
export interface Seat {
  /** First day it is free; '' = at once. */
  readonly from: string;
  readonly days: number;
  readonly weekdays: readonly string[] | undefined;
  /** All five days: anybody may use it. */
  readonly whole: boolean;
}

export interface Child {
  readonly applicant: Applicant;
  /** The joint family it decides with. */
  readonly family: JointFamily | undefined;
  /** What its lot is drawn by (§ 5). */
  readonly lotKey: string;
  lot(): number;
  /** Steps 1 and 2 of its list (§ 2), best first. */
  entries(): readonly Entry[];
  /** Step 3: where it may be placed outside its wishes, nearest first; empty without the right. */
  backstop(): readonly Entry[];
  /** The entry at which the result places it. */
  place(): Entry | undefined;
}

/** A group on a child's list and, seen from the other side, a child in a group's order. */
export interface Entry {
  readonly child: Child;
  readonly group: Group;
  /** The wish's number; wishes + 1 for an own place outside them; null on the backstop. */
  readonly number: number | null;
  /** The tuple of § 4, lower goes first. Its head: own place, § 18, right to a place, resident. */
  readonly head: readonly number[];
  /** Its tail, which counts only among equal heads: the given order's index, or the criteria's codes; then the lot. */
  tail(): readonly number[];
}

/** Siblings who apply together (§ 8.2). */
export interface JointFamily {
  readonly id: string;
  /** Together or nothing. */
  readonly required: boolean;
  members(): readonly Child[];
  /** Its joint wishes, best first; the last is what it has in any case. */
  tuples(): readonly Tuple[];
}

/** One entry, or none, for each member. */
export type Tuple = readonly (Entry | null)[];

/** Something in the result that does not follow from the input. */
export interface Violation {
  /** Listed with its meaning in docs/allocation-checker.md. */
  readonly code: string;
  /** The child, group, family or field; ids as in the input. */
  readonly where: string;
  readonly text: string;
}

export type Report = (code: string, where: string, text: string) => void;
