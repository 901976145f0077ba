import { sameOrUnknown } from '../reading/codes.ts';
import type { Applicant, Seats } from '../reading/document.ts';
import type { Group, Seat, Standing } from './model.ts';

const neededDays = ({ weekdays, daysPerWeek = 5 }: Applicant): number => weekdays?.length ?? daysPerWeek;

function fits(child: Applicant, seat: Seat): boolean {
  if (seat.from > (child.startsOn ?? '')) return false;
  if (seat.whole) return true;
  if (child.weekdays) return child.weekdays.every((day) => seat.weekdays?.includes(day));
  return seat.days >= neededDays(child);
}

/**
 * The seats of a group as they are in the run, one by one: a tenant's seat is free for others from the day the tenant starts (§ 7.2). A
 * day that nobody starts before (`earliest`) is the same as at once.
 */
export function seatsOf(capacity: Seats, tenants: readonly Applicant[], earliest: string): Seat[] {
  const kinds = typeof capacity === 'number' ? [{ places: capacity, from: '' }] : capacity;
  const seats = kinds
    .flatMap((kind) => {
      const { places, from = '', days, weekdays } = { days: undefined, weekdays: undefined, ...kind };
      const length = days ?? weekdays?.length ?? 5;
      return Array.from(
        { length: places },
        (): Seat => ({ from, days: length, weekdays, whole: length === 5 }),
      );
    })
    .sort((a, b) => a.days - b.days || before(a.from, b.from));
  const holders = new Map<Seat, Applicant>();
  const sits = (tenant: Applicant, asked: Set<Seat>): boolean => {
    const fitting = seats.filter((seat) => fits(tenant, seat));
    const free = fitting.find((seat) => !holders.has(seat));
    if (free) return holders.set(free, tenant).size > 0;
    return fitting.some((seat) => {
      const holder = holders.get(seat);
      if (!holder || asked.has(seat)) return false;
      return sits(holder, asked.add(seat)) && holders.set(seat, tenant).size > 0;
    });
  };
  // Who finds none is refused by the engine; here it shows as a lost place or too many children.
  for (const tenant of inSeatingOrder(tenants)) sits(tenant, new Set());
  return seats.map((seat) => {
    const holder = holders.get(seat);
    const from = holder ? (holder.startsOn ?? '') : seat.from;
    return { ...seat, from: from <= earliest ? '' : from };
  });
}

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function inSeatingOrder(tenants: readonly Applicant[]): Applicant[] {
  return [...tenants].sort(
    (a, b) =>
      neededDays(b) - neededDays(a) || before(a.startsOn ?? '', b.startsOn ?? '') || before(a.id, b.id),
  );
}

/** C(S) of § 7: whom the group admits out of `asking`, which must stand in order. */
export function admitted(group: Group, asking: readonly Standing[]): readonly Standing[] {
  if (group.reserve > 0) return withReserve(group, asking);
  if (group.limits.size > 0) return withinLimits(group, asking);
  if (group.plain) return asking.slice(0, group.places);
  const finds = newSeating(group.seats);
  return asking.filter(({ applicant }) => finds(applicant));
}

function withinLimits({ limits, places }: Group, asking: readonly Standing[]): Standing[] {
  const from = new Map<string, number>();
  let count = 0;
  return asking.filter(({ applicant: { kommune = '' } }) => {
    const before = from.get(kommune) ?? 0;
    if (count >= places || before >= (limits.get(kommune) ?? places)) return false;
    from.set(kommune, before + 1);
    count += 1;
    return true;
  });
}

function withReserve(
  { kindergarten, places, reserve, openFirst }: Group,
  asking: readonly Standing[],
): Standing[] {
  const isOwn = ({ applicant }: Standing) =>
    applicant.current === kindergarten.id ||
    applicant.statutoryPriority ||
    sameOrUnknown(applicant.kommune, kindergarten.kommune);
  const open = openFirst ? asking.slice(0, places - reserve) : [];
  const reserved = asking.filter((one) => !open.includes(one) && isOwn(one)).slice(0, reserve);
  const rest = asking.filter((one) => !open.includes(one) && !reserved.includes(one));
  const chosen = new Set([...open, ...reserved, ...rest.slice(0, places - open.length - reserved.length)]);
  return asking.filter((one) => chosen.has(one));
}

/** Children on seats; an admitted child may be moved to another seat that it fits, but never loses its seat. */
function newSeating(seats: readonly Seat[]): (child: Applicant) => boolean {
  const sitting = new Map<Seat, Applicant>();
  const sits = (child: Applicant, tried: Set<Seat>): boolean =>
    seats.some((seat) => {
      if (tried.has(seat) || !fits(child, seat)) return false;
      tried.add(seat);
      const other = sitting.get(seat);
      return (!other || sits(other, tried)) && sitting.set(seat, child).size > 0;
    });
  return (child) => sits(child, new Set());
}
