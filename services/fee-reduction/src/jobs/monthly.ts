import { inKommune } from '@opptak/db';
import { type JobHandler, planJob, type Schedule } from '@opptak/jobs';
import { calendarMonth, firstDayOf, monthOfDate } from '@opptak/rules';
import { changeAsSystem } from '@opptak/service';
import { decideAgain } from '../actions/decide-again.ts';
import { issueInvoiceBasis } from '../actions/issue-invoice-basis.ts';
import type { Deps } from '../deps.ts';
import { findHouseholdsWithPlaces } from '../repositories/households.ts';
import type { Schema } from '../schema.generated.ts';
import { issueInvoices, recheckFees } from './monthly-job.ts';
import { findDrafts } from './settle-drafts-job.ts';

/** Issues the basis of a month. Safe to run twice: the second time finds it issued. */
export function issueInvoicesHandler(deps: Deps): JobHandler<typeof issueInvoices.payload> {
  return {
    definition: issueInvoices,
    run: ({ month }, { kommune }) =>
      changeAsSystem(deps, kommune, issueInvoices.name, async (change) => {
        await issueInvoiceBasis(change, calendarMonth(month));
      }),
  };
}

/**
 * Makes every household with a place wait to be decided again, by today's law and prices. In June and July that takes in
 * the coming kindergarten year: the ordinary price, until the family applies anew for it.
 */
export function recheckFeesHandler(deps: Deps): JobHandler<typeof recheckFees.payload> {
  return {
    definition: recheckFees,
    run: (_payload, { kommune }) =>
      inKommune(deps.db, kommune, async (tx) => {
        const from = firstDayOf(monthOfDate(deps.clock.today()));
        await decideAgain(tx, kommune, await findHouseholdsWithPlaces(tx, from), deps.clock.now());
      }),
  };
}

/**
 * On the 20th fees are checked against law and prices, so that a rise can be told in time; on the 1st the month is
 * invoiced, after the night's changes are in. Settlements come from spring to December, week by week: drafts are asked for
 * again every Monday.
 */
export function monthlySchedules(deps: Deps): readonly Schedule<Schema>[] {
  return [
    {
      name: 'recheck-fees',
      cron: '15 3 20 * *',
      async plan(tx) {
        const runAt = deps.clock.now();
        for (const { kommune } of deps.tenants.all) await planJob(tx, recheckFees, {}, { kommune, runAt });
      },
    },
    {
      name: 'find-draft-incomes',
      cron: '45 3 * * 1',
      async plan(tx) {
        const runAt = deps.clock.now();
        for (const { kommune } of deps.tenants.all) await planJob(tx, findDrafts, {}, { kommune, runAt });
      },
    },
    {
      name: 'issue-invoice-basis',
      cron: '0 6 1 * *',
      async plan(tx, localDate) {
        const [runAt, month] = [deps.clock.now(), monthOfDate(localDate)];
        for (const { kommune } of deps.tenants.all) {
          await planJob(tx, issueInvoices, { month }, { kommune, runAt });
        }
      },
    },
  ];
}
