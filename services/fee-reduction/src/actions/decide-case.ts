import type { DecideFeeCase } from '@opptak/contracts';
import { AppError, actorText, kroner } from '@opptak/domain';
import { type Change, plan, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { lookUpIncome } from '../jobs/look-up-income-job.ts';
import {
  closeCase,
  type FeeCase,
  getApplication,
  getCase,
  moveApplication,
} from '../repositories/applications.ts';
import type { Schema } from '../schema.generated.ts';
import { answerApplication } from './answer-application.ts';

/**
 * A named caseworker decides what no rule could: with an income from documents, with the full price, or by having the
 * registry asked once more – then with what the caseworker has found out of grown-ups of whom no register says whether they
 * belong to the household.
 *
 * @throws AppError forbidden `employee-required`
 * @throws AppError invalid when the income is missing, or given where it does not belong.
 * @throws AppError conflict `case-decided`
 */
export async function decideCase(
  deps: Pick<Deps, 'vault' | 'choices'>,
  change: Change<Schema>,
  caseId: string,
  { outcome, yearlyNok, othersBelong }: DecideFeeCase,
): Promise<FeeCase> {
  const { tx, actor, at } = change;
  if (actor.type !== 'kommune' || !actor.employee)
    throw new AppError('forbidden', 'employee-required', 'A case is decided by a named caseworker');
  if ((outcome === 'income') !== (yearlyNok !== undefined)) {
    throw new AppError('invalid', 'income-mismatch', 'The income belongs to the outcome "income"', {
      faults: [{ at: '/yearlyNok', message: 'must be given with the outcome "income", and only then' }],
    });
  }
  if (othersBelong !== undefined && outcome !== 'look-up-again') {
    throw new AppError('invalid', 'household-mismatch', 'Who belongs is asked for with "look-up-again"', {
      faults: [{ at: '/othersBelong', message: 'must be given with the outcome "look-up-again" only' }],
    });
  }
  await getCase(tx, caseId);
  const decided = await closeCase(tx, caseId, { decidedAt: at, decidedBy: actorText(actor), outcome });
  const application = await getApplication(tx, decided.applicationId);
  await record(change, application.id, 'fee-case-decided', { reason: decided.reason, outcome });
  if (outcome === 'look-up-again') {
    await moveApplication(tx, application, {
      status: 'waiting',
      tries: 0,
      ...(othersBelong === undefined ? {} : { othersBelong }),
    });
    await plan(change, lookUpIncome, { applicationId: application.id });
    return decided;
  }
  const income =
    yearlyNok === undefined
      ? null
      : {
          yearlyNok: kroner(yearlyNok),
          incomeYear: application.kindergartenYear - 1,
          stage: 'documented' as const,
          source: 'caseworker' as const,
          remarks: [],
          steps: [],
          people: [],
        };
  await answerApplication(deps, change, application, income);
  return decided;
}
