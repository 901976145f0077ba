import type { Db, PlatformTables } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import type { GaugeSource } from '@opptak/http';
import { type JobDefinition, type JobHandler, planJob, type Schedule } from '@opptak/jobs';
import type { Logger } from 'pino';
import { Type } from 'typebox';
import type { Tenants } from '../tenants.ts';
import { forgetPlatformRows } from './forget-platform-rows.ts';

const Nothing = Type.Object({}, { additionalProperties: false });

/** Our own database only. */
const forgetPlatformRowsJob: JobDefinition<typeof Nothing> = {
  name: 'forget-platform-rows',
  payload: Nothing,
  attempts: 8,
  backoffMs: 1_000,
};

export interface PlatformRetention {
  readonly handler: JobHandler<typeof Nothing>;
  readonly schedule: Schedule<PlatformTables>;
  /** 1 while the last look at the clocks forbade to delete. */
  readonly gauge: GaugeSource;
}

/** Forgets each night what every service keeps for a time only: messages, arrivals, answers, the access log. */
export function platformRetention(deps: {
  readonly db: Db<PlatformTables>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'error'>;
  readonly tenants: Pick<Tenants, 'all'>;
}): PlatformRetention {
  let isRefused = false;
  return {
    handler: {
      definition: forgetPlatformRowsJob,
      async run(_payload, { kommune }) {
        const outcome = await forgetPlatformRows(deps, kommune);
        isRefused = outcome.type === 'refused';
        if (outcome.type === 'refused') {
          deps.log.error(
            { kommune, ms: outcome.differenceMs },
            'alarm: the clocks of this node and of PostgreSQL differ; nothing old was deleted',
          );
          return;
        }
        const count = Object.values(outcome.counts).reduce((sum, one) => sum + one, 0);
        deps.log.info({ kommune, count }, 'old rows deleted');
      },
    },
    schedule: {
      name: forgetPlatformRowsJob.name,
      cron: '15 4 * * *',
      async plan(tx) {
        const runAt = deps.clock.now();
        for (const { kommune } of deps.tenants.all) {
          await planJob(tx, forgetPlatformRowsJob, {}, { kommune, runAt });
        }
      },
    },
    gauge: {
      name: 'opptak_retention_refused',
      help: '1: nothing is deleted by time, since the clocks of this node and of PostgreSQL differ',
      labels: [],
      read: () => [{ labels: {}, value: isRefused ? 1 : 0 }],
    },
  };
}
