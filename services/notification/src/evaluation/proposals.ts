import { type IsoDate, monthOf, yearOf } from '@opptak/domain';
import type { Kindergarten } from '../repositories/projections.ts';

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Proposals {
  /** Nearest suitable first; without a position the kommune's own order. */
  readonly wishes: readonly { readonly kindergartenId: string; readonly distanceM: number | null }[];
  /** To every kindergarten that may be wished for. Empty where home must not show. */
  readonly distances: Readonly<Record<string, number>>;
}

const mostProposed = 3;

/**
 * Which kindergartens to propose: those that take the child's age at the start, the nearest first.
 *
 * @param home Null: protected, or not found.
 */
export function proposals(
  kindergartens: readonly Kindergarten[],
  child: { readonly bornOn: IsoDate; readonly startOn: IsoDate },
  home: Position | null,
): Proposals {
  const open = kindergartens.filter(({ active }) => active);
  const age = ageOn(child.bornOn, child.startOn);
  const fits = open.filter(({ minAge, maxAge }) => minAge <= Math.max(age, 1) && age <= maxAge);
  // Nothing fits by the register's ages: better a proposal to change than none.
  const suitable = fits.length > 0 ? fits : open;
  const distances = new Map(
    open.flatMap(({ id, lat, lon }) =>
      home === null || lat === null || lon === null
        ? []
        : [[id, inHundreds(metres(home, { latitude: lat, longitude: lon }))] as const],
    ),
  );
  const far = Number.MAX_SAFE_INTEGER;
  const ranked = suitable.toSorted((a, b) => (distances.get(a.id) ?? far) - (distances.get(b.id) ?? far));
  return {
    wishes: ranked
      .slice(0, mostProposed)
      .map(({ id }) => ({ kindergartenId: id, distanceM: distances.get(id) ?? null })),
    distances: Object.fromEntries(distances),
  };
}

/** 1 August, or the first of the month by whose end an autumn child has a right to a place (barnehageloven § 16). */
export function proposedStart(kindergartenYear: number, rightBy: IsoDate | null, today: IsoDate): IsoDate {
  const firstDay = `${kindergartenYear}-08-01` as IsoDate;
  const start =
    rightBy !== null && yearOf(rightBy) === kindergartenYear && monthOf(rightBy) > 8
      ? (`${rightBy.slice(0, 8)}01` as IsoDate)
      : firstDay;
  return start >= today ? start : today;
}

function ageOn(bornOn: IsoDate, on: IsoDate): number {
  const years = yearOf(on) - yearOf(bornOn);
  return on.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** Coarse, so that a distance is no address. */
const inHundreds = (distance: number): number => Math.round(distance / 100) * 100;

const earthRadiusM = 6_371_000;

/** As the crow flies (haversine). */
export function metres(from: Position, to: Position): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [a, b] = [radians(from.latitude), radians(to.latitude)];
  const half =
    Math.sin((b - a) / 2) ** 2 +
    Math.cos(a) * Math.cos(b) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  return 2 * earthRadiusM * Math.asin(Math.sqrt(half));
}
