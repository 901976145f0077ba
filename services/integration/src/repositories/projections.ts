import { keepNewest, type Tx } from '@opptak/db';
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

export async function upsertKindergarten(tx: Tx<Schema>, row: Insertable<KindergartenTable>): Promise<void> {
  await keepNewest(tx, 'kindergarten', row);
}

export async function upsertChild(tx: Tx<Schema>, row: Insertable<ChildTable>): Promise<void> {
  await keepNewest(tx, 'child', row);
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

export async function upsertPlacement(tx: Tx<Schema>, row: Insertable<PlacementTable>): Promise<void> {
  await keepNewest(tx, 'placement', row);
}

export async function upsertFee(tx: Tx<Schema>, row: Insertable<FeeVedtakTable>): Promise<void> {
  await keepNewest(tx, 'feeVedtak', row);
}

export async function upsertInvoiceBasis(tx: Tx<Schema>, row: Insertable<InvoiceBasisTable>): Promise<void> {
  await keepNewest(tx, 'invoiceBasis', row);
}
