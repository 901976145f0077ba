/**
 * The words of `opptak-match/1`: what goes into an allocation and what comes out. Types only.
 * The meaning of every field, and every computation on it, stands in docs/allocation-format.md.
 */

/** Small: two years or younger in the year of the intake counts; large: three or older (barnehageloven § 26). */
export type Band = 'small' | 'large';
/** `all`: a kindergarten whose capacity is not divided by age. */
export type GroupBand = Band | 'all';
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri';

export interface MatchInput {
  readonly format: 'opptak-match/1';
  /** Names the intake; enters the lot, so that luck in one year is not luck in the next. Default ''. */
  readonly intake?: string;
  /** The revealed secret behind the lot. Default '' (allowed, but the certificate then says that nothing was committed). */
  readonly seed?: string;
  /** SHA-256 (hex) of the seed, published before the deadline. The engine refuses a seed that does not match. */
  readonly seedCommitment?: string;
  /** A public draw announced beforehand, mixed into the lot after the deadline. */
  readonly publicDraw?: string;
  /** Which band is served first where places are converted. Default small first. */
  readonly bandOrder?: readonly [Band, Band];
  /** Admission criteria for kindergartens that name no own. */
  readonly criteria?: readonly Criterion[];
  /** Versioned criteria that kindergartens refer to by name. */
  readonly bylaws?: Readonly<Record<string, Bylaw>>;
  readonly siblings?: SiblingRules;
  /** Families that list their joint wishes themselves; the others' lists follow from `together`. */
  readonly families?: readonly FamilyWishes[];
  readonly kindergartens: readonly Kindergarten[];
  readonly applicants: readonly Applicant[];
  readonly region?: Region;
}

export interface Bylaw {
  readonly version: string;
  readonly title?: string;
  readonly kommune?: string;
  readonly criteria: readonly Criterion[];
}

export interface SiblingRules {
  /** Two kindergartens at most so many metres apart are "near" each other. Default 1500. */
  readonly nearM?: number;
}

/** Joint wishes, best first: one kindergarten, or null, for each member. */
export interface FamilyWishes {
  readonly id: string;
  readonly members: readonly string[];
  readonly wishes: readonly (readonly (string | null)[])[];
}

export interface Kindergarten {
  readonly id: string;
  readonly kommune?: string;
  readonly capacity: Seats | BandedSeats;
  /** The ranking as given, best first; whoever is missing is unacceptable here. Goes before criteria. */
  readonly order?: readonly string[];
  readonly criteria?: readonly Criterion[];
  /** Key into `bylaws`. */
  readonly bylaw?: string;
  readonly convert?: Conversion;
  /** Places kept for residents of the kindergarten's kommune. */
  readonly reserve?: number | Readonly<Partial<Record<Band, number>>>;
  readonly position?: Position;
  readonly catchments?: readonly string[];
  readonly profiles?: readonly string[];
}

/** Whole places all year, or seats of several kinds. */
export type Seats = number | readonly SeatKind[];
export type BandedSeats = Readonly<Partial<Record<Band, Seats>>>;

/** So many seats of one kind. `from` absent: free at once. Neither `days` nor `weekdays`: a whole place. */
export interface SeatKind {
  readonly places: number;
  readonly from?: string;
  /** Days a week of a declared shared place whose weekdays are not fixed. */
  readonly days?: number;
  /** The weekdays of a declared shared place. */
  readonly weekdays?: readonly Weekday[];
}

/** A small place uses two units, a large one. */
export interface Conversion {
  /** Default 2 × small + large from `capacity`. */
  readonly units?: number;
  /** Places that the other band can not take. Default 0 of each. */
  readonly protected?: Readonly<Partial<Record<Band, number>>>;
}

/** Whole metres in one projection for the whole document (for example EUREF89 UTM 33). */
export interface Position {
  readonly x: number;
  readonly y: number;
}

