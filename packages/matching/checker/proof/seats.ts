import { sameOrUnknown } from '../reading/codes.ts';
import type { Applicant } from '../reading/document.ts';
import { compare } from '../reading/orders.ts';
import type { Entry, Group, Report, Run, Seat } from './model.ts';

/** Whom a group takes (§ 7). Capacity, envy, rights, claims and optimality all ask `admitted`; nothing else knows what a seat is. */

/** C(S) of § 7: whom the group admits out of those who ask, in order. */
export function admitted(group: Group, asking: readonly Entry[]): readonly Entry[] {
  const inOrder = [...asking].sort(compare);
  if (group.reserve > 0) return withReserve(group, inOrder);
  if (group.limits.size > 0) return withinLimits(group, inOrder);
  if (group.plain()) return inOrder.slice(0, group.seats().length);
  const applicants = inOrder.map(({ child }) => child.applicant);
  const sitting = new Set(seating(group.seats(), applicants).values());
  return inOrder.filter(({ child }) => sitting.has(child.applicant));
}

/** Who would have to leave if the group took these as well; undefined when it would not take all of them. */
export function leaversFor(group: Group, more: readonly Entry[]): readonly Entry[] | undefined {
  const held = group.held();
  const last = held.at(-1);
  const isBehind = (one: Entry) => !last || compare(one, last) > 0;
  // Full of children who stand before one of these: most questions end here.
  if (group.plain() && held.length === group.seats().length && more.some(isBehind)) return undefined;
  const taken = new Set(admitted(group, [...held, ...more]));
  return more.every((one) => taken.has(one)) ? held.filter((one) => !taken.has(one)) : undefined;
}

/** Every group holds only whom it has seats for: on every day of the year, every weekday, within every limit. */
export function checkCapacity({ groups }: Run, report: Report): void {
  for (const group of groups()) {
    const [held, places] = [group.held().length, group.seats().length];
    const over = held - admitted(group, group.held()).length;
    if (over === 0) continue;
    const where = `${group.kindergarten.id}/${group.band}`;
    if (held > places) report('over-capacity', where, `${held} children on ${places} places`);
    else if (group.limits.size > 0) report('over-agreement', where, `${over} more than the agreements allow`);
    else report('over-capacity-on-a-day', where, `${over} without a seat on some day, places left on others`);
  }
}

/** § 7.3: places kept for residents, tenants and § 18 children. */
function withReserve({ kindergarten, reserve, openFirst, seats }: Group, inOrder: readonly Entry[]): Entry[] {
  const places = seats().length;
  const isOwn = ({ child: { applicant } }: Entry) =>
    applicant.current === kindergarten.id ||
    applicant.statutoryPriority ||
    sameOrUnknown(applicant.kommune, kindergarten.kommune);
  const chosen = new Set(openFirst ? inOrder.slice(0, places - reserve) : []);
  const left = () => inOrder.filter((one) => !chosen.has(one));
  for (const one of left().filter(isOwn).slice(0, reserve)) chosen.add(one);
  for (const one of left().slice(0, places - chosen.size)) chosen.add(one);
  return inOrder.filter((one) => chosen.has(one));
}

/** § 7.3: no more from a kommune than its agreement allows. */
function withinLimits({ limits, seats }: Group, inOrder: readonly Entry[]): Entry[] {
  const places = seats().length;
  const from = new Map<string, number>();
  const within = inOrder.filter(({ child }) => {
    const { kommune = '' } = child.applicant;
    const before = from.get(kommune) ?? 0;
    from.set(kommune, before + 1);
    return before < (limits.get(kommune) ?? places);
  });
  return within.slice(0, places);
}

/** § 7.1: who sits where when each child in order takes a seat, if it and all seated before it can sit on different seats that they fit. */
export function seating(seats: readonly Seat[], inOrder: readonly Applicant[]): ReadonlyMap<Seat, Applicant> {
  const holders = new Map<Seat, Applicant>();
  for (const child of inOrder) sits(child, new Set());
  return holders;

  /** Takes a free seat, or asks the holder of another to find a new one; who has a seat never loses it. */
  function sits(child: Applicant, asked: Set<Seat>): boolean {
    const fitting = seats.filter((seat) => fits(child, seat));
    const given =
      fitting.find((seat) => !holders.has(seat)) ??
      fitting.find((seat) => {
        const holder = holders.get(seat);
        return holder && !asked.has(seat) && sits(holder, asked.add(seat));
      });
    if (given) holders.set(given, child);
    return given !== undefined;
  }
}

export const neededDays = ({ weekdays, daysPerWeek = 5 }: Applicant): number =>
  weekdays?.length ?? daysPerWeek;

function fits(child: Applicant, seat: Seat): boolean {
  if (seat.from > (child.startsOn ?? '')) return false;
  if (seat.whole) return true;
  if (child.weekdays) return child.weekdays.every((day) => seat.weekdays?.includes(day));
  return seat.days >= neededDays(child);
}
