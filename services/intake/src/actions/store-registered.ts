import { stableId } from '@opptak/db';
import { type Change, record } from '@opptak/service';
import { deactivate, type Registered, upsertRegistered } from '../repositories/kindergartens.ts';
import type { Schema } from '../schema.generated.ts';
import { announceKindergarten } from './set-offer.ts';

/** Stores what the register says of the kommune's kindergartens, and tells of those that are new, changed or gone. */
export async function storeRegistered(
  change: Change<Schema>,
  registered: readonly Registered[],
  known: ReadonlySet<string>,
): Promise<void> {
  const listed = new Set(registered.map(({ id }) => id));
  const gone = [...known].filter((id) => !listed.has(id));
  const changed = [
    ...(await Promise.all(
      registered.map((kindergarten) => upsertRegistered(change.tx, change.kommune, kindergarten)),
    )),
    ...(await Promise.all(gone.map((id) => deactivate(change.tx, id)))),
  ].filter((kindergarten) => kindergarten !== null);
  for (const kindergarten of changed) await announceKindergarten(change, kindergarten);
  if (changed.length > 0)
    await record(change, stableId('kommune', change.kommune), 'kindergartens-imported', {
      changed: changed.length,
    });
}
