import { type JobHandler, planJob, type Schedule } from '@opptak/jobs';
import { kindergartenYearOf, monthOfDate } from '@opptak/rules';
import { changeAsSystem } from '@opptak/service';
import { tellNextRenewals } from '../actions/tell-renewals.ts';
import type { Deps } from '../deps.ts';
import type { Schema } from '../schema.generated.ts';
import { remindOfRenewals } from './renewals-job.ts';

/** Tells families that their reduction ends, some hundred at a time. Safe to run twice: each is told once a round. */
export function remindOfRenewalsHandler(deps: Deps): JobHandler<typeof remindOfRenewals.payload> {
  return {
    definition: remindOfRenewals,
    async run({ round }, { kommune }) {
      const year = kindergartenYearOf(monthOfDate(deps.clock.today())) + 1;
      for (let more = true; more; ) {
        more = await changeAsSystem(deps, kommune, remindOfRenewals.name, (change) =>
          tellNextRenewals(change, { year, round, answerBy: deps.choices(kommune).renewalAnswerBy(year) }),
        );
      }
    },
  };
}

/**
 * On 2 May, as soon as the coming kindergarten year may be applied for, families with a reduction are told to apply anew; on
 * 1 July those who have not are reminded.
 *
 * Legal source: forskrift 2005-12-16-1478 §§ 3 b, 3 c (last year's income: each year anew); forvaltningsloven § 11.
 */
export function renewalSchedules(deps: Deps): readonly Schedule<Schema>[] {
  const planAll: (round: 'first' | 'reminder') => Schedule<Schema>['plan'] = (round) => async (tx) => {
    const runAt = deps.clock.now();
    for (const { kommune } of deps.tenants.all)
      await planJob(tx, remindOfRenewals, { round }, { kommune, runAt });
  };
  return [
    { name: 'renew-fees', cron: '0 7 2 5 *', plan: planAll('first') },
    { name: 'renew-fees-reminder', cron: '0 7 1 7 *', plan: planAll('reminder') },
  ];
}
