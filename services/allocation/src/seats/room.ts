import type { Band, Conversion as SharedUnits } from '@opptak/matching';
import type { Kindergarten } from '../repositories/projections.ts';

/** The seats of a kindergarten, and whether its age bands may use each other's. One that closes has none. */
export type SeatsOf = Pick<Kindergarten, 'capacitySmall' | 'capacityLarge' | 'conversion' | 'active'>;

/** How many children of each band are there. */
export type Taken = Readonly<Record<Band, number>>;

/** A small child takes the room of two large ones, in staff and so in seats (barnehageloven § 26). */
const unitsOf: Taken = { small: 2, large: 1 };

/*
 * The one place that says which seats there are. The ledger asks `room` on each day; a run is given what `seatsForRun`
 * makes of it in the engine's words (docs/allocation-format.md § 7.4). A test holds the two against each other.
 */

/**
 * How many more children of a band there is room for, beside those who are there; never below none.
 *
 * Bands that do not share are each other's concern in nothing: a year's children who have outgrown the small band and
 * fill the large one beyond its seats leave the small ones free. Where the owner lets the bands share, the one that goes
 * first leaves the other its protected minimum, and the other gets what the first has not taken.
 */
export const room = (seats: SeatsOf, taken: Taken, band: Band): number =>
  Math.max(0, Math.floor(unitsLeft(seats, taken, band) / unitsOf[band]));

/** Whether all children of a band who are there have a seat that it may use; where it goes first, beside the other's minimum. */
export const hasSeatsFor = (seats: SeatsOf, taken: Taken, band: Band): boolean =>
  unitsLeft(seats, taken, band) >= 0;

/** Below none where there are more children than seats. */
function unitsLeft(seats: SeatsOf, taken: Taken, band: Band): number {
  const { conversion } = seats;
  if (conversion === null) return unitsOf[band] * (placesOf(seats)[band] - taken[band]);
  const other = band === 'small' ? 'large' : 'small';
  const others =
    firstBand(conversion) === band ? Math.max(taken[other], conversion.minimum[other]) : taken[other];
  return allUnits(seats) - unitsOf[other] * others - unitsOf[band] * taken[band];
}

/** The seats that a run may give, in the engine's words. */
export interface SeatsForRun {
  readonly capacity: Taken;
  readonly convert?: Required<Pick<SharedUnits, 'units'>> & { readonly protected: Taken };
}

/**
 * What is left for a run beside those who stay whatever comes of it.
 *
 * @param held seats of children who do not take part.
 * @param tenants seats of children who take part; there are seats for all of them (`hasSeatsFor`).
 */
export function seatsForRun(seats: SeatsOf, held: Taken, tenants: Taken): SeatsForRun {
  const { conversion } = seats;
  const places = placesOf(seats);
  const capacity = {
    small: Math.max(tenants.small, places.small - held.small),
    large: Math.max(tenants.large, places.large - held.large),
  };
  if (conversion === null) return { capacity };
  const first = firstBand(conversion);
  const second = first === 'small' ? 'large' : 'small';
  const left = Math.max(0, allUnits(seats) - unitsOf.small * held.small - unitsOf.large * held.large);
  const kept = Math.max(tenants[second], conversion.minimum[second] - held[second]);
  const forFirst = unitsOf[first] * tenants[first];
  if (forFirst + unitsOf[second] * kept <= left) {
    return { capacity, convert: { units: left, protected: protectedOf(second, kept) } };
  }
  // There is not room for the whole minimum any more: what there is of it is for the second band.
  const rest = Math.floor((left - forFirst) / unitsOf[second]);
  return {
    capacity,
    convert: { units: forFirst + unitsOf[second] * rest, protected: protectedOf(second, rest) },
  };
}

const protectedOf = (band: Band, count: number): Taken => ({
  small: 0,
  large: 0,
  [band]: Math.max(0, count),
});

const placesOf = ({ active, capacitySmall, capacityLarge }: SeatsOf): Taken =>
  active ? { small: capacitySmall, large: capacityLarge } : { small: 0, large: 0 };

const allUnits = (seats: SeatsOf): number => {
  const { small, large } = placesOf(seats);
  return unitsOf.small * small + unitsOf.large * large;
};

const firstBand = ({ order }: NonNullable<SeatsOf['conversion']>): Band => order[0] ?? 'small';
