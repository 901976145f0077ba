import type { Applicant, Kindergarten, MatchInput, SeatKind, Seats } from '@opptak/matching';
import { bandsInOrder, canSeatAll, fixedPlaces, greedily, homeReserve } from './choice-rules.ts';
import type { ChildSet, Choice, TinyMarket } from './enumerate.ts';

/**
 * A third reading of docs/allocation-format.md, beside the engine's and the checker's, for tiny inputs whose kindergartens give an
 * `order`. Children and kindergartens are numbered as they stand in the input.
 */
export function tinyMarketOf(input: MatchInput): TinyMarket {
  const number = new Map(input.kindergartens.map(({ id }, k) => [id, k]));
  const numbers = (ids: readonly string[]) => ids.flatMap((id) => number.get(id) ?? []);
  return {
    wishes: input.applicants.map((child) => numbers(listOf(input, child))),
    choices: input.kindergartens.map((kindergarten) => choiceOf(input, kindergarten)),
  };
}

const isHome = (child: Applicant, at: Kindergarten): boolean =>
  child.kommune === undefined || at.kommune === undefined || child.kommune === at.kommune;

const isAcceptable = (child: Applicant, at: Kindergarten): boolean =>
  child.current === at.id || (at.order ?? []).includes(child.id);

/** Wishes down to the own place, the own place, and for a child with the right every other kindergarten of the kommune in id order. */
export function listOf(input: MatchInput, child: Applicant): string[] {
  const list = child.wishes.slice(0, 1 + child.wishes.indexOf(child.current ?? '') || child.wishes.length);
  if (child.current !== undefined && !list.includes(child.current)) list.push(child.current);
  if (child.current === undefined && child.rightToPlace) {
    const others = input.kindergartens.filter((at) => isHome(child, at) && !list.includes(at.id));
    list.push(...others.map(({ id }) => id).sort());
  }
  const acceptable = input.kindergartens.filter((at) => isAcceptable(child, at)).map(({ id }) => id);
  return list.filter((id) => acceptable.includes(id));
}

/** Own place, § 18, right and wish, right and not wished, the order as given. */
export function effectiveOrder(input: MatchInput, at: Kindergarten): number[] {
  const key = (child: Applicant): number[] => {
    const wished = child.wishes.includes(at.id) || child.current === at.id;
    const right = child.rightToPlace && isHome(child, at) ? (wished ? 0 : 1) : 2;
    const given = (at.order ?? []).indexOf(child.id);
    return [
      child.current === at.id ? 0 : 1,
      child.statutoryPriority ? 0 : 1,
      right,
      given < 0 ? 1000 : given,
    ];
  };
  return input.applicants
    .map((child, i) => ({ i, key: key(child), id: child.id }))
    .sort((a, b) => {
      const differing = a.key.findIndex((value, at) => value !== b.key[at]);
      return (a.key[differing] ?? 0) - (b.key[differing] ?? 0);
    })
    .map(({ i }) => i);
}

function choiceOf(input: MatchInput, at: Kindergarten): Choice {
  const order = effectiveOrder(input, at);
  const { capacity } = at;
  const childAt = (i: number): Applicant => input.applicants[i] ?? { id: '', wishes: [] };
  if (typeof capacity === 'number' || Array.isArray(capacity))
    return seatsChoice(input, at, order, capacity, at.reserve);
  const banded = 'small' in capacity || 'large' in capacity ? capacity : {};
  const whole = (band: 'small' | 'large'): number => (typeof banded[band] === 'number' ? banded[band] : 0);
  if (at.convert) {
    const tenants = (band: string) =>
      input.applicants.filter((one) => one.current === at.id && one.band === band).length;
    const least = (band: 'small' | 'large') => Math.max(at.convert?.protected?.[band] ?? 0, tenants(band));
    const bands = [...(input.bandOrder ?? (['small', 'large'] as const))];
    return bandsInOrder(order, (i) => bands.indexOf(childAt(i).band ?? 'small'), {
      totalUnits: at.convert.units ?? 2 * whole('small') + whole('large'),
      bands: bands.map((band) => ({ units: band === 'small' ? 2 : 1, minimum: least(band) })),
    });
  }
  const choices = (['small', 'large'] as const).map((band) => {
    const reserve = typeof at.reserve === 'object' ? at.reserve[band] : at.reserve;
    const mine = order.filter((i) => childAt(i).band === band);
    return seatsChoice(input, at, mine, banded[band] ?? 0, reserve);
  });
  return (asking) => choices.reduce((taken, choose) => taken | choose(asking), 0);
}

