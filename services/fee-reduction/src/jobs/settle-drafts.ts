import { inKommune } from '@opptak/db';
import { type JobHandler, planJobs } from '@opptak/jobs';
import { kindergartenYearOf, monthOfDate } from '@opptak/rules';
import { changeAsSystem, record } from '@opptak/service';
import { type DraftIncome, draftOf } from '../actions/draft-income.ts';
import { logLookedUp } from '../actions/log-looked-up.ts';
import { storeSettlement } from '../actions/store-settlement.ts';
import type { Deps } from '../deps.ts';
import { askIncome, type Outcome, outcomeOfFailure } from '../income/ask-income.ts';
import { findDraftApplications } from '../repositories/incomes.ts';
import { findDrafts, settleDraft } from './settle-drafts-job.ts';

/** Plans a look-up for every fee that rests on a draft, in kindergarten years that are not over. */
export function findDraftsHandler(deps: Deps): JobHandler<typeof findDrafts.payload> {
  return {
    definition: findDrafts,
    run: (_payload, { kommune }) =>
      inKommune(deps.db, kommune, async (tx) => {
        const runAt = deps.clock.now();
        const year = kindergartenYearOf(monthOfDate(deps.clock.today()));
        await planJobs(
          tx,
          settleDraft,
          (await findDraftApplications(tx, year)).map((applicationId) => ({
            payload: { applicationId },
            kommune,
            runAt,
          })),
        );
      }),
  };
}

/**
 * Asks once more for an income that was a draft (utkast). When the tax settlement (skatteoppgjør) is there, it is stored beside
 * the draft and the fee is decided again: lower at once, higher only with notice and never backwards. Anything else leaves the
 * draft standing until the next time; what the registry answered is noted.
 */
export function settleDraftHandler(deps: Deps): JobHandler<typeof settleDraft.payload> {
  return {
    definition: settleDraft,
    async run({ applicationId }, { kommune }) {
      const draft = await inKommune(deps.db, kommune, (tx) => draftOf(deps, tx, applicationId));
      if (!draft) return;
      const outcome = await ask(deps, draft);
      await changeAsSystem(deps, kommune, settleDraft.name, async (change) => {
        const people = draft.members.map(({ personId }) => personId);
        await logLookedUp(change, applicationId, people);
        if (outcome.type === 'income' && outcome.income.stage === 'settled') {
          await storeSettlement(deps, change, draft, outcome.income);
          return;
        }
        if (outcome.type === 'person-decides') {
          await record(change, applicationId, 'settlement-not-found', { reason: outcome.reason });
        }
      });
    },
  };
}

async function ask(deps: Deps, { kommune, members, adults, incomeYear }: DraftIncome): Promise<Outcome> {
  try {
    return await askIncome(deps, kommune, { members, adults, incomeYear, pauseMs: 0 });
  } catch (error) {
    return outcomeOfFailure(deps, error, settleDraft.name, 0);
  }
}
