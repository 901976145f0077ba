import { addDays, dateOf, daysBetween, type IsoDate } from '@opptak/domain';
import type { Band } from '@opptak/matching';
import type { Kindergarten } from '../repositories/projections.ts';

/** The seats of a kindergarten, and whether its age bands may use each other's. */
export type SeatsOf = Pick<Kindergarten, 'capacitySmall' | 'capacityLarge' | 'conversion'>;

/** Somebody on a seat, from a day to a last day. A child whose age is not known keeps a seat in each band. */
export interface Stay {
  readonly childId: string;
  readonly band: Band | null;
  readonly from: IsoDate;
  /** Included; null while it is open. */
  readonly until: IsoDate | null;
}

/** Last day of a kindergarten year. */
export const yearEnd = (kindergartenYear: number): IsoDate => dateOf(kindergartenYear + 1, 7, 31);

/** A promise may lie this far after the day that was asked for; longer is no promise. */
const mostDelayDays = 92;

/**
 * The first day from which one more child has a seat to the end of the kindergarten year, whatever the others do.
 *
 * @returns null when there is none within three months of the day that is asked for.
 */
export function earliestStart(
  kindergarten: SeatsOf,
  stays: readonly Stay[],
  { band, from, kindergartenYear }: { band: Band; from: IsoDate; kindergartenYear: number },
): IsoDate | null {
  const end = yearEnd(kindergartenYear);
  const touching = stays.filter(({ until }) => until === null || until >= from);
  const openings = touching.flatMap(({ until }) =>
    until === null || until >= end ? [] : [addDays(until, 1)],
  );
  for (const day of [from, ...openings.toSorted()]) {
    if (daysBetween(from, day) > mostDelayDays) return null;
    if (fitsFrom(kindergarten, touching, band, day, end)) return day;
  }
  return null;
}

/** Whether one more child of the band has a seat on every day from `from` to `end`. */
function fitsFrom(
  kindergarten: SeatsOf,
  stays: readonly Stay[],
  band: Band,
  from: IsoDate,
  end: IsoDate,
): boolean {
  // Only on the day that somebody comes can it become too full.
  const days = [from, ...stays.flatMap((stay) => (stay.from > from && stay.from <= end ? [stay.from] : []))];
  return days.every((day) => {
    const taken = takenOn(stays, day);
    return fits(kindergarten, { ...taken, [band]: taken[band] + 1 });
  });
}

export type Taken = Readonly<Record<Band, number>>;

/** How many of each band are there on a day. */
export function takenOn(stays: readonly Stay[], day: IsoDate): Taken {
  const taken = { small: 0, large: 0 };
  for (const { band, from, until } of stays) {
    if (from > day || (until !== null && until < day)) continue;
    if (band !== 'large') taken.small++;
    if (band !== 'small') taken.large++;
  }
  return taken;
}

/**
 * Whether so many children have room. Where the owner lets the bands use each other's seats, a small child takes two
 * units and a large one takes one, and each band keeps its protected minimum.
 */
export function fits(
  { capacitySmall, capacityLarge, conversion }: SeatsOf,
  { small, large }: Taken,
): boolean {
  if (conversion === null) return small <= capacitySmall && large <= capacityLarge;
  const { minimum } = conversion;
  return (
    2 * Math.max(small, minimum.small) + Math.max(large, minimum.large) <= 2 * capacitySmall + capacityLarge
  );
}
