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
  /** Places held when the kindergarten year begins. */
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
const startsSchool = (bornOn: IsoDate, kindergartenYear: number): boolean =>
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
      .filter((kindergarten) => kindergarten.active)
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
  const held = lookup.held.get(kindergarten.id) ?? { small: 0, large: 0 };
  const set = setFor(bylaws, { id: kindergarten.id, kommune: kindergarten.kommune });
  const { capacitySmall, capacityLarge, conversion, profile } = kindergarten;
  const free = {
    small: Math.max(0, capacitySmall - held.small),
    large: Math.max(0, capacityLarge - held.large),
  };
  return {
    id: kindergarten.id,
    capacity: free,
    ...(set ? { bylaw: set.id } : {}),
    ...(profile === null ? {} : { profiles: [profile] }),
    ...(kindergarten.lat === null || kindergarten.lon === null
      ? {}
      : { position: metres(kindergarten.lat, kindergarten.lon) }),
    ...(conversion === null
      ? {}
      : {
          convert: {
            units: Math.max(0, 2 * capacitySmall + capacityLarge - 2 * held.small - held.large),
            protected: {
              small: Math.min(free.small, Math.max(0, conversion.minimum.small - held.small)),
              large: Math.min(free.large, Math.max(0, conversion.minimum.large - held.large)),
            },
          },
        }),
  };
}

/** The situation by child, family and kindergarten, so that it is walked through once and not once per applicant. */
interface Lookup {
  /** Seats that children hold who do not take part: they stay, and are no longer to be had. */
  readonly held: ReadonlyMap<string, Readonly<Record<Band, number>>>;
  /** Where a child has its place. */
  readonly placeOf: ReadonlyMap<string, string>;
  /** Children who are still in kindergarten in the new year, by family. */
  readonly families: ReadonlyMap<string, readonly Child[]>;
}

function lookUp({ round, children, placements, applications, applicantsSeats }: Situation): Lookup {
  const staying = children.filter(
    (child) => child.leftOn === null && !startsSchool(child.bornOn, round.kindergartenYear),
  );
  const byId = new Map(staying.map((child) => [child.id, child]));
  const takingPart = new Set(
    applicantsSeats === 'take-part' ? applications.map((application) => application.childId) : [],
  );
  const held = new Map<string, Record<Band, number>>();
  for (const { childId, kindergartenId } of placements) {
    const child = byId.get(childId);
    if (!child || takingPart.has(childId)) continue;
    const seats = held.get(kindergartenId) ?? { small: 0, large: 0 };
    seats[bandOf(child.bornOn, round.kindergartenYear)]++;
    held.set(kindergartenId, seats);
  }
  return {
    held,
    placeOf: new Map(placements.map(({ childId, kindergartenId }) => [childId, kindergartenId])),
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
