import type { Tx } from '@opptak/db';
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
  const { kommune: _kommune, id: _id, ...facts } = row;
  await tx
    .insertInto('kindergarten')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'id']).doUpdateSet(facts).where('kindergarten.version', '<', row.version),
    )
    .execute();
}

export async function upsertChild(tx: Tx<Schema>, row: Insertable<ChildTable>): Promise<void> {
  const { kommune: _kommune, id: _id, ...facts } = row;
  await tx
    .insertInto('child')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'id']).doUpdateSet(facts).where('child.version', '<', row.version),
    )
    .execute();
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
  const { kommune: _kommune, id: _id, ...facts } = row;
  await tx
    .insertInto('placement')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'id']).doUpdateSet(facts).where('placement.version', '<', row.version),
    )
    .execute();
}

export async function upsertFee(tx: Tx<Schema>, row: Insertable<FeeVedtakTable>): Promise<void> {
  const { kommune: _kommune, id: _id, ...facts } = row;
  await tx
    .insertInto('feeVedtak')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'id']).doUpdateSet(facts).where('feeVedtak.version', '<', row.version),
    )
    .execute();
}

export async function upsertInvoiceBasis(tx: Tx<Schema>, row: Insertable<InvoiceBasisTable>): Promise<void> {
  const { kommune: _kommune, id: _id, ...facts } = row;
  await tx
    .insertInto('invoiceBasis')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'id']).doUpdateSet(facts).where('invoiceBasis.version', '<', row.version),
    )
    .execute();
}
