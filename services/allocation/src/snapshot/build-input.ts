import { AppError, dateInNorway } from '@opptak/domain';
import {
  type Applicant,
  type Band,
  compileBylaws,
  type MatchInput,
  type Kindergarten as MatchKindergarten,
  setFor,
} from '@opptak/matching';
import type { Kindergarten } from '../repositories/projections.ts';
import type { Application } from '../repositories/typed-application.ts';
import { bandOf } from '../seats/bands.ts';
import { seatsForRun } from '../seats/room.ts';
import type { Situation } from './situation.ts';
import { nobody, type WhoIsWhere, whoIsWhere } from './who-is-where.ts';

/**
 * Freezes a situation as the input of the allocation engine: free seats by kindergarten and age band, criteria in
 * force at the deadline, and every fact about the applicants that a criterion may read. The order of rows, and what
 * the database happens to return first, do not matter.
 */
export function buildInput(situation: Situation): MatchInput {
  const { round, bylaws, kindergartens, applications } = situation;
  const where = whoIsWhere(situation);
  const on = dateInNorway(round.deadlineAt);
  return {
    format: 'opptak-match/1',
    intake: round.id,
    ...(round.lotSeed === null ? {} : { seed: round.lotSeed, seedCommitment: round.lotCommitment }),
    ...bandOrder(kindergartens),
    bylaws: compileBylaws(bylaws, on),
    kindergartens: kindergartens
      .map((kindergarten) => matchKindergarten(situation, where, kindergarten))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    applicants: applications
      .map((application) => matchApplicant(situation, where, application))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function matchKindergarten(
  { bylaws }: Situation,
  { held, tenants }: WhoIsWhere,
  kindergarten: Kindergarten,
): MatchKindergarten {
  const { id, kommune, profile, lat, lon } = kindergarten;
  const set = setFor(bylaws, { id, kommune });
  const seats = seatsForRun(kindergarten, held.get(id) ?? nobody, tenants.get(id) ?? nobody);
  return {
    id,
    capacity: seats.capacity,
    ...(set ? { bylaw: set.id } : {}),
    ...(profile === null ? {} : { profiles: [profile] }),
    ...(lat === null || lon === null ? {} : { position: metres(lat, lon) }),
    ...(seats.convert ? { convert: seats.convert } : {}),
  };
}

function matchApplicant(situation: Situation, where: WhoIsWhere, application: Application): Applicant {
  const { round } = situation;
  const place = where.placeOf.get(application.childId);
  const takesPart = where.takingPart.has(application.childId);
  // Who keeps its seat whatever comes of the run seeks only what it likes better.
  const stays = place !== undefined && !takesPart && !where.closing.has(place);
  const own = stays ? application.wishes.indexOf(place) : -1;
  const siblingAt = siblingsAt(where, application);
  return {
    id: application.id,
    band: bandOf(application.bornOn, round.kindergartenYear),
    wishes: own < 0 ? application.wishes : application.wishes.slice(0, own),
    family: application.familyId,
    together: application.together,
    daysPerWeek: application.daysPerWeek,
    statutoryPriority: application.statutoryPriority,
    // Who has a place that lasts has got what the right is about (§ 16).
    rightToPlace: application.rightToPlace && !stays,
    ...(place !== undefined && takesPart ? { current: place } : {}),
    facts: {
      birthDate: application.bornOn,
      appliedOn: dateInNorway(application.submittedAt),
      distanceM: application.distances,
      ...(siblingAt.length > 0 ? { siblingAt } : {}),
    },
  };
}

/** Kindergartens where brothers or sisters have a place that lasts into the new year. */
function siblingsAt(
  { families, placeOf }: WhoIsWhere,
  { familyId, childId }: Application,
): readonly string[] {
  const siblings = (families.get(familyId) ?? []).filter((child) => child.id !== childId);
  const at = siblings.flatMap((child) => placeOf.get(child.id) ?? []);
  return [...new Set(at)].toSorted();
}

/**
 * Which age band is served first where bands share seats. One run serves them in one order.
 *
 * @throws AppError conflict `band-orders-differ`
 */
export function bandOrder(kindergartens: Situation['kindergartens']): {
  readonly bandOrder?: readonly [Band, Band];
} {
  const first = new Set(
    kindergartens.flatMap(({ active, conversion }) => (active && conversion ? [conversion.order[0]] : [])),
  );
  if (first.size > 1) {
    throw new AppError(
      'conflict',
      'band-orders-differ',
      'Kindergartens that let age bands share seats must serve the bands in the same order',
    );
  }
  return first.has('large') ? { bandOrder: ['large', 'small'] } : {};
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