export interface Applicant {
  readonly id: string;
  readonly kommune?: string;
  readonly band?: Band;
  /** Best first, without repeats. */
  readonly wishes: readonly string[];
  /** The kindergarten where the child has a place; it is never lost. */
  readonly current?: string;
  readonly family?: string;
  /** Absent: each child for itself (`independent`). */
  readonly together?: 'required' | 'preferred' | 'nearby' | 'independent';
  readonly startsOn?: string;
  readonly daysPerWeek?: number;
  readonly weekdays?: readonly Weekday[];
  /** barnehageloven § 18. */
  readonly statutoryPriority?: boolean;
  /** barnehageloven § 16. */
  readonly rightToPlace?: boolean;
  readonly facts?: Facts;
}

/** What is recorded about a child. A missing fact gives the worst code of a criterion, never a guess. */
export interface Facts {
  readonly siblingAt?: readonly string[];
  readonly parentWorksAt?: readonly string[];
  readonly waitingAt?: readonly string[];
  readonly catchments?: readonly string[];
  readonly profiles?: readonly string[];
  readonly position?: Position;
  readonly distanceM?: Readonly<Record<string, number>>;
  readonly travelMinutes?: Readonly<Record<string, number>>;
  readonly birthDate?: string;
  readonly appliedOn?: string;
  /** Yes/no facts that a bylaw names itself. */
  readonly flags?: Readonly<Record<string, boolean>>;
  /** Whole numbers that a bylaw names itself. */
  readonly numbers?: Readonly<Record<string, number>>;
}

export interface Region {
  /** Default `first`. */
  readonly residents?: 'first' | 'equal';
  /** Kommuner that take no child from outside except by agreement. */
  readonly closed?: readonly string[];
  readonly agreements?: readonly Agreement[];
  /** Default `open-first`. */
  readonly reserveOrder?: 'open-first' | 'reserve-first';
}

/** Children from the kommune `from` may be admitted at this kindergarten, at most `places` of them. */
export interface Agreement {
  readonly kindergarten: string;
  readonly from: string;
  readonly places?: number;
}

/** One tier of an order. Lower code goes first; the codes stand in docs/allocation-format.md § 4. */
export type Criterion =
  | { readonly key: 'statutory-priority'; readonly paragraph: string }
  | { readonly key: 'right-to-place'; readonly paragraph: string }
  | { readonly key: 'lot'; readonly paragraph: string }
  | GradedCriterion
  | PointsCriterion;

export interface PointsCriterion {
  readonly key: 'points';
  readonly paragraph: string;
  readonly items: readonly PointsItem[];
}

/** Points for code 0, or a list of points by code (codes past the end give 0). */
export interface PointsItem {
  readonly criterion: GradedCriterion;
  readonly points: number | readonly number[];
}

export type GradedCriterion =
  | { readonly key: 'sibling-attending'; readonly paragraph: string }
  | { readonly key: 'sibling-applying'; readonly paragraph: string }
  | { readonly key: 'catchment'; readonly paragraph: string; readonly areas?: readonly string[] }
  | {
      readonly key: 'distance';
      readonly paragraph: string;
      readonly stepM?: number;
      readonly limitsM?: readonly number[];
      readonly maxM?: number;
    }
  | {
      readonly key: 'travel-time';
      readonly paragraph: string;
      readonly stepMinutes?: number;
      readonly limitsMinutes?: readonly number[];
      readonly maxMinutes?: number;
    }
  | { readonly key: 'child-of-staff'; readonly paragraph: string }
  | { readonly key: 'transfer'; readonly paragraph: string; readonly prefer?: 'transfer' | 'new' }
  | { readonly key: 'profile'; readonly paragraph: string; readonly profile: string }
  | {
      readonly key: 'age';
      readonly paragraph: string;
      readonly first: 'oldest' | 'youngest';
      readonly unit?: 'day' | 'month' | 'year';
    }
  | { readonly key: 'application-date'; readonly paragraph: string }
  | { readonly key: 'waiting-list'; readonly paragraph: string }
  | { readonly key: 'wish-number'; readonly paragraph: string; readonly openly?: boolean }
  | { readonly key: 'flag'; readonly paragraph: string; readonly name: string }
  | {
      readonly key: 'number';
      readonly paragraph: string;
      readonly name: string;
      readonly first: 'low' | 'high';
      readonly min: number;
      readonly max: number;
    };

