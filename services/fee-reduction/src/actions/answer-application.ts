import { stableId } from '@opptak/db';
import type { Kroner, NationalId } from '@opptak/domain';
import {
  canonicalJson,
  kindergartenYearOf,
  monthAfter,
  monthOfDate,
  monthsOfKindergartenYear,
  type RuleStep,
} from '@opptak/rules';
import { type Change, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { type FeeApplication, moveApplication } from '../repositories/applications.ts';
import { findChildren, lockHousehold, markAnswered } from '../repositories/households.ts';
import { insertIncome } from '../repositories/incomes.ts';
import type { Schema } from '../schema.generated.ts';
import { decideHouseholds } from './decide-households.ts';

/** The income a decision rests on, as it was found. */
export interface FoundIncome {
  readonly yearlyNok: Kroner;
  readonly incomeYear: number;
  readonly stage: 'settled' | 'draft' | 'documented';
  readonly source: 'fiks' | 'skatteetaten' | 'caseworker';
  readonly remarks: readonly string[];
  /** Whose income counts, and why. */
  readonly steps: readonly RuleStep[];
  readonly people: readonly {
    readonly personId: string;
    /** Kept sealed with the amounts: a draft is asked for again when the settlement exists, of the same people. */
    readonly nationalId: NationalId;
    readonly amountNok: Kroner;
    readonly stage: string;
    readonly posts: readonly { readonly name: string; readonly amount: Kroner }[];
  }[];
}

/**
 * Answers an application, once: the income and the decision that rests on it are stored together or not at all.
 *
 * @param income null for the full price: a person has found that no reduction is due.
 * @returns false when it was answered before; then nothing is done.
 */
export async function answerApplication(
  deps: Pick<Deps, 'vault' | 'choices'>,
  change: Change<Schema>,
  application: FeeApplication,
  income: FoundIncome | null,
): Promise<boolean> {
  const { tx, kommune, at } = change;
  const { id, householdId, kindergartenYear, appliedOn } = application;
  await lockHousehold(tx, householdId);
  const moved = await moveApplication(tx, application, { status: 'decided', decidedAt: at });
  if (!moved) return false;
  if (income) {
    const { yearlyNok, people, steps, incomeYear, stage, source, remarks } = income;
    const basisId = stableId('income-basis', id);
    await insertIncome(tx, {
      kommune,
      id: basisId,
      applicationId: id,
      householdId,
      kindergartenYear,
      kind: application.changeKind ?? 'last-year',
      appliedOn,
      countsFrom: countsFrom(application),
      incomeYear,
      stage,
      source,
      remarks: JSON.stringify(remarks),
      sealedAmounts: deps.vault.seal(
        kommune,
        'income_basis',
        basisId,
        canonicalJson({ yearlyNok, people, steps }),
      ),
      fetchedAt: at,
    });
  }
  const made = change.actor.type === 'system' ? 'automatic' : 'manual';
  await record(change, id, 'fee-application-decided', {
    made,
    basis: income ? income.source : null,
    stage: income?.stage ?? null,
  });
  const children = await findChildren(tx, [householdId]);
  const household = await markAnswered(
    tx,
    householdId,
    children.map((child) => child.id),
  );
  await decideHouseholds(deps, change, [household], { applicationId: id, kindergartenYear, made });
  return true;
}

/** The month after the application; August for one that came in before its kindergarten year. */
function countsFrom({ appliedOn, kindergartenYear }: FeeApplication): string {
  const next = monthAfter(monthOfDate(appliedOn));
  return kindergartenYearOf(next) < kindergartenYear
    ? (monthsOfKindergartenYear(kindergartenYear)[0] ?? next)
    : next;
}
