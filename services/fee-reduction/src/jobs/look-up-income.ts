import { inKommune } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { crashpoint, type JobHandler } from '@opptak/jobs';
import { type Change, changeAsSystem, plan, record } from '@opptak/service';
import { answerApplication } from '../actions/answer-application.ts';
import { logLookedUp } from '../actions/log-looked-up.ts';
import { openCase } from '../actions/open-case.ts';
import type { Deps } from '../deps.ts';
import { householdOfApplication } from '../household/household-of-application.ts';
import { askIncome, type Outcome, outcomeOfFailure } from '../income/ask-income.ts';
import { type FeeApplication, getApplication, moveApplication } from '../repositories/applications.ts';
import { type ChildOfHousehold, findChildren } from '../repositories/households.ts';
import type { Schema } from '../schema.generated.ts';
import { lookUpIncome } from './look-up-income-job.ts';

/** After a day of trying about every ten minutes at first and every two hours in the end, a person looks. */
const mostTries = 24;
const firstPauseMs = 60_000;
const longestPauseMs = 2 * 3_600_000;

/**
 * Asks Folkeregisteret who the household is and the tax registry for its income, and answers the application. The questions
 * are asked outside any transaction; what came back is stored with the decision in one. Killed in between, it asks again:
 * there is one decision. Only an income that was found is calculated with: everything else goes to a person, and is never
 * zero.
 */
export function lookUpIncomeHandler(deps: Deps): JobHandler<typeof lookUpIncome.payload> {
  return {
    definition: lookUpIncome,
    async run({ applicationId }, { kommune }) {
      const { application, children } = await inKommune(deps.db, kommune, async (tx) => {
        const application = await getApplication(tx, applicationId);
        return { application, children: await findChildren(tx, [application.householdId]) };
      });
      if (application.status !== 'waiting') return;
      const { outcome, looked } = await ask(deps, kommune, application, children);
      crashpoint('fee:after-look-up');
      await changeAsSystem(deps, kommune, lookUpIncome.name, async (change) => {
        await logLookedUp(change, applicationId, looked);
        await settle(deps, change, application, outcome);
      });
    },
  };
}

async function settle(
  deps: Deps,
  change: Change<Schema>,
  application: FeeApplication,
  outcome: Outcome,
): Promise<void> {
  if (outcome.type === 'income') {
    await answerApplication(deps, change, application, outcome.income);
    return;
  }
  const tries = application.tries + 1;
  if (outcome.type === 'ask-again' && tries < mostTries) {
    if (!(await moveApplication(change.tx, application, { tries }))) return;
    await record(change, application.id, 'income-asked-again', { tries });
    await plan(
      change,
      lookUpIncome,
      { applicationId: application.id },
      new Date(change.at.getTime() + outcome.afterMs),
    );
    return;
  }
  const moved = await moveApplication(change.tx, application, { status: 'manual', tries });
  if (!moved) return;
  const reason = outcome.type === 'ask-again' ? 'registry-unavailable' : outcome.reason;
  await openCase(change, moved, reason);
}

async function ask(
  deps: Deps,
  kommune: KommuneNumber,
  application: FeeApplication,
  children: readonly ChildOfHousehold[],
): Promise<{ readonly outcome: Outcome; readonly looked: readonly string[] }> {
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** application.tries);
  let looked: readonly string[] = [];
  try {
    const living = children.filter(({ leftOn }) => leftOn === null);
    const household = await householdOfApplication(deps, kommune, application, living);
    looked = household.looked;
    const { members, adults, reason } = household;
    if (reason) return { outcome: { type: 'person-decides', reason }, looked };
    // The tax year before the kindergarten year (2025 for August 2026 to July 2027).
    const incomeYear = application.kindergartenYear - 1;
    return { outcome: await askIncome(deps, kommune, { members, adults, incomeYear, pauseMs }), looked };
  } catch (error) {
    return { outcome: outcomeOfFailure(deps, error, lookUpIncome.name, pauseMs), looked };
  }
}
