import { stableId } from '@opptak/db';
import { type Change, plan, record } from '@opptak/service';
import { syncPopulation } from '../jobs/job-definitions.ts';
import type { Schema } from '../schema.generated.ts';

/** Plans a reading of Folkeregisteret now, beside the one of every night. */
export async function startSync(change: Change<Schema>, mode: 'initial' | 'feed'): Promise<void> {
  await record(change, stableId('kommune', change.kommune), 'sync-asked-for', { mode });
  await plan(change, syncPopulation, { mode });
}