function seatsChoice(
  input: MatchInput,
  at: Kindergarten,
  order: readonly number[],
  seats: Seats,
  reserve: Kindergarten['reserve'],
): Choice {
  const childAt = (i: number): Applicant => input.applicants[i] ?? { id: '', wishes: [] };
  const limits = (input.region?.agreements ?? []).filter(
    (one) => one.kindergarten === at.id && one.places !== undefined,
  );
  if (typeof seats === 'number' && reserve !== undefined && typeof reserve === 'number') {
    const own = (i: number) =>
      isHome(childAt(i), at) || childAt(i).current === at.id || childAt(i).statutoryPriority === true;
    const first = input.region?.reserveOrder === 'reserve-first' ? 'reserve' : 'open';
    return homeReserve(order, own, { places: seats, reserved: reserve, first, unusedReserve: 'open' });
  }
  if (typeof seats === 'number' && limits.length > 0) {
    const from = (kommune: string, taken: readonly number[]) =>
      taken.filter((i) => childAt(i).kommune === kommune).length;
    return greedily(
      order,
      (taken) =>
        taken.length <= seats && limits.every((limit) => from(limit.from, taken) <= (limit.places ?? 0)),
    );
  }
  if (typeof seats === 'number' && input.applicants.every(({ startsOn }) => startsOn === undefined)) {
    return fixedPlaces(order, seats);
  }
  const single = afterTenants(input, at, order, typeof seats === 'number' ? [{ places: seats }] : seats);
  const places = single.map((seat) => (i: number) => maySit(childAt(i), seat));
  return greedily(order, (taken) => canSeatAll(taken, places));
}

const daysOf = (seat: SeatKind): number => seat.days ?? seat.weekdays?.length ?? 5;
const needOf = (child: Applicant): number => child.weekdays?.length ?? child.daysPerWeek ?? 5;

function maySit(child: Applicant, seat: SeatKind): boolean {
  if (seat.from !== undefined && (child.startsOn === undefined || child.startsOn < seat.from)) return false;
  if (daysOf(seat) === 5) return true;
  if (child.weekdays) return child.weekdays.every((day) => (seat.weekdays ?? []).includes(day));
  return daysOf(seat) >= needOf(child);
}

/** Each tenant's seat becomes free on the day it would move; who finds none free asks those who hold one that would do. */
function afterTenants(
  input: MatchInput,
  at: Kindergarten,
  mine: readonly number[],
  kinds: readonly SeatKind[],
): SeatKind[] {
  const seats = kinds
    .flatMap((kind) =>
      Array.from({ length: kind.places }, () => ({ kind, holder: undefined as Applicant | undefined })),
    )
    .sort((a, b) => daysOf(a.kind) - daysOf(b.kind) || (a.kind.from ?? '').localeCompare(b.kind.from ?? ''));
  const seat = (tenant: Applicant, closed: readonly (typeof seats)[number][]): boolean => {
    const usable = seats.filter(({ kind }) => maySit(tenant, kind));
    const free = usable.find(({ holder }) => holder === undefined);
    const asked = [...closed];
    for (const one of free ? [free] : usable) {
      if (asked.includes(one)) continue;
      asked.push(one);
      if (one.holder && !seat(one.holder, asked)) continue;
      one.holder = tenant;
      return true;
    }
    return false;
  };
  const tenants = input.applicants.filter((child, i) => child.current === at.id && mine.includes(i));
  const order = [...tenants].sort(
    (a, b) =>
      needOf(b) - needOf(a) || (a.startsOn ?? '').localeCompare(b.startsOn ?? '') || a.id.localeCompare(b.id),
  );
  for (const tenant of order) {
    if (!seat(tenant, [])) throw new RangeError('a tenant finds no seat: not a valid input');
  }
  return seats
    .map(({ kind, holder }) =>
      holder?.startsOn === undefined ? kind : { ...kind, places: 1, from: holder.startsOn },
    )
    .map((kind) => ({ ...kind, places: 1 }));
}

export const setOfHeld = (matching: readonly number[], k: number): ChildSet =>
  matching.reduce((set, at, child) => (at === k ? set | (2 ** child) : set), 0);
