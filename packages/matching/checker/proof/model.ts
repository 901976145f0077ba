import type { Applicant, Band, Kindergarten, MatchInput } from '../reading/document.ts';

/** The words the checker thinks in. Types only; docs/allocation-format.md gives the sections meant by §. */

/** One seat (§ 2). */
export interface Seat {
  /** First day it is free; '' = at once. */
  readonly from: string;
  readonly days: number;
  readonly weekdays: readonly string[] | undefined;
  /** All five days: anybody may use it. */
  readonly whole: boolean;
}

/** The places of one kindergarten for one age band. */
export interface Group {
  /** Its number in the certificate's list. */
  readonly index: number;
  readonly kindergarten: Kindergarten;
  readonly band: Band;
  readonly tenants: readonly Applicant[];
  readonly seats: readonly Seat[];
  readonly places: number;
  /** Places kept for residents, filled after the open ones or before them. */
  readonly reserve: number;
  readonly openFirst: boolean;
  /** Most children from each of these kommuner. */
  readonly limits: ReadonlyMap<string, number>;
  /** Whole places free at once and nothing else: the first so many in the order are admitted. */
  readonly plain: boolean;
}

/** One child in the order of one kindergarten: the tuple of § 4. Lower goes first. */
export interface Standing {
  readonly applicant: Applicant;
  /** The kindergarten. */
  readonly at: string;
  /** Own place, § 18, right to a place, resident. */
  readonly head: readonly number[];
  /** The given order's index, or the criteria's codes; then the lot. Computed only where the head does not decide. */
  tail(): readonly number[];
  readonly lotKey: string;
}

/** A place on a child's list. */
export interface Option {
  /** Index of the group. */
  readonly group: number;
  /** The wish's number; wishes + 1 for an own place outside them; null on the backstop. */
  readonly number: number | null;
  readonly standing: Standing;
}

export interface Child {
  readonly applicant: Applicant;
  /** Steps 1 and 2 of its list (§ 2), best first. */
  readonly options: readonly Option[];
  /** Step 3: where it may be placed outside its wishes, nearest first; empty without the right. */
  backstop(): readonly Option[];
}

export interface Market {
  readonly input: MatchInput;
  readonly groups: readonly Group[];
  /** In id order. */
  readonly children: readonly Child[];
}

/** Siblings who apply together (§ 8.2). */
export interface JointFamily {
  readonly id: string;
  readonly required: boolean;
  readonly members: readonly Child[];
  /** Its joint wishes, best first; the last is what it has in any case. */
  tuples(): readonly Tuple[];
}

/** One option, or none, for each member. */
export type Tuple = readonly (Option | null)[];

/** What the result says, read onto the market. */
export interface Outcome {
  /** The place of each child that is placed, as it stands on the child's list; `number` null: placed by its right. */
  readonly placeOf: ReadonlyMap<Child, Option>;
  /** Per group: who is placed there, in order. */
  readonly held: readonly (readonly Standing[])[];
}

/** Something in the result that does not follow from the input. */
export interface Violation {
  /** Listed with its meaning in docs/allocation-checker.md. */
  readonly code: string;
  /** The child, group, family or field; ids as in the input. */
  readonly where: string;
  readonly text: string;
}

export type Report = (code: string, where: string, text: string) => void;
