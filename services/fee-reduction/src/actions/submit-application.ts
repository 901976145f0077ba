import { stableId } from '@opptak/db';
import { AppError, dateInNorway, type IsoDate, type Kroner, monthOf } from '@opptak/domain';
import { kindergartenYearOf, monthAfter, monthOfDate } from '@opptak/rules';
import { type Change, plan, record } from '@opptak/service';
import { hasPlaceIn } from '../decision/years-to-decide.ts';
import type { Deps } from '../deps.ts';
import { lookUpIncome } from '../jobs/look-up-income-job.ts';
import { type FeeApplication, findApplications, insertApplication } from '../repositories/applications.ts';
import { ensureHousehold, findChildren, lockHousehold } from '../repositories/households.ts';
import { findHouseholdOf } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { openCase } from './open-case.ts';

/** What a family, or the kommune for it, applies with. */
export interface Applied {
  readonly householdId: string;
  /** The day the application with its papers came in; today when it comes by itself. */
  readonly appliedOn?: IsoDate;
  readonly kindergartenYear?: number;
  readonly incomeChange?: {
    readonly kind: 'lasting-fall' | 'household-change';
    readonly yearlyNok: Kroner | null;
  };
}

/** From May on families apply for the coming kindergarten year, if they have a place in it. */
const nextYearFromMonth = 5;

/**
 * A household applies for reduced payment. The income is looked up by a job; a change of income has papers, so a person
 * reads them. A household has one open application a year: applying again answers with that one.
 *
 * Legal source: forskrift 2005-12-16-1478 §§ 3 b and 3 c.
 *
 * @throws AppError not-found `household-not-found`
 * @throws AppError invalid when the application lies in the future, or its year is over.
 */
export async function submitApplication(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  applied: Applied,
): Promise<FeeApplication> {
  const { tx, kommune, at } = change;
  const today = dateInNorway(at);
  const appliedOn = applied.appliedOn ?? today;
  const { householdId, incomeChange } = applied;
  const children = await findChildren(tx, [householdId]);
  if (children.length === 0)
    throw new AppError('not-found', 'household-not-found', 'There is no such household here');
  await ensureHousehold(tx, kommune, householdId);
  await lockHousehold(tx, householdId);
  const kindergartenYear =
    applied.kindergartenYear ?? yearApplied(appliedOn, (year) => hasPlaceIn(children, year));
  checkDates(appliedOn, kindergartenYear, today);

  const earlier = await findApplications(tx, householdId, kindergartenYear);
  const open = earlier.find(({ status }) => status !== 'decided');
  if (open) return open;
  const id = stableId('fee-application', householdId, String(kindergartenYear), String(earlier.length));
  const application = await insertApplication(tx, {
    kommune,
    id,
    householdId,
    kindergartenYear,
    appliedOn,
    changeKind: incomeChange?.kind ?? null,
    sealedStated:
      incomeChange?.yearlyNok == null
        ? null
        : deps.vault.seal(kommune, 'fee_application', id, String(incomeChange.yearlyNok)),
    status: incomeChange ? 'manual' : 'waiting',
    submittedAt: at,
  });
  await record(change, id, 'fee-application-submitted', {
    year: kindergartenYear,
    change: incomeChange?.kind ?? null,
  });
  if (incomeChange) await openCase(change, application, incomeChange.kind);
  else await plan(change, lookUpIncome, { applicationId: id });
  return application;
}

/** The household of a child, for those who know the child only. @throws AppError not-found */
export async function householdOfChild({ tx }: Pick<Change<Schema>, 'tx'>, childId: string): Promise<string> {
  const householdId = await findHouseholdOf(tx, childId);
  if (!householdId) throw childNotFound();
  return householdId;
}

export const childNotFound = (): AppError =>
  new AppError('not-found', 'child-not-found', 'There is no such child here');

/** The year of the month after the application; from May on the coming one, where a place is agreed. */
function yearApplied(appliedOn: IsoDate, hasPlaceInYear: (year: number) => boolean): number {
  const next = kindergartenYearOf(monthAfter(monthOfDate(appliedOn)));
  const coming = kindergartenYearOf(monthOfDate(appliedOn)) + 1;
  const month = monthOf(appliedOn);
  const isNear = month >= nextYearFromMonth && month <= 7;
  if ((isNear || !hasPlaceInYear(next)) && hasPlaceInYear(coming)) return coming;
  return next;
}

function checkDates(appliedOn: IsoDate, kindergartenYear: number, today: IsoDate): void {
  const faults = [];
  if (appliedOn > today) faults.push({ at: '/appliedOn', message: 'must not lie in the future' });
  const present = kindergartenYearOf(monthOfDate(today));
  if (kindergartenYear < present || kindergartenYear > present + 1) {
    faults.push({ at: '/kindergartenYear', message: 'must be the present or the coming kindergarten year' });
  } else if (kindergartenYearOf(monthOfDate(appliedOn)) < kindergartenYear - 1) {
    faults.push({ at: '/appliedOn', message: 'must lie in the year applied for, or the one before' });
  }
  if (faults.length > 0)
    throw new AppError('invalid', 'bad-application', 'The application can not be taken in', { faults });
}
