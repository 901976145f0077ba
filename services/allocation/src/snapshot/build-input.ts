import type { BylawsDocument } from '@opptak/contracts';
import { dateInNorway, dateOf, type IsoDate, yearOf } from '@opptak/domain';
import {
  type Applicant,
  type Band,
  compileBylaws,
  type MatchInput,
  type Kindergarten as MatchKindergarten,
  setFor,
} from '@opptak/matching';
import type { Placement } from '../repositories/placements.ts';
import type { Application, Child, Kindergarten, Round } from '../repositories/projections.ts';

/** All that a run is about, as it stands at one moment. */
export interface Situation {
  readonly round: Round;
  readonly bylaws: BylawsDocument;
  readonly kindergartens: readonly Kindergarten[];
  readonly children: readonly Child[];
  /** Places held when the kindergarten year begins, or now when that has begun. */
  readonly placements: readonly Placement[];
  readonly applications: readonly Application[];
  /**
   * What becomes of the seat of an applicant who has one. In a round it takes part: who moves leaves it to another in
   * the same run. In a refill it stays theirs until they have said yes to the new one.
   */
  readonly applicantsSeats: 'take-part' | 'stay-theirs';
}

/** First day of the round's kindergarten year. */
export const yearStart = (round: Pick<Round, 'kindergartenYear'>): IsoDate =>
  dateOf(round.kindergartenYear, 8, 1);

/**
 * Children count as small until August of the year they turn three.
 *
 * Legal source: barnehageloven § 26 and forskrift om pedagogisk bemanning.
 */
export function bandOf(bornOn: IsoDate, kindergartenYear: number): Band {
  return yearOf(bornOn) >= kindergartenYear - 2 ? 'small' : 'large';
}

/** A child leaves kindergarten for school in August of the year it turns six. */
export const startsSchool = (bornOn: IsoDate, kindergartenYear: number): boolean =>
  yearOf(bornOn) <= kindergartenYear - 6;

/**
 * Freezes a situation as the input of the allocation engine: free seats by kindergarten and age band, criteria in
 * force at the deadline, and every fact about the applicants that a criterion may read. The order of rows, and what
 * the database happens to return first, do not matter.
 */
