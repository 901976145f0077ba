import { compareIds } from '../canonical/id-order.ts';
import type { Applicant, SeatKind, Seats, Weekday } from '../format.ts';

/** What a child needs from a seat. */
export interface Need {
  readonly startsOn: string;
  readonly days: number;
  /** Bits of the weekdays, when the family named them; else 0. */
  readonly weekdays: number;
}

/** Seats that are alike. */
export interface Kind extends Omit<Need, 'startsOn'> {
  readonly from: string;
  readonly places: number;
}

const bit: Readonly<Record<Weekday, number>> = { mon: 1, tue: 2, wed: 4, thu: 8, fri: 16 };
const wholeWeek = 5;

const bitsOf = (weekdays: readonly Weekday[] | undefined): number =>
  (weekdays ?? []).reduce((bits, day) => bits | bit[day], 0);

export function needOf({ startsOn, daysPerWeek, weekdays }: Applicant): Need {
  return {
    startsOn: startsOn ?? '',
    days: weekdays ? weekdays.length : (daysPerWeek ?? wholeWeek),
    weekdays: bitsOf(weekdays),
  };
}

export function kindsOf(seats: Seats | undefined): Kind[] {
  if (seats === undefined) return [];
  if (typeof seats === 'number') return [{ places: seats, from: '', days: wholeWeek, weekdays: 0 }];
  return seats.map(({ places, from, days, weekdays }: SeatKind) => ({
    places,
    from: from ?? '',
    days: weekdays ? weekdays.length : (days ?? wholeWeek),
    weekdays: bitsOf(weekdays),
  }));
}

/** Whether a child can use a seat: free when it starts, and long enough or on the right days. */
export function fitsSeat(need: Need, kind: Kind): boolean {
  if (kind.from > need.startsOn) return false;
  if (kind.days === wholeWeek) return true;
  if (need.weekdays !== 0) return kind.weekdays !== 0 && (need.weekdays & ~kind.weekdays) === 0;
  return kind.days >= need.days;
}

/** Whether every child of the document can use the seat, so that no rule beyond counting is needed. */
export const fitsEveryone = (kind: Kind, earliestStart: string): boolean =>
  kind.days === wholeWeek && kind.from <= earliestStart;

/**
 * Gives each tenant the seat it holds: nobody else can use that seat before the tenant's own moving day.
 *
 * @returns the seats of the run; undefined when the tenants can not all be seated
 */
export function keepTenantsSeats(kinds: readonly Kind[], tenants: readonly Tenant[]): Kind[] | undefined {
  const rows = kinds
    .map((kind): Row => ({ kind, holders: new Array(kind.places).fill(undefined), free: kind.places }))
    .sort((a, b) => a.kind.days - b.kind.days || compareIds(a.kind.from, b.kind.from));
  const inOrder = [...tenants].sort(
    (a, b) =>
      b.need.days - a.need.days || compareIds(a.need.startsOn, b.need.startsOn) || compareIds(a.id, b.id),
  );
  if (!inOrder.every((tenant) => sits(rows, tenant, new Map()))) return undefined;
  const left = rows.map(({ kind, free }) => ({ ...kind, places: free }));
  const kept = rows.flatMap(({ kind, holders }) =>
    holders.flatMap((holder) => (holder ? [{ ...kind, places: 1, from: holder.need.startsOn }] : [])),
  );
  return merged([...left, ...kept]);
}

/** A child that has its place here already. */
interface Tenant {
  readonly id: string;
  readonly need: Need;
}

/** The seats of one kind, and who holds each. */
interface Row {
  readonly kind: Kind;
  readonly holders: (Tenant | undefined)[];
  free: number;
}

/** Takes the first free seat that fits, or else one whose holder finds another; no seat is asked about twice. */
function sits(rows: readonly Row[], tenant: Tenant, asked: Map<Row, number>): boolean {
  const fitting = rows.filter(({ kind }) => fitsSeat(tenant.need, kind));
  const open = fitting.find(({ free }) => free > 0);
  if (open) {
    open.holders[open.holders.indexOf(undefined)] = tenant;
    open.free--;
    return true;
  }
  for (const row of fitting) {
    // Seats are asked about from the first, so their number says which: a deeper call goes on where this one stands.
    for (let seat = asked.get(row) ?? 0; seat < row.holders.length; seat = asked.get(row) ?? 0) {
      asked.set(row, seat + 1);
      if (!sits(rows, row.holders[seat]!, asked)) continue;
      row.holders[seat] = tenant;
      return true;
    }
  }
  return false;
}

function merged(kinds: readonly Kind[]): Kind[] {
  const byLooks = new Map<string, Kind>();
  for (const kind of kinds) {
    if (kind.places === 0) continue;
    const looks = `${kind.from}|${kind.days}|${kind.weekdays}`;
    byLooks.set(looks, { ...kind, places: kind.places + (byLooks.get(looks)?.places ?? 0) });
  }
  return [...byLooks.values()];
}
