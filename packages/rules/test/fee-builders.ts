import { isoDate, kommuneNumber, kroner } from '@opptak/domain';
import {
  type ChildFee,
  type ChildPlace,
  calendarMonth,
  type FeeFacts,
  type FeeSettings,
  type HouseholdFee,
  householdFee,
} from '../src/index.ts';

/** Kommuner of the three price zones: Bergen, Sogndal (centrality 5) and Kåfjord (action zone). */
export const ordinary = '4601';
export const lower = '4640';
export const actionZone = '5540';

export interface ChildInput {
  readonly id?: string;
  /** A birth date, or a year for 15 June of it. */
  readonly born: string | number;
  readonly kommune?: string;
  readonly hours?: number | null;
  readonly price?: number;
  readonly excepted?: boolean;
  readonly food?: number;
  readonly deferred?: boolean | null;
  readonly from?: string;
  readonly until?: string;
  readonly together?: boolean | null;
}

export interface HouseholdInput {
  readonly income: number | null;
  readonly children: readonly ChildInput[];
  readonly month?: string;
  readonly decidedOn?: string;
  readonly kommune?: string;
  readonly settings?: Partial<FeeSettings>;
}

/** Facts of one household; what is not named is September 2026, Bergen, a full-time place at the maximum price. */
export function feeFacts(input: HouseholdInput): FeeFacts {
  const month = calendarMonth(input.month ?? '2026-09');
  const kommune = input.kommune ?? ordinary;
  return {
    decidedOn: isoDate(input.decidedOn ?? `${month}-01`),
    month,
    household: {
      incomeNok: input.income === null ? null : kroner(input.income),
      kommune: kommuneNumber(kommune),
      children: input.children.map((child, index) => childPlace(child, kommune, index)),
    },
    settings: input.settings ?? {},
  };
}

function childPlace(child: ChildInput, kommune: string, index: number): ChildPlace {
  const born = typeof child.born === 'number' ? `${child.born}-06-15` : child.born;
  const hours = child.hours === undefined ? 45 : child.hours;
  return {
    id: child.id ?? `child-${index + 1}`,
    birthDate: isoDate(born),
    kindergartenKommune: kommuneNumber(child.kommune ?? kommune),
    weeklyHours: hours,
    fullTime: hours === null ? true : null,
    monthlyPriceNok: kroner(child.price ?? 5000),
    foodNok: kroner(child.food ?? 0),
    ...(child.excepted === undefined ? {} : { mayExceedMaximum: child.excepted }),
    ...(child.deferred === undefined ? {} : { deferredSchoolStart: child.deferred }),
    ...(child.from === undefined ? {} : { attendsFrom: isoDate(child.from) }),
    ...(child.until === undefined ? {} : { attendsUntil: isoDate(child.until) }),
    ...(child.together === undefined ? {} : { livesWithSiblings: child.together }),
  };
}

export const feeOf = (input: HouseholdInput): HouseholdFee => householdFee(feeFacts(input));
export const feesOf = (input: HouseholdInput): readonly number[] =>
  feeOf(input).children.map((c) => c.feeNok);

export function onlyChildOf(input: HouseholdInput): ChildFee {
  const [child] = feeOf(input).children;
  if (!child) throw new Error('no child');
  return child;
}

/** The fee before it is rounded, as an exact fraction. */
export function exactOf(child: ChildFee | undefined): string {
  return String(child?.steps.find((step) => step.rule === 'fee.rounding')?.facts['exactNok']);
}

export function outcomeOf(child: ChildFee | undefined, rule: string): string | undefined {
  return child?.steps.find((step) => step.rule === rule)?.outcome;
}
