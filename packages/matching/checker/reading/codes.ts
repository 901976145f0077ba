import type { Applicant, Criterion, Facts, Kindergarten } from './document.ts';

/** One child at one kindergarten, with what a criterion may look at (docs/allocation-format.md § 4.2). */
export interface Asking {
  readonly applicant: Applicant;
  readonly at: Kindergarten;
  /** Null when the kindergarten is none of the wishes. */
  readonly wishNumber: number | null;
  /** Where the child has its place now. */
  readonly current: Kindergarten | undefined;
  /** Whether another child of the family wishes for this kindergarten. */
  readonly siblingApplies: boolean;
}

/** The code of a criterion: 0 is best; a missing fact gives the worst. */
export function codeOf(criterion: Criterion, asking: Asking): number {
  const { applicant, at, wishNumber, current } = asking;
  const facts: Partial<Facts> = applicant.facts ?? {};
  const { first, min = 0, max = 0 } = criterion;
  switch (criterion.key) {
    case 'sibling-attending':
      return zeroIf(facts.siblingAt?.includes(at.id));
    case 'sibling-applying':
      return zeroIf(asking.siblingApplies);
    case 'catchment':
      return zeroIf(share(facts.catchments, criterion.areas ?? at.catchments));
    case 'distance':
      return stepped(
        distance(applicant, at),
        criterion.limitsM,
        criterion.stepM ?? 1,
        criterion.maxM ?? 100_000,
      );
    case 'travel-time': {
      const { limitsMinutes, stepMinutes = 1, maxMinutes = 600 } = criterion;
      return stepped(own(facts.travelMinutes, at.id), limitsMinutes, stepMinutes, maxMinutes);
    }
    case 'child-of-staff':
      return zeroIf(facts.parentWorksAt?.includes(at.id));
    case 'transfer': {
      const within = !!current && current.id !== at.id && sameOrUnknown(current.kommune, at.kommune);
      return zeroIf(criterion.prefer === 'new' ? !within : within);
    }
    case 'profile': {
      const profile = criterion.profile ?? '';
      return zeroIf(facts.profiles?.includes(profile) && at.profiles?.includes(profile));
    }
    case 'age': {
      if (facts.birthDate === undefined) return LATEST + 1;
      const born = since2000(facts.birthDate, criterion.unit ?? 'day');
      return first === 'oldest' ? born : LATEST - born;
    }
    case 'application-date':
      return facts.appliedOn === undefined ? LATEST + 1 : since2000(facts.appliedOn, 'day');
    case 'waiting-list':
      return zeroIf(facts.waitingAt?.includes(at.id));
    case 'wish-number':
      return wishNumber === null ? 99 : Math.min(wishNumber - 1, 99);
    case 'flag':
      return zeroIf(own(facts.flags, criterion.name ?? ''));
    case 'number': {
      const recorded = own(facts.numbers, criterion.name ?? '');
      if (recorded === undefined) return max - min + 1;
      const value = Math.max(min, Math.min(max, recorded));
      return first === 'low' ? value - min : max - value;
    }
    case 'points':
      return pointsMissing(criterion, asking);
    default:
      return 0; // an unknown key is reported by rules.ts
  }
}

/** The most points one can have less the points one has. */
function pointsMissing(criterion: Criterion, asking: Asking): number {
  const missing = (criterion.items ?? []).map(({ criterion: graded, points }) => {
    const byCode = typeof points === 'number' ? [points] : points;
    return Math.max(0, ...byCode) - (byCode[codeOf({ ...graded, items: undefined }, asking)] ?? 0);
  });
  return missing.reduce((sum, points) => sum + points, 0);
}

/** Metres from home to a kindergarten, or between two kindergartens; undefined when not known (§ 3). */
export function distance(from: Applicant | Kindergarten, to: Kindergarten): number | undefined {
  const facts: Partial<Facts> = 'wishes' in from ? (from.facts ?? {}) : { position: from.position };
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
