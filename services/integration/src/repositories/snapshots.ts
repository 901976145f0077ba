import type { Reader } from '@opptak/db';
import type { Selectable } from 'kysely';
import type { FeeVedtakTable, PlacementTable, Schema } from '../schema.generated.ts';

export type Placement = Selectable<PlacementTable>;
export type Fee = Selectable<FeeVedtakTable>;

/** A page of all places, ended and cancelled ones too, in order of id. */
export async function findPlacements(
  db: Reader<Schema>,
  after: string | undefined,
  limit: number,
): Promise<readonly Placement[]> {
  let query = db.selectFrom('placement').selectAll().orderBy('id').limit(limit);
  if (after) query = query.where('id', '>', after);
  return query.execute();
}

export async function findFees(
  db: Reader<Schema>,
  after: string | undefined,
  limit: number,
): Promise<readonly Fee[]> {
  let query = db.selectFrom('feeVedtak').selectAll().orderBy('id').limit(limit);
  if (after) query = query.where('id', '>', after);
  return query.execute();
}
