import { stableId } from '@opptak/db';
import { addMonths, dateInNorway, firstOfMonth } from '@opptak/domain';
import { type JobHandler, planJob, type Schedule } from '@opptak/jobs';
import { changeAsSystem, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { deleteTooOld, type TooOld } from '../repositories/retention.ts';
import type { Schema } from '../schema.generated.ts';
import { forgetOldJob } from './forget-old-job.ts';

const DAY_MS = 86_400_000;
const slice = 1_000;

/**
 * What has become too old at an instant: deliveries after 30 days; children the month after they turn six (forskrift om
 * kontantstøtteregister); lists to NAV after 13 months, so that the same month of last year can still be looked at.
 */
export function tooOldAt(at: Date): TooOld {
  const month = firstOfMonth(dateInNorway(at));
  return {
    deliveriesBefore: new Date(at.getTime() - 30 * DAY_MS),
    // Born in the month that is six years and one month back, or earlier: turned six before this month began.
    bornBefore: addMonths(month, -72),
    navListsBefore: addMonths(month, -13).slice(0, 7),
  };
}

/** Forgets what must not be kept, slice by slice. Safe to run twice. */
export function forgetOldHandler(deps: Deps): JobHandler<typeof forgetOldJob.payload> {
  return {
    definition: forgetOldJob,
    async run(_payload, { kommune }) {
      for (let more = true; more; ) {
        more = await changeAsSystem(deps, kommune, forgetOldJob.name, async (change) => {
          const gone = await deleteTooOld(change.tx, tooOldAt(change.at), slice);
          const counts = Object.values(gone);
          if (counts.some((count) => count > 0)) {
            await record(change, stableId('kommune', kommune), 'old-rows-forgotten', { ...gone });
          }
          return counts.some((count) => count === slice);
        });
      }
    },
  };
}

/** Every night. */
export const forgetOldSchedule = (deps: Deps): Schedule<Schema> => ({
  name: 'forget-old',
  cron: '45 3 * * *',
  async plan(tx) {
    const runAt = deps.clock.now();
    for (const { kommune } of deps.tenants.all) await planJob(tx, forgetOldJob, {}, { kommune, runAt });
  },
});
