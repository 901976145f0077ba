import type { Identity, NavChildInformation, NavList } from '@opptak/contracts';
import { addMonths, type IsoDate, isoDate, lastOfMonth } from '@opptak/domain';
import { type AgreedPlace, agreedPeriods, touches } from './agreed-periods.ts';
import { navPerson, visibilityOfHousehold } from './nav-persons.ts';

/** A child's places in one kindergarten, and who the child and the adults it lives with are. */
export interface ListedChild {
  readonly bornOn: IsoDate | null;
  readonly kindergarten: { readonly id: string; readonly name: string };
  readonly places: readonly AgreedPlace[];
  /** Null when the kommune has never been told who the child is. */
  readonly people: { readonly child: Identity; readonly adults: readonly Identity[] } | null;
}

export interface NavListSource {
  readonly id: string;
  readonly kommune: {
    readonly number: NavList['listInformation']['municipalityNumber'];
    readonly name: string;
  };
  /** YYYY-MM */
  readonly month: string;
  readonly children: readonly ListedChild[];
}

export interface BuiltNavList {
  readonly list: NavList;
  readonly entries: number;
  readonly withheld: number;
  readonly incomplete: number;
}

/**
 * The list of a month in NAV's format: one entry for each period of agreed hours of each child from the month it turns
 * one to the month it turns three. Periods of the month before are in it too, so that NAV sees where one ended.
 *
 * A child whose household has the strictest address protection is left out; where the protection is milder, every
 * address of the household is empty. What is left out is counted, for a person to look at.
 *
 * Legal source: barnehageloven § 10; kontantstøtteloven § 19; forskrift om kontantstøtteregister §§ 1–3.
 */
export function buildNavList({ id, kommune, month, children }: NavListSource): BuiltNavList {
  const first = isoDate(`${month}-01`);
  const last = lastOfMonth(first);
  let withheld = 0;
  let incomplete = 0;
  const byKindergarten = new Map<string, { name: string; entries: NavChildInformation[] }>();
  for (const child of children) {
    const periods = agreedPeriods(child.places).filter((one) => touches(one, addMonths(first, -1), last));
    if (periods.length === 0) continue;
    if (child.bornOn !== null && !isOfAge(child.bornOn, first, last)) continue;
    const entries = child.people && child.bornOn ? entriesOf(child.people, periods) : null;
    if (entries === 'withheld') withheld += 1;
    else if (entries === null) incomplete += 1;
    else {
      const known = byKindergarten.get(child.kindergarten.id) ?? {
        name: child.kindergarten.name,
        entries: [],
      };
      known.entries.push(...entries);
      byKindergarten.set(child.kindergarten.id, known);
    }
  }
  const kindergartens = [...byKindergarten]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([organizationNumber, { name, entries }]) => ({
      name,
      organizationNumber,
      address: null,
      childrenInformation: entries.toSorted(byChildAndStart),
    }));
  return {
    list: {
      id,
      listInformation: {
        municipalityName: kommune.name,
        municipalityNumber: kommune.number,
        submissionForYearMonth: month,
      },
      kindergartens: kindergartens.length > 0 ? kindergartens : null,
    },
    entries: kindergartens.reduce((sum, one) => sum + one.childrenInformation.length, 0),
    withheld,
    incomplete,
  };
}

/** From the month of the first birthday to the month of the third. */
const isOfAge = (bornOn: IsoDate, first: IsoDate, last: IsoDate): boolean =>
  addMonths(bornOn, 12) <= last && addMonths(bornOn, 36) >= first;

function entriesOf(
  { child, adults }: NonNullable<ListedChild['people']>,
  periods: readonly AgreedPlace[],
): NavChildInformation[] | 'withheld' | null {
  const visibility = visibilityOfHousehold([child, ...adults]);
  if (visibility === 'withheld') return 'withheld';
  const person = navPerson(child, visibility);
  const guardians = adults.map((adult) => navPerson(adult, visibility));
  if (!person || !guardians.every((one) => one !== null)) return null;
  return periods.map(({ from, until, hoursPerWeek }) => ({
    agreedHoursInKindergarten: hoursPerWeek,
    startDate: from,
    endDate: until,
    child: person,
    guardians,
  }));
}

const byChildAndStart = (one: NavChildInformation, other: NavChildInformation): number =>
  keyOf(one) < keyOf(other) ? -1 : 1;
const keyOf = ({ child, startDate }: NavChildInformation): string =>
  `${child.socialSecurityNumber}|${startDate}`;
