import { markMessages, type PlatformTables, platformTx, type Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { sql } from 'kysely';
import type { Static, TSchema } from 'typebox';
import type { JobDefinition } from './job-definition.ts';
import { checked } from './schema-check.ts';

export interface JobPlan {
  readonly kommune: KommuneNumber;
  /** Not before this instant, by the service's clock. */
  readonly runAt: Date;
}

/**
 * Plans a job of this service inside the caller's transaction: it runs if, and only if, the transaction commits.
 *
 * @throws Error when the payload is not what the definition says.
 */
export async function planJob<S extends PlatformTables, P extends TSchema>(
  tx: Tx<S>,
  definition: JobDefinition<P>,
  payload: Static<P>,
  plan: JobPlan,
): Promise<void> {
  await planJobs(tx, definition, [{ payload, ...plan }]);
}

/** Plans many jobs of one kind in one statement: a campaign plans by the thousand. */
export async function planJobs<S extends PlatformTables, P extends TSchema>(
  tx: Tx<S>,
  definition: JobDefinition<P>,
  jobs: readonly (JobPlan & { readonly payload: Static<P> })[],
): Promise<void> {
  if (jobs.length === 0) return;
  const what = `Job ${definition.name}`;
  const payloads = jobs.map((job) => JSON.stringify(checked(definition.payload, job.payload, what)));
  // The consumer is the service itself, which is known by its schema: "fee_reduction" is "fee-reduction".
  await sql`
    insert into outbox (kind, consumer, type, kommune, payload, occurred_at, run_at)
    select 'job', replace(current_schema(), '_', '-'), ${definition.name}, kommune, payload, run_at, run_at
    from unnest(${jobs.map((job) => job.kommune)}::text[], ${payloads}::jsonb[],
                ${jobs.map((job) => job.runAt)}::timestamptz[]) as job (kommune, payload, run_at)
  `.execute(platformTx(tx));
  markMessages(tx);
}
