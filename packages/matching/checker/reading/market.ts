import type { Child, Group, Market, Option, Seat } from '../proof/model.ts';
import { seatsOf } from '../proof/seats.ts';
import { distance, sameOrUnknown } from './codes.ts';
import type { Applicant, Band, Kindergarten, MatchInput, Seats } from './document.ts';
import { byId } from './hashes.ts';
import { once } from './once.ts';
import { type Orders, ordersOf } from './orders.ts';

/** Reads the input as groups, orders and lists (§§ 2, 4, 6). Says nothing about the result. */
export function marketOf(input: MatchInput): Market {
  const groups = groupsOf(input);
  const groupsAt = new Map<string, Group[]>();
  for (const group of groups) {
    groupsAt.set(group.kindergarten.id, [...(groupsAt.get(group.kindergarten.id) ?? []), group]);
  }
  const orders = ordersOf(input);
  const children = byId(input.applicants).map((applicant): Child => {
    const optionAt = (id: string, number: number | null): Option[] =>
      (groupsAt.get(id) ?? [])
        .filter(
          (group) => suits(group, applicant) && isEligible(input, orders, applicant, group.kindergarten),
        )
        .map((group) => ({
          group: group.index,
          number,
          standing: orders.standing(applicant, group.kindergarten),
        }));
    return {
      applicant,
      options: wishesAndOwnPlace(applicant).flatMap(({ id, number }) => optionAt(id, number)),
      backstop: once(() => backstopOf(applicant, groups).flatMap(({ id }) => optionAt(id, null))),
    };
  });
  return { input, groups, children };
}

const suits = (group: Group, { band }: Applicant): boolean => group.band === 'all' || group.band === band;

function groupsOf(input: MatchInput): Group[] {
  const tenantsOf = Map.groupBy(input.applicants, ({ current }) => current);
  const starts = input.applicants.map(({ startsOn = '' }) => startsOn).sort();
  const groups: Group[] = [];
  const add = (kindergarten: Kindergarten, band: Band, capacity: Seats, reserve: number) => {
    const here = tenantsOf.get(kindergarten.id) ?? [];
    const tenants = here.filter((child) => band === 'all' || child.band === band);
    const limits = limitsAt(input, kindergarten.id);
    const openFirst = input.region?.reserveOrder !== 'reserve-first';
    const seats = seatsOf(capacity, tenants, starts[0] ?? '');
    const group = { index: groups.length, kindergarten, band, tenants, reserve, openFirst, limits };
    groups.push(withSeats({ ...group, seats, places: 0, plain: false }, seats));
  };
  for (const kindergarten of byId(input.kindergartens)) {
    const { capacity, reserve = 0 } = kindergarten;
    if (typeof capacity === 'number' || isSeatList(capacity)) {
      add(kindergarten, 'all', capacity, typeof reserve === 'number' ? reserve : 0);
      continue;
    }
    for (const band of ['small', 'large'] as const) {
      add(
        kindergarten,
        band,
        capacity[band] ?? 0,
        typeof reserve === 'number' ? reserve : (reserve[band] ?? 0),
      );
    }
  }
  return groups;
}

const isSeatList = (capacity: Kindergarten['capacity']): capacity is Exclude<Seats, number> =>
  Array.isArray(capacity);

/** The same group with other seats (places converted between bands are known only from the run, § 7.4). */
export function withSeats(group: Group, seats: readonly Seat[]): Group {
  const plain =
    group.reserve === 0 && group.limits.size === 0 && seats.every(({ whole, from }) => whole && from === '');
  return { ...group, seats, plain, places: seats.length };
}

function limitsAt({ region }: MatchInput, id: string): ReadonlyMap<string, number> {
  const here = (region?.agreements ?? []).filter(({ kindergarten }) => kindergarten === id);
  return new Map(here.flatMap(({ from, places }) => (places === undefined ? [] : [[from, places]])));
}

/** Whether the child may be placed at the kindergarten at all (§§ 2 and 6). */
function isEligible(input: MatchInput, orders: Orders, applicant: Applicant, at: Kindergarten): boolean {
  if (applicant.current === at.id) return true;
  if (at.order) return orders.indexAt(at, applicant) !== undefined;
  const { region } = input;
  if (!region || sameOrUnknown(applicant.kommune, at.kommune)) return true;
  const agreed = region.agreements?.some(
    (one) => one.kindergarten === at.id && one.from === applicant.kommune,
  );
  return agreed || !region.closed?.some((kommune) => kommune === at.kommune);
}

function wishesAndOwnPlace({ wishes, current }: Applicant): { id: string; number: number }[] {
  const numbered = wishes.map((id, i) => ({ id, number: i + 1 }));
  if (current === undefined) return numbered;
  return [
    ...numbered.slice(0, wishes.indexOf(current) + 1 || wishes.length),
    ...ownPlaceOutside(wishes, current),
  ];
}

function ownPlaceOutside(wishes: readonly string[], current: string): { id: string; number: number }[] {
  return wishes.includes(current) ? [] : [{ id: current, number: wishes.length + 1 }];
}

function backstopOf(applicant: Applicant, groups: readonly Group[]): Kindergarten[] {
  if (!applicant.rightToPlace || applicant.current !== undefined) return [];
  const others = groups
    .filter((group) => suits(group, applicant) && !applicant.wishes.includes(group.kindergarten.id))
    .map(({ kindergarten }) => ({
      kindergarten,
      metres: distance(applicant, kindergarten) ?? Number.POSITIVE_INFINITY,
    }))
    .filter(({ kindergarten }) => sameOrUnknown(applicant.kommune, kindergarten.kommune));
  // Groups stand in id order and the sort is stable: equal distances stay so. Two unknown ones differ by NaN, which is no order.
  return others.sort((a, b) => a.metres - b.metres || 0).map(({ kindergarten }) => kindergarten);
}