export interface MatchResult {
  readonly format: 'opptak-match-result/1';
  /** One for each applicant, by id. */
  readonly assignments: readonly Assignment[];
  readonly deviations: readonly FamilyClaim[];
  readonly unplacedRights: readonly UnplacedRight[];
  readonly certificate: Certificate;
  readonly stats: Stats;
}

export interface Assignment {
  readonly id: string;
  readonly kindergarten: string | null;
  /** 1 = first wish. Null when the place is none of the wishes. */
  readonly wish: number | null;
  readonly via: 'wish' | 'kept' | 'right' | null;
}

/** A family for whom a better joint outcome could have been claimed, and why it was not given. */
export interface FamilyClaim {
  readonly kind: 'family-claim';
  readonly family: string;
  readonly wanted: readonly { readonly id: string; readonly kindergarten: string | null }[];
  /** The children who would have to leave. */
  readonly blockedBy: readonly {
    readonly kindergarten: string;
    readonly band: GroupBand;
    readonly applicants: readonly string[];
  }[];
  /**
   * Whole places more that are enough: with them an allocation was found in which this family has no claim and no other a new one. Few
   * are tried before many, but only of one place is it certain that none fewer would do. Null: places do not help, an agreement limits
   * who may come.
   */
  readonly extraPlaces:
    | readonly { readonly kindergarten: string; readonly band: GroupBand; readonly places: number }[]
    | null;
}

export interface UnplacedRight {
  readonly id: string;
  /**
   * `no-seat`: every place that the child could use is held by children with no weaker claim; `together-required`: the family asked
   * for nothing rather than apart; `joint-wishes`: a wished kindergarten would take the child alone, but not as the family's wishes go.
   */
  readonly reason: 'no-seat' | 'together-required' | 'joint-wishes';
}

export interface Stats {
  readonly applicants: number;
  readonly kindergartens: number;
  readonly placed: number;
  readonly firstWish: number;
  readonly proposals: number;
  /** Whole run without parsing, in milliseconds; set by whoever holds a clock, absent from the pure function. */
  readonly engineMs?: number;
}

export interface Certificate {
  readonly format: 'opptak-certificate/1';
  readonly engine: string;
  /** SHA-256, hex: docs/allocation-format.md § 9. */
  readonly input: string;
  readonly rules: string;
  readonly result: string;
  /** SHA-256, hex, of the whole result without this field and `stats.engineMs`. */
  readonly document: string;
  readonly seed: {
    readonly commitment: string;
    readonly reveal: string;
    readonly publicDraw: string | null;
    /** Whether the input carried the commitment. */
    readonly committed: boolean;
  };
  readonly groups: readonly CertificateGroup[];
  readonly refusals: readonly Refusal[];
  readonly optimality: Optimality;
}

export interface CertificateGroup {
  readonly kindergarten: string;
  readonly band: GroupBand;
  /** Seats in this run, after conversion. */
  readonly places: number;
  readonly filled: number;
  /** How many stand in the order here. */
  readonly ranked: number;
  /** The worst-placed child admitted; null when places stand open or nobody was admitted. */
  readonly cutoff: { readonly rank: number; readonly tuple: readonly number[] } | null;
}

/** Why one better wish was not given. */
export interface Refusal {
  readonly id: string;
  readonly wish: number;
  /** Own place in the order, 1 = first; null when not eligible. */
  readonly rank: number | null;
  /** Place in the order of the last child admitted to a seat that this child could have used. */
  readonly lastRank: number | null;
  readonly decidedBy: DecidedBy;
}

export type DecidedBy =
  | 'not-eligible'
  | 'no-seat'
  | 'together'
  | 'reserve'
  | 'own-place'
  | 'statutory-priority'
  | 'right-to-place'
  | 'resident'
  | `criteria/${number}`
  | 'order'
  | 'lot';

export interface Optimality {
  /** `child-optimal`: no other stable allocation is better for any child. `stable`: siblings took part. `claims`: see deviations. */
  readonly claim: 'child-optimal' | 'stable' | 'claims';
  /** Indices into `groups`; docs/allocation-format.md § 8.4. Null when the proof is not of this form. */
  readonly order: readonly number[] | null;
}
