import { stableId } from '@opptak/db';
import { canonicalJson } from '@opptak/rules';
import { type Change, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { lockHousehold } from '../repositories/households.ts';
import { findIncomesOfApplication, insertIncome } from '../repositories/incomes.ts';
import type { Schema } from '../schema.generated.ts';
import type { FoundIncome } from './answer-application.ts';
import { decideHouseholds } from './decide-households.ts';
import type { DraftIncome } from './draft-income.ts';

/**
 * Puts the settled income beside the draft it replaces and decides the household again, both or neither. It counts from the
 * month the draft counted from: what is lower is lower from there, what is higher only after notice.
 *
 * Legal source: forskrift 2005-12-16-1478 § 3 b (last year's tax return); forvaltningsloven § 35.
 *
 * @returns false when a settlement was stored before; then nothing is done.
 */
export async function storeSettlement(
  deps: Pick<Deps, 'vault' | 'choices'>,
  change: Change<Schema>,
  { stored }: DraftIncome,
  income: FoundIncome,
): Promise<boolean> {
  const { tx, kommune, at } = change;
  const { applicationId, householdId } = stored;
  const household = await lockHousehold(tx, householdId);
  const incomes = await findIncomesOfApplication(tx, applicationId);
  if (incomes.some(({ stage }) => stage === 'settled')) return false;
  const id = stableId('income-basis', applicationId, 'settled');
  const { yearlyNok, people, steps, incomeYear, source, remarks } = income;
  await insertIncome(tx, {
    kommune,
    id,
    applicationId,
    householdId,
    kindergartenYear: stored.kindergartenYear,
    kind: stored.kind,
    appliedOn: stored.appliedOn,
    countsFrom: stored.countsFrom,
    incomeYear,
    stage: 'settled',
    source,
    remarks: JSON.stringify(remarks),
    sealedAmounts: deps.vault.seal(kommune, 'income_basis', id, canonicalJson({ yearlyNok, people, steps })),
    fetchedAt: at,
  });
  await record(change, applicationId, 'income-settled', { basis: source });
  await decideHouseholds(deps, change, [household], null);
  return true;
}
