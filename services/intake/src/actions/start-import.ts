import { stableId } from '@opptak/db';
import { type Change, plan, record } from '@opptak/service';
import { importKindergartens } from '../jobs/import-kindergartens-job.ts';
import type { Schema } from '../schema.generated.ts';

/** Plans that the kommune's kindergartens are fetched from the national register. */
export async function startImport(change: Change<Schema>): Promise<void> {
  await record(change, stableId('kommune', change.kommune), 'kindergarten-import-planned');
  await plan(change, importKindergartens, {});
}
