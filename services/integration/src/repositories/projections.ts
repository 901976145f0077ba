import { keepAllNewest, type Tx } from '@opptak/db';
import type { Insertable } from 'kysely';
import type {
  ChildTable,
  FeeVedtakTable,
  InvoiceBasisTable,
  KindergartenTable,
  PlacementTable,
  Schema,
} from '../schema.generated.ts';

/*
 * What integration knows from others. Each row keeps the newest version it has heard of: an event that arrives late
 * changes nothing.
 */

export async function upsertKindergartens(
  tx: Tx<Schema>,
  rows: readonly Insertable<KindergartenTable>[],
): Promise<void> {
  await keepAllNewest(tx, 'kindergarten', rows);
}

export async function upsertChildren(tx: Tx<Schema>, rows: readonly Insertable<ChildTable>[]): Promise<void> {
  await keepAllNewest(tx, 'child', rows);
}

/** Notes that a child has left, also when that is the first we hear of it: a late registration changes nothing then. */
export async function markChildLeft(
  tx: Tx<Schema>,
  row: Pick<Insertable<ChildTable>, 'kommune' | 'id' | 'leftOn' | 'version'>,
): Promise<void> {
  const { leftOn, version } = row;
  await tx
    .insertInto('child')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'id'])
        .doUpdateSet({ leftOn, version })
        .where('child.version', '<', version),
    )
    .execute();
}

export async function upsertPlacements(
  tx: Tx<Schema>,
  rows: readonly Insertable<PlacementTable>[],
): Promise<void> {
  await keepAllNewest(tx, 'placement', rows);
}

export async function upsertFees(tx: Tx<Schema>, rows: readonly Insertable<FeeVedtakTable>[]): Promise<void> {
  await keepAllNewest(tx, 'feeVedtak', rows);
}

export async function upsertInvoiceBases(
  tx: Tx<Schema>,
  rows: readonly Insertable<InvoiceBasisTable>[],
): Promise<void> {
  await keepAllNewest(tx, 'invoiceBasis', rows);
}