export function buildInput(situation: Situation): MatchInput {
  const { round, bylaws, kindergartens, applications } = situation;
  const lookup = lookUp(situation);
  const on = dateInNorway(round.deadlineAt);
  return {
    format: 'opptak-match/1',
    intake: round.id,
    ...(round.lotSeed === null ? {} : { seed: round.lotSeed, seedCommitment: round.lotCommitment }),
    bylaws: compileBylaws(bylaws, on),
    kindergartens: kindergartens
      .map((kindergarten) => matchKindergarten(situation, lookup, kindergarten))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    applicants: applications
      .map((application) => matchApplicant(situation, lookup, application))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function matchKindergarten(
  situation: Situation,
  lookup: Lookup,
  kindergarten: Kindergarten,
): MatchKindergarten {
  const { bylaws } = situation;
  const held = lookup.held.get(kindergarten.id) ?? none;
  const tenants = lookup.tenants.get(kindergarten.id) ?? none;
  const set = setFor(bylaws, { id: kindergarten.id, kommune: kindergarten.kommune });
  const { active, conversion, profile } = kindergarten;
  // One that closes has no seats, but stays on the lists of those who wished for it.
  const capacitySmall = active ? kindergarten.capacitySmall : 0;
  const capacityLarge = active ? kindergarten.capacityLarge : 0;
  // Where there are more children than seats already, those who take part keep theirs all the same.
  const free = {
    small: Math.max(tenants.small, capacitySmall - held.small),
    large: Math.max(tenants.large, capacityLarge - held.large),
  };
  const kept = {
    small: Math.min(free.small, Math.max(0, (conversion?.minimum.small ?? 0) - held.small)),
    large: Math.min(free.large, Math.max(0, (conversion?.minimum.large ?? 0) - held.large)),
  };
  const units = Math.max(
    2 * Math.max(tenants.small, kept.small) + Math.max(tenants.large, kept.large),
    2 * capacitySmall + capacityLarge - 2 * held.small - held.large,
  );
  return {
    id: kindergarten.id,
    capacity: free,
    ...(set ? { bylaw: set.id } : {}),
    ...(profile === null ? {} : { profiles: [profile] }),
    ...(kindergarten.lat === null || kindergarten.lon === null
      ? {}
      : { position: metres(kindergarten.lat, kindergarten.lon) }),
    ...(conversion === null || !active ? {} : { convert: { units, protected: kept } }),
  };
}

type Taken = Readonly<Record<Band, number>>;
const none: Taken = { small: 0, large: 0 };

/** The situation by child, family and kindergarten, so that it is walked through once and not once per applicant. */
interface Lookup {
  /** Seats that children hold who do not take part: they stay, and are no longer to be had. */
  readonly held: ReadonlyMap<string, Taken>;
  /** Seats of children who take part: part of what is allocated. */
  readonly tenants: ReadonlyMap<string, Taken>;
  /** Where a child has its place. */
  readonly placeOf: ReadonlyMap<string, string>;
  /** Children who are still in kindergarten in the new year, by family. */
  readonly families: ReadonlyMap<string, readonly Child[]>;
}

function lookUp({ round, children, placements, applications, applicantsSeats }: Situation): Lookup {
  const staying = children.filter(
    (child) => child.leftOn === null && !startsSchool(child.bornOn, round.kindergartenYear),
  );
  const births = new Map(children.map(({ id, bornOn }) => [id, bornOn]));
  const takingPart = new Set(
    applicantsSeats === 'take-part' ? applications.map((application) => application.childId) : [],
  );
  const placeOf = new Map(placements.map(({ childId, kindergartenId }) => [childId, kindergartenId]));
  const held = new Map<string, Record<Band, number>>();
  const tenants = new Map<string, Record<Band, number>>();
  for (const { childId, kindergartenId } of placements) {
    const tenant = takingPart.has(childId) && placeOf.get(childId) === kindergartenId;
    const of = tenant ? tenants : held;
    const seats = of.get(kindergartenId) ?? { ...none };
    const bornOn = births.get(childId);
    const band = bornOn === undefined ? null : bandOf(bornOn, round.kindergartenYear);
    // As long as a place is open its seat is taken, also by a child that we do not know and that may be of either band.
    if (band !== 'large') seats.small++;
    if (band !== 'small') seats.large++;
    of.set(kindergartenId, seats);
  }
  return {
    held,
    tenants,
    placeOf,
    families: Map.groupBy(staying, (child) => child.familyId),
  };
}

function matchApplicant(
  { round, applicantsSeats }: Situation,
  lookup: Lookup,
  application: Application,
): Applicant {
  const place = lookup.placeOf.get(application.childId);
  const current = applicantsSeats === 'take-part' ? place : undefined;
  const siblingAt = siblingsAt(lookup, application);
  return {
    id: application.id,
    band: bandOf(application.bornOn, round.kindergartenYear),
    wishes: application.wishes,
    family: application.familyId,
    together: application.together,
    daysPerWeek: application.daysPerWeek,
    statutoryPriority: application.statutoryPriority,
    // Who has a place has got what the right is about (§ 16).
    rightToPlace: application.rightToPlace && (place === undefined || applicantsSeats === 'take-part'),
    ...(current === undefined ? {} : { current }),
    facts: {
      birthDate: application.bornOn,
      appliedOn: dateInNorway(application.submittedAt),
      distanceM: application.distances,
      ...(siblingAt.length > 0 ? { siblingAt } : {}),
    },
  };
}

/** Kindergartens where brothers or sisters have a place that lasts into the new year. */
function siblingsAt({ families, placeOf }: Lookup, { familyId, childId }: Application): readonly string[] {
  const siblings = (families.get(familyId) ?? []).filter((child) => child.id !== childId);
  const at = siblings.flatMap((child) => placeOf.get(child.id) ?? []);
  return [...new Set(at)].toSorted();
}

const metresPerDegree = 111_320;
/** Northern Norway and the south-east alike lie close enough to this for distances between neighbours. */
const middleLatitude = (64 * Math.PI) / 180;

/** Whole metres in one flat projection; used only for how near two kindergartens are to each other. */
function metres(lat: number, lon: number): { readonly x: number; readonly y: number } {
  return {
    x: Math.round(lon * metresPerDegree * Math.cos(middleLatitude)),
    y: Math.round(lat * metresPerDegree),
  };
}
