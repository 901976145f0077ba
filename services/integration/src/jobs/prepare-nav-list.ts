import { AppError } from '@opptak/domain';
import { type JobHandler, PermanentFailure, planJob, type Schedule } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import { prepareNavList } from '../actions/prepare-nav-list.ts';
import type { Deps } from '../deps.ts';
import type { Schema } from '../schema.generated.ts';
import { prepareNavListJob } from './prepare-nav-list-job.ts';

/** Prepares the month's list for NAV. Safe to run twice. */
export function prepareNavListHandler(deps: Deps): JobHandler<typeof prepareNavListJob.payload> {
  return {
    definition: prepareNavListJob,
    async run({ month }, { kommune }) {
      try {
        await changeAsSystem(deps, kommune, prepareNavListJob.name, (change) =>
          prepareNavList(deps, change, month),
        );
      } catch (error) {
        // The month is over: NAV takes it no longer, and the next list tells what happened.
        if (error instanceof AppError && error.code === 'not-this-month') {
          throw new PermanentFailure('The month is over', { cause: error });
        }
        throw error;
      }
    },
  };
}

/** On the first of each month; NAV wants the list by the tenth. */
export const navListSchedule = (deps: Deps): Schedule<Schema> => ({
  name: 'prepare-nav-list',
  cron: '15 5 1 * *',
  async plan(tx, localDate) {
    const runAt = deps.clock.now();
    for (const { kommune } of deps.tenants.all) {
      await planJob(tx, prepareNavListJob, { month: localDate.slice(0, 7) }, { kommune, runAt });
    }
  },
});
