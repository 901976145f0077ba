import type { Applicant, Criterion, Facts, Kindergarten } from './document.ts';

/** What each criterion makes of the facts (docs/allocation-format.md § 4.2): 0 is best; a missing fact gives the worst. */

/** One child at one kindergarten, with what a criterion may look at. */
export interface Asking {
  readonly applicant: Applicant;
  readonly facts: Facts;
  readonly at: Kindergarten;
  /** Null when the kindergarten is none of the wishes. */
  readonly wishNumber: number | null;
  /** Where the child has its place now. */
  readonly current: Kindergarten | undefined;
  /** Whether another child of the family wishes for this kindergarten. */
  readonly siblingApplies: boolean;
}

type Code = (asking: Asking, criterion: Criterion) => number;

const GRADED: Readonly<Record<string, Code>> = {
  'sibling-attending': ({ facts, at }) => zeroIf(facts.siblingAt?.includes(at.id)),
  'sibling-applying': ({ siblingApplies }) => zeroIf(siblingApplies),
  catchment: ({ facts, at }, { areas = at.catchments }) => zeroIf(share(facts.catchments, areas)),
  distance: ({ applicant, at }, { limitsM, stepM = 1, maxM = 100_000 }) =>
    stepped(distance(applicant, at), limitsM, stepM, maxM),
  'travel-time': ({ facts, at }, { limitsMinutes, stepMinutes = 1, maxMinutes = 600 }) =>
    stepped(own(facts.travelMinutes, at.id), limitsMinutes, stepMinutes, maxMinutes),
  'child-of-staff': ({ facts, at }) => zeroIf(facts.parentWorksAt?.includes(at.id)),
  transfer: ({ current, at }, { prefer }) => {
    const within = current && current.id !== at.id && sameOrUnknown(current.kommune, at.kommune);
    return zeroIf(prefer === 'new' ? !within : within);
  },
  profile: ({ facts, at }, { profile = '' }) =>
    zeroIf(facts.profiles?.includes(profile) && at.profiles?.includes(profile)),
  age: ({ facts: { birthDate } }, { unit = 'day', first }) => {
    if (birthDate === undefined) return LATEST + 1;
    const born = since2000(birthDate, unit);
    return first === 'oldest' ? born : LATEST - born;
  },
  'application-date': ({ facts: { appliedOn } }) =>
    appliedOn === undefined ? LATEST + 1 : since2000(appliedOn, 'day'),
  'waiting-list': ({ facts, at }) => zeroIf(facts.waitingAt?.includes(at.id)),
  'wish-number': ({ wishNumber }) => Math.min((wishNumber ?? 100) - 1, 99),
  flag: ({ facts }, { name = '' }) => zeroIf(own(facts.flags, name)),
  number: ({ facts }, { name = '', first, min = 0, max = 0 }) => {
    const recorded = own(facts.numbers, name);
    if (recorded === undefined) return max - min + 1;
    const value = Math.max(min, Math.min(max, recorded));
    return first === 'low' ? value - min : max - value;
  },
};

/** These are components of their own, not codes among the criteria. */
const OWN_COMPONENTS = ['statutory-priority', 'right-to-place', 'lot'];

export const isCoded = (key: string): boolean => !OWN_COMPONENTS.includes(key);
/** Whether one can have points for it. */
export const isGraded = (key: string): boolean => Object.hasOwn(GRADED, key);
export const isKnown = (key: string): boolean => isGraded(key) || key === 'points' || !isCoded(key);

export function codeOf(criterion: Criterion, asking: Asking): number {
  if (criterion.key === 'points') return pointsMissing(criterion, asking);
  return own(GRADED, criterion.key)?.(asking, criterion) ?? 0; // an unknown key is reported by rules.ts
}

/** The most points one can have less the points one has. */
function pointsMissing({ items = [] }: Criterion, asking: Asking): number {
  const missing = items.map(({ criterion, points }) => {
    const byCode = typeof points === 'number' ? [points] : points;
    return Math.max(0, ...byCode) - (byCode[codeOf(criterion, asking)] ?? 0);
  });
  return missing.reduce((sum, points) => sum + points, 0);
}

/** Metres from home to a kindergarten, or between two kindergartens; undefined when not known (§ 3). */
export function distance(from: Applicant | Kindergarten, to: Kindergarten): number | undefined {
  const facts: Facts = 'wishes' in from ? (from.facts ?? {}) : { position: from.position };
  const stated = own(facts.distanceM, to.id);
  if (stated !== undefined || !facts.position || !to.position) return stated;
  const [dx, dy] = [facts.position.x - to.position.x, facts.position.y - to.position.y];
  return Math.floor(Math.sqrt(dx * dx + dy * dy));
}

/** Equal, or one of the two is not recorded. */
export function sameOrUnknown(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

const LATEST = 40_000;

const zeroIf = (holds: boolean | undefined): number => (holds ? 0 : 1);

const share = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.some((value) => b.includes(value));

function own<T>(values: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return values && Object.hasOwn(values, key) ? values[key] : undefined;
}

function stepped(
  value: number | undefined,
  limits: readonly number[] | undefined,
  step: number,
  max: number,
): number {
  if (limits) return value === undefined ? limits.length + 1 : limits.filter((limit) => value > limit).length;
  const cap = Math.floor(max / step);
  return value === undefined ? cap + 1 : Math.min(Math.floor(value / step), cap);
}

function since2000(date: string, unit: 'day' | 'month' | 'year'): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const days = Math.floor((Date.UTC(year, month - 1, day) - Date.UTC(2000, 0, 1)) / 86_400_000);
  const elapsed = { day: days, month: 12 * (year - 2000) + month - 1, year: year - 2000 }[unit];
  return Math.max(0, Math.min(LATEST, elapsed));
}
