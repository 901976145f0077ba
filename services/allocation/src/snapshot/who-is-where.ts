import type { IsoDate } from '@opptak/domain';
import type { Band } from '@opptak/matching';
import { bandOf, startsSchool } from '../seats/bands.ts';
import { hasSeatsFor, type Taken } from '../seats/room.ts';
import type { Situation } from './situation.ts';

/** The situation by child, family and kindergarten, so that it is walked through once and not once per applicant. */
export interface WhoIsWhere {
  /** Seats of children who stay whatever comes of the run: they are not to be had. */
  readonly held: ReadonlyMap<string, Taken>;
  /** Seats of children who take part with them: part of what is allocated. */
  readonly tenants: ReadonlyMap<string, Taken>;
  /** Where a child has its place. */
  readonly placeOf: ReadonlyMap<string, string>;
  /** Children whose seat takes part. */
  readonly takingPart: ReadonlySet<string>;
  /** Kindergartens that close: a place there does not last. */
  readonly closing: ReadonlySet<string>;
  /** Children who are still in kindergarten in the new year, by family. */
  readonly families: ReadonlyMap<string, Situation['children']>;
}

const bands = ['small', 'large'] as const;
export const nobody: Taken = { small: 0, large: 0 };

export function whoIsWhere(situation: Situation): WhoIsWhere {
  const { round, children, placements, applications } = situation;
  const year = round.kindergartenYear;
  const births = new Map<string, IsoDate>([
    ...children.map(({ id, bornOn }) => [id, bornOn] as const),
    ...applications.map(({ childId, bornOn }) => [childId, bornOn] as const),
  ]);
  const placeOf = new Map(placements.map(({ childId, kindergartenId }) => [childId, kindergartenId]));
  const { shared, sharers } = sharingAt(situation, births);
  const taking = [...placements, ...situation.promised].filter(
    ({ childId, kindergartenId }) => !shared.has(`${kindergartenId} ${childId}`),
  );
  const seats = taking.flatMap(({ childId, kindergartenId }) => {
    const bornOn = births.get(childId);
    // A child that we do not know may be of either band, and takes a seat in each as long as its place is open.
    const own = bornOn === undefined ? bands : [bandOf(bornOn, year)];
    return own.map((band) => ({ childId, kindergartenId, band }));
  });
  const beyond = groupsBeyondTheirSeats(situation, count(seats));
  const applying = new Set(
    situation.applicantsSeats === 'take-part' ? applications.map(({ childId }) => childId) : [],
  );
  const isTenant = ({ childId, kindergartenId, band }: Seat): boolean =>
    applying.has(childId) &&
    !sharers.has(childId) &&
    placeOf.get(childId) === kindergartenId &&
    !beyond.has(`${kindergartenId} ${band}`);
  const tenants = seats.filter(isTenant);
  return {
    held: count(seats.filter((seat) => !isTenant(seat))),
    tenants: count(tenants),
    placeOf,
    takingPart: new Set(tenants.map(({ childId }) => childId)),
    closing: new Set(situation.kindergartens.flatMap(({ id, active }) => (active ? [] : [id]))),
    families: Map.groupBy(
      children.filter(({ leftOn, bornOn }) => leftOn === null && !startsSchool(bornOn, year)),
      ({ familyId }) => familyId,
    ),
  };
}

interface Seat {
  readonly childId: string;
  readonly kindergartenId: string;
  readonly band: Band;
}

/**
 * Two who share a place take one seat, while both are there and of one age band. Neither of the two leaves a seat behind
 * that another could be given: what they seek elsewhere they seek without giving up what they have.
 */
function sharingAt(
  { round, placements, sharing }: Situation,
  births: ReadonlyMap<string, IsoDate>,
): { readonly shared: ReadonlySet<string>; readonly sharers: ReadonlySet<string> } {
  const there = new Set(placements.map(({ childId, kindergartenId }) => `${kindergartenId} ${childId}`));
  const bandNow = (id: string): Band | null => {
    const bornOn = births.get(id);
    return bornOn === undefined ? null : bandOf(bornOn, round.kindergartenYear);
  };
  const together = sharing.filter(
    ({ kindergartenId, firstChildId, secondChildId }) =>
      there.has(`${kindergartenId} ${firstChildId}`) &&
      there.has(`${kindergartenId} ${secondChildId}`) &&
      bandNow(firstChildId) === bandNow(secondChildId),
  );
  return {
    shared: new Set(
      together.map(({ kindergartenId, secondChildId }) => `${kindergartenId} ${secondChildId}`),
    ),
    sharers: new Set(together.flatMap(({ firstChildId, secondChildId }) => [firstChildId, secondChildId])),
  };
}

/**
 * Where there are more children than seats, or the kindergarten closes. A seat that is left there is nobody else's: its
 * children keep their places, and what they seek elsewhere they seek without giving up the one that they have.
 */
function groupsBeyondTheirSeats(
  { kindergartens }: Situation,
  there: ReadonlyMap<string, Taken>,
): ReadonlySet<string> {
  return new Set(
    kindergartens.flatMap((seats) =>
      bands
        .filter((band) => !hasSeatsFor(seats, there.get(seats.id) ?? nobody, band))
        .map((band) => `${seats.id} ${band}`),
    ),
  );
}

function count(seats: readonly Seat[]): ReadonlyMap<string, Taken> {
  const counts = new Map<string, Record<Band, number>>();
  for (const { kindergartenId, band } of seats) {
    const taken = counts.get(kindergartenId) ?? { ...nobody };
    taken[band]++;
    counts.set(kindergartenId, taken);
  }
  return counts;
}
