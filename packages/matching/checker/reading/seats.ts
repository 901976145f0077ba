import type { Group, Report, Run, Seat } from '../proof/model.ts';
import { neededDays, seating } from '../proof/seats.ts';
import type { GroupFacts, Seats } from './document.ts';
import { inIdOrder } from './orders.ts';

/** The seats of a group in this run: as declared (§ 2), tenants on theirs (§ 7.2), divided where bands share area (§ 7.4). */

/** Where two bands share the area of a kindergarten: how many places each has in this run. */
export interface SharedArea {
  /** The band that is served first may have so many. */
  readonly least: number;
  readonly most: number;
  /** What the certificate tells of it. */
  readonly told: number;
  placesOf(group: Group): number;
}

const UNITS = { small: 2, large: 1, all: 1 } as const;

/**
 * The first band may take all but what is protected for the second, and the second gets what is left beside what is protected for the
 * first. With joint families the split was fixed before the run, and the certificate says what it was.
 *
 * @param here all groups of one kindergarten
 */
export function sharedArea({ input, families, result }: Run, here: readonly Group[]): SharedArea | undefined {
  const convert = here[0]?.kindergarten.convert;
  const bands = input.bandOrder ?? ['small', 'large'];
  const [first, second] = bands.flatMap((band) => here.filter((group) => group.band === band));
  if (!convert || !first || !second) return undefined;
  const units =
    convert.units ??
    here.reduce((sum, group) => sum + UNITS[group.band] * declared(group.capacity).length, 0);
  const protectedFor = ({ band, tenants }: Group) =>
    Math.max(band === 'all' ? 0 : (convert.protected?.[band] ?? 0), tenants.length);
  const placesOn = (area: number, { band }: Group) => Math.max(0, Math.floor(area / UNITS[band]));
  const least = protectedFor(first);
  const most = placesOn(units - UNITS[second.band] * protectedFor(second), first);
  const isFirst = ({ kindergarten, band }: GroupFacts) =>
    kindergarten === first.kindergarten.id && band === first.band;
  const told = result.certificate.groups.find(isFirst)?.places ?? most;
  const joint = families().length > 0;
  const places = joint ? Math.min(told, most) : most;
  const used = Math.max(joint ? places : first.held().length, least);
  const rest = placesOn(units - UNITS[first.band] * used, second);
  return { least, most, told, placesOf: (group) => (group === first ? places : rest) };
}

/**
 * The seats one by one, in the order in which tenants take them. A tenant's seat is free for others from the day the tenant starts; a
 * day that nobody starts before (`earliest`) is the same as at once.
 */
export function seatsOf(run: Run, here: readonly Group[], group: Group, earliest: string): Seat[] {
  const seats = declared(sharedArea(run, here)?.placesOf(group) ?? group.capacity).sort(
    (a, b) => a.days - b.days || inIdOrder(a.from, b.from),
  );
  const tenants = [...group.tenants].sort(
    (a, b) =>
      neededDays(b) - neededDays(a) || inIdOrder(a.startsOn ?? '', b.startsOn ?? '') || inIdOrder(a.id, b.id),
  );
  // Who finds no seat is refused by the engine; here it shows as a lost place or too many children.
  const holders = seating(seats, tenants);
  return seats.map((seat) => {
    const holder = holders.get(seat);
    const from = holder ? (holder.startsOn ?? '') : seat.from;
    return { ...seat, from: from <= earliest ? '' : from };
  });
}

function declared(capacity: Seats): Seat[] {
  const kinds: Exclude<Seats, number> = typeof capacity === 'number' ? [{ places: capacity }] : capacity;
  return kinds.flatMap(({ places, from = '', days, weekdays }) => {
    const length = days ?? weekdays?.length ?? 5;
    const seat = (): Seat => ({ from, days: length, weekdays, whole: length === 5 });
    return Array.from({ length: places }, seat);
  });
}

/** Where siblings decide together the certificate says how the area was divided: within the area, and nothing taken that is protected. */
export function checkSharedArea(run: Run, report: Report): void {
  for (const here of Map.groupBy(run.groups(), ({ kindergarten }) => kindergarten).values()) {
    const area = sharedArea(run, here);
    if (area && (area.told > area.most || area.told < area.least))
      report('wrong-conversion', here[0]?.kindergarten.id ?? '', 'takes protected or missing area');
  }
}
