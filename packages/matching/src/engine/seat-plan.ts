import type { Fault } from '@opptak/domain';
import type { Applicant, Band, Kindergarten, Seats } from '../format.ts';
import { badMatchInput } from '../input/read-match-input.ts';
import type { SeatRule } from './choice.ts';
import { agreements, isOutsider } from './eligible.ts';
import {
  fitsEveryone,
  fitsSeat,
  type Kind,
  keepTenantsSeats,
  kindsOf,
  type Need,
  needOf,
} from './seat-kinds.ts';
import { groupOf, type Setting } from './setting.ts';

/** The capacity of every group, and how each sorts its children into classes. */
export interface SeatPlan {
  readonly rules: readonly SeatRule[];
  /** The class of a row at a group; only groups that are not plain ask. */
  readonly classify: readonly ((row: number) => number)[];
  /** How many children hold a place in each group already. */
  readonly tenants: Int32Array;
}

/** @throws AppError `bad-match-input` when tenants, reserves or agreements do not fit the seats. */
export function seatPlan(setting: Setting): SeatPlan {
  const { kindergartens, groups, input } = setting;
  const faults: Fault[] = [];
  const number = new Map(input.kindergartens.map(({ id }, index) => [id, index]));
  const tenants = tenantsOf(setting);
  const needs = needsOf(setting.applicants);
  const agreed = agreements(input);
  const openFirst = input.region?.reserveOrder !== 'reserve-first';
  const classify: ((row: number) => number)[] = [];

  const rules = groups.map((group, index): SeatRule => {
    const kindergarten = kindergartens[group.kindergarten]!;
    const say = (at: string, message: string) =>
      faults.push({ at: `/kindergartens/${number.get(kindergarten.id)}${at}`, message });
    const at = group.band === 'all' ? '' : `/${group.band}`;
    const holders = tenants[index] ?? [];
    const places = kindsOf(seatsOf(kindergarten, group.band)).reduce((sum, kind) => sum + kind.places, 0);
    const kinds = keepTenantsSeats(
      kindsOf(seatsOf(kindergarten, group.band)),
      holders.map((row) => ({ id: setting.applicants[row]!.id, need: needs.list[needs.of[row]!]! })),
    );
    if (!kinds && !kindergarten.convert)
      say(`/capacity${at}`, 'has not seats for all children who hold a place here');
    const plain = kinds?.every((kind) => fitsEveryone(kind, needs.earliest)) ?? true;
    const reserved = reserveOf(kindergarten, group.band);
    const limits = limitsOf(agreed.get(kindergarten.id));

    if (reserved > 0 && (!plain || limits || kindergarten.convert)) {
      say(
        `/reserve${at}`,
        'can not stand beside seats of several kinds, agreements with places, or conversion',
      );
    }
    if (limits && !plain) say('', 'has agreements with places beside seats of several kinds');
    if (reserved > places) say(`/reserve${at}`, 'is more than the capacity');

    if (reserved > 0) {
      classify[index] = (row) => (isReservedFor(setting.applicants[row]!, kindergarten) ? 0 : 1);
      return { kind: 'reserve', places, reserved, openFirst };
    }
    if (limits) {
      const origin = (row: number) => limits.index.get(setting.applicants[row]!.kommune ?? '') ?? 0;
      const outsiders = (row: number) =>
        isOutsider(setting.applicants[row]!, kindergarten) ? origin(row) : 0;
      classify[index] = outsiders;
      const held = limits.limit.map(() => 0);
      for (const row of holders) held[outsiders(row)]!++;
      if (held.some((count, index) => count > limits.limit[index]!)) {
        say('', 'has more children from another kommune than the agreement allows');
      }
      return { kind: 'limits', places, limit: limits.limit };
    }
    if (plain) return { kind: 'plain', places };
    classify[index] = (row) => needs.of[row]!;
    return {
      kind: 'seats',
      places,
      count: (kinds ?? []).map((kind) => kind.places),
      fits: fitsOf(needs.list, kinds ?? []),
    };
  });
  if (faults.length > 0) throw badMatchInput(faults);
  return {
    rules,
    classify,
    tenants: Int32Array.from(groups, (_group, index) => tenants[index]?.length ?? 0),
  };
}

function seatsOf({ capacity }: Kindergarten, band: Band | 'all'): Seats | undefined {
  if (typeof capacity === 'number') return capacity;
  if (isSeatList(capacity)) return capacity;
  return band === 'all' ? undefined : capacity[band];
}

const isSeatList = (capacity: Kindergarten['capacity']): capacity is Extract<Seats, readonly unknown[]> =>
  Array.isArray(capacity);

function reserveOf({ reserve }: Kindergarten, band: Band | 'all'): number {
  if (typeof reserve === 'number') return reserve;
  return band === 'all' ? 0 : (reserve?.[band] ?? 0);
}

/** Residents; and whoever the law puts before them, so that a reserve never keeps out a tenant or a § 18 child. */
const isReservedFor = (applicant: Applicant, kindergarten: Kindergarten): boolean =>
  !isOutsider(applicant, kindergarten) ||
  applicant.current === kindergarten.id ||
  applicant.statutoryPriority === true;

function limitsOf(agreed: ReadonlyMap<string, number> | undefined) {
  const limited = [...(agreed ?? [])].filter(([, places]) => Number.isFinite(places));
  if (limited.length === 0) return undefined;
  return {
    index: new Map(limited.map(([from], index) => [from, index + 1])),
    limit: [Number.POSITIVE_INFINITY, ...limited.map(([, places]) => places)],
  };
}

function tenantsOf(setting: Setting): (number[] | undefined)[] {
  const tenants: (number[] | undefined)[] = new Array(setting.groups.length);
  setting.applicants.forEach(({ current, band }, row) => {
    if (current === undefined) return;
    const group = groupOf(setting, setting.kindergartenIndex.get(current)!, band);
    const holders = tenants[group];
    if (holders) holders.push(row);
    else tenants[group] = [row];
  });
  return tenants;
}

interface Needs {
  readonly list: readonly Need[];
  readonly of: Int32Array;
  readonly earliest: string;
}

/** The distinct needs of all children: few, however many children there are. */
function needsOf(applicants: readonly Applicant[]): Needs {
  const list: Need[] = [];
  const known = new Map<string, number>();
  const of = new Int32Array(applicants.length);
  let earliest = applicants[0]?.startsOn ?? '';
  applicants.forEach((applicant, row) => {
    const need = needOf(applicant);
    const looks = `${need.startsOn}|${need.days}|${need.weekdays}`;
    let index = known.get(looks);
    if (index === undefined) {
      index = list.push(need) - 1;
      known.set(looks, index);
      if (need.startsOn < earliest) earliest = need.startsOn;
    }
    of[row] = index;
  });
  return { list, of, earliest };
}

const fitsOf = (needs: readonly Need[], kinds: readonly Kind[]): number[][] =>
  needs.map((need) => [...kinds.keys()].filter((kind) => fitsSeat(need, kinds[kind]!)));
