import { addDays, daysBetween, type IsoDate } from '@opptak/domain';
import type { Band } from '@opptak/matching';
import { bandOf, yearAround, yearEnd, yearStart } from './bands.ts';
import { room, type SeatsOf, type Taken } from './room.ts';

/** Somebody on a seat, from a day to a last day. A child whose age is not known keeps a seat in each band. */
export interface Stay {
  readonly childId: string;
  readonly bornOn: IsoDate | null;
  readonly from: IsoDate;
  /** Included; null while it is open. */
  readonly until: IsoDate | null;
  /** The child with whom it shares one place, on other weekdays. */
  readonly sharesWith?: string;
}

/** A promise may lie this far after the day that was asked for; longer is no promise. */
const mostDelayDays = 92;

/**
 * The first day from which one more child has a seat to the end of the kindergarten year, whatever the others do.
 *
 * @returns null when there is none within three months of the day that is asked for – or of the first day of the
 * kindergarten year, when that comes later: the places of a round are places of its year.
 */
export function earliestStart(
  seats: SeatsOf,
  stays: readonly Stay[],
  { bornOn, from, kindergartenYear }: { bornOn: IsoDate; from: IsoDate; kindergartenYear: number },
): IsoDate | null {
  const end = yearEnd(kindergartenYear);
  const touching = stays.filter(({ until }) => until === null || until >= from);
  const openings = touching.flatMap(({ until }) =>
    until === null || until >= end ? [] : [addDays(until, 1)],
  );
  const begin = yearStart(kindergartenYear);
  const latest = addDays(from > begin ? from : begin, mostDelayDays);
  // Most come on the same few days: each is looked at once.
  const comings = [...new Set(touching.map((stay) => stay.from))];
  const days = new Set([from, ...(from < begin ? [begin] : []), ...openings]);
  for (const day of [...days].toSorted()) {
    if (daysBetween(day, latest) < 0) return null;
    if (hasRoomFrom(seats, touching, { bornOn, comings, from: day, end })) return day;
  }
  return null;
}

/** Whether there is room for one more child on every day from `from` to `end`. */
function hasRoomFrom(
  seats: SeatsOf,
  stays: readonly Stay[],
  {
    bornOn,
    comings,
    from,
    end,
  }: {
    readonly bornOn: IsoDate;
    readonly comings: readonly IsoDate[];
    readonly from: IsoDate;
    readonly end: IsoDate;
  },
): boolean {
  // It becomes fuller only on the day that somebody comes, and in August, when children grow out of the small band.
  const grown = yearStart(yearAround(end));
  const days = new Set([from, grown, ...comings]);
  return [...days].every(
    (day) => day < from || day > end || room(seats, takenOn(stays, day), bandOf(bornOn, yearAround(day))) > 0,
  );
}

/**
 * How many seats of each band are taken on a day. Two who share a place take one, as long as both are there and of one age
 * band: counted is the first of them by id.
 */
export function takenOn(stays: readonly Stay[], day: IsoDate): Taken {
  const taken: Record<Band, number> = { small: 0, large: 0 };
  const year = yearAround(day);
  const there = stays.filter(({ from, until }) => from <= day && (until === null || until >= day));
  const sharing = there.filter(({ sharesWith }) => sharesWith !== undefined);
  const bandNow = ({ bornOn }: Stay): Band | null => (bornOn === null ? null : bandOf(bornOn, year));
  for (const stay of there) {
    const band = bandNow(stay);
    const { childId, sharesWith } = stay;
    if (
      sharesWith !== undefined &&
      sharesWith < childId &&
      sharing.some((other) => other.childId === sharesWith && bandNow(other) === band)
    )
      continue;
    if (band !== 'large') taken.small++;
    if (band !== 'small') taken.large++;
  }
  return taken;
}
