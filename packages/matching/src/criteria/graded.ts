import type { IsoDate } from '@opptak/domain';
import type { Applicant, Facts, GradedCriterion, Kindergarten } from '../format.ts';
import { distanceTo } from './distance.ts';

/** What a criterion may ask about others than the child and the kindergarten. */
export interface Surroundings {
  /** Whether another applicant of the same family wishes this kindergarten. */
  siblingApplies(applicant: Applicant, kindergartenId: string): boolean;
  kommuneOf(kindergartenId: string): string | undefined;
}

/** Days, months and years are counted from 2000-01-01; no child at hand is older. */
const lastDay = 40_000;
const lastWish = 99;

/** The largest code that a criterion gives: what a child without the fact gets. */
export function worstCode(criterion: GradedCriterion): number {
  switch (criterion.key) {
    case 'distance':
      return steps(criterion.limitsM, criterion.stepM ?? 1, criterion.maxM ?? 100_000).worst;
    case 'travel-time':
      return steps(criterion.limitsMinutes, criterion.stepMinutes ?? 1, criterion.maxMinutes ?? 600).worst;
    case 'age':
    case 'application-date':
      return lastDay + 1;
    case 'wish-number':
      return lastWish;
    case 'number':
      return criterion.max - criterion.min + 1;
    default:
      return 1;
  }
}

/**
 * The code of one criterion for one child at one kindergarten: 0 is best. A fact that is missing gives the worst code.
 *
 * @param wish the wish's number, 1 first; null for a place outside the wishes
 */
export function gradedCode(
  criterion: GradedCriterion,
  applicant: Applicant,
  kindergarten: Kindergarten,
  wish: number | null,
  surroundings: Surroundings,
): number {
  const facts = applicant.facts;
  const id = kindergarten.id;
  switch (criterion.key) {
    case 'sibling-attending':
      return facts?.siblingAt?.includes(id) ? 0 : 1;
    case 'child-of-staff':
      return facts?.parentWorksAt?.includes(id) ? 0 : 1;
    case 'waiting-list':
      return facts?.waitingAt?.includes(id) ? 0 : 1;
    case 'sibling-applying':
      return surroundings.siblingApplies(applicant, id) ? 0 : 1;
    case 'catchment':
      return share(facts?.catchments, criterion.areas ?? kindergarten.catchments) ? 0 : 1;
    case 'distance':
      return stepped(
        distanceTo(applicant, kindergarten),
        criterion.limitsM,
        criterion.stepM ?? 1,
        criterion.maxM ?? 100_000,
      );
    case 'travel-time':
      return stepped(
        minutesTo(facts, id),
        criterion.limitsMinutes,
        criterion.stepMinutes ?? 1,
        criterion.maxMinutes ?? 600,
      );
    case 'transfer':
      return isTransfer(applicant, kindergarten, surroundings) === (criterion.prefer !== 'new') ? 0 : 1;
    case 'profile':
      return facts?.profiles?.includes(criterion.profile) &&
        kindergarten.profiles?.includes(criterion.profile)
        ? 0
        : 1;
    case 'age': {
      const age = sinceYear2000(facts?.birthDate, criterion.unit ?? 'day');
      if (age === undefined) return lastDay + 1;
      return criterion.first === 'oldest' ? age : lastDay - age;
    }
    case 'application-date':
      return sinceYear2000(facts?.appliedOn, 'day') ?? lastDay + 1;
    case 'wish-number':
      return wish === null ? lastWish : Math.min(wish - 1, lastWish);
    case 'flag':
      return has(facts?.flags, criterion.name) && facts?.flags?.[criterion.name] === true ? 0 : 1;
    case 'number': {
      const value = has(facts?.numbers, criterion.name) ? facts?.numbers?.[criterion.name] : undefined;
      if (value === undefined) return criterion.max - criterion.min + 1;
      const kept = Math.min(Math.max(value, criterion.min), criterion.max);
      return criterion.first === 'low' ? kept - criterion.min : criterion.max - kept;
    }
  }
}

function steps(limits: readonly number[] | undefined, step: number, most: number) {
  const cap = limits ? limits.length : Math.floor(most / step);
  return { cap, worst: cap + 1 };
}

function stepped(
  value: number | undefined,
  limits: readonly number[] | undefined,
  step: number,
  most: number,
): number {
  const { cap, worst } = steps(limits, step, most);
  if (value === undefined) return worst;
  if (!limits) return Math.min(Math.floor(value / step), cap);
  let code = 0;
  while (code < limits.length && value > (limits[code] ?? 0)) code++;
  return code;
}

const has = (record: object | undefined, key: string): boolean =>
  record !== undefined && Object.hasOwn(record, key);

function minutesTo(facts: Facts | undefined, id: string): number | undefined {
  return has(facts?.travelMinutes, id) ? facts?.travelMinutes?.[id] : undefined;
}

function share(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a?.some((value) => b?.includes(value)) ?? false;
}

function isTransfer(applicant: Applicant, kindergarten: Kindergarten, surroundings: Surroundings): boolean {
  const { current } = applicant;
  if (current === undefined || current === kindergarten.id) return false;
  const from = surroundings.kommuneOf(current);
  return from === undefined || kindergarten.kommune === undefined || from === kindergarten.kommune;
}

const dayCodes = new Map<string, number>();

/** Dates repeat much (all of a cohort is born within a few hundred days), so each is worked out once. */
function sinceYear2000(
  date: IsoDate | string | undefined,
  unit: 'day' | 'month' | 'year',
): number | undefined {
  if (date === undefined) return undefined;
  const year = Number(date.slice(0, 4)) - 2000;
  if (unit === 'year') return within(year);
  if (unit === 'month') return within(12 * year + Number(date.slice(5, 7)) - 1);
  let days = dayCodes.get(date);
  if (days === undefined) {
    days = within(Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000) - 10_957);
    if (dayCodes.size > 100_000) dayCodes.clear();
    dayCodes.set(date, days);
  }
  return days;
}

const within = (value: number): number => Math.min(Math.max(value, 0), lastDay);
