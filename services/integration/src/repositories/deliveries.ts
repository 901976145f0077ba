import type { Reader, Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DeliveryAttemptTable, Schema, WebhookDeliveryTable } from '../schema.generated.ts';

export type Delivery = Omit<Selectable<WebhookDeliveryTable>, 'cursor'> & { readonly cursor: number };
export type Attempt = Selectable<DeliveryAttemptTable>;

const typed = (row: Selectable<WebhookDeliveryTable>): Delivery => ({ ...row, cursor: Number(row.cursor) });

/**
 * Puts deliveries on their way: new ones, and those that have come to an end and are to be sent again. What is on its
 * way already is left alone, as its next attempt is planned.
 *
 * @returns those whose next attempt is to be planned.
 */
export async function startDeliveries(
  tx: Tx<Schema>,
  deliveries: readonly Insertable<WebhookDeliveryTable>[],
): Promise<readonly Delivery[]> {
  if (deliveries.length === 0) return [];
  const rows = await tx
    .insertInto('webhookDelivery')
    .values([...deliveries])
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'subscriptionId', 'cursor'])
        .doUpdateSet((row) => ({ status: 'pending', step: 0, nextAt: row.ref('excluded.nextAt') }))
        .where('webhookDelivery.status', '<>', 'pending'),
    )
    .returningAll()
    .execute();
  return rows.map(typed);
}

export async function findDelivery(db: Reader<Schema>, id: string): Promise<Delivery | null> {
  const row = await db.selectFrom('webhookDelivery').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? typed(row) : null;
}

/** Changes a delivery that is on its way, unless another attempt has been made since. */
export async function updatePending(
  tx: Tx<Schema>,
  id: string,
  attempts: number,
  change: Omit<Updateable<WebhookDeliveryTable>, 'kommune' | 'id'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('webhookDelivery')
    .set(change)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .where('attempts', '=', attempts)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Notes that an attempt begins; once more, when the process that began it was killed before it could say how it went. */
export async function beginAttempt(
  tx: Tx<Schema>,
  attempt: { kommune: KommuneNumber; deliveryId: string; attempt: number; startedAt: Date },
): Promise<void> {
  await tx
    .insertInto('deliveryAttempt')
    .values(attempt)
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'deliveryId', 'attempt']).doUpdateSet((row) => ({
        startedAt: row.ref('excluded.startedAt'),
        starts: row('deliveryAttempt.starts', '+', 1),
      })),
    )
    .execute();
}

export async function endAttempt(
  tx: Tx<Schema>,
  deliveryId: string,
  attempt: number,
  end: Pick<Updateable<DeliveryAttemptTable>, 'finishedAt' | 'outcome' | 'statusCode' | 'durationMs'>,
): Promise<void> {
  await tx
    .updateTable('deliveryAttempt')
    .set(end)
    .where('deliveryId', '=', deliveryId)
    .where('attempt', '=', attempt)
    .execute();
}

export interface DeliveryPage {
  readonly after: number;
  readonly limit: number;
  readonly status?: Delivery['status'] | undefined;
}

/** A subscription's deliveries in the order of the feed, each with the event it delivers. */
export async function findDeliveries(
  db: Reader<Schema>,
  subscriptionId: string,
  { after, limit, status }: DeliveryPage,
): Promise<readonly (Delivery & { readonly eventId: string; readonly type: string })[]> {
  let query = db
    .selectFrom('webhookDelivery')
    .innerJoin('eventRecord', (join) =>
      join
        .onRef('eventRecord.kommune', '=', 'webhookDelivery.kommune')
        .onRef('eventRecord.cursor', '=', 'webhookDelivery.cursor'),
    )
    .selectAll('webhookDelivery')
    .select(['eventRecord.id as eventId', 'eventRecord.type'])
    .where('subscriptionId', '=', subscriptionId)
    .where('webhookDelivery.cursor', '>', String(after))
    .orderBy('webhookDelivery.cursor')
    .limit(limit);
  if (status) query = query.where('status', '=', status);
  const rows = await query.execute();
  return rows.map((row) => ({ ...typed(row), eventId: row.eventId, type: row.type }));
}

export async function findAttempts(
  db: Reader<Schema>,
  deliveryIds: readonly string[],
): Promise<readonly Attempt[]> {
  if (deliveryIds.length === 0) return [];
  return db
    .selectFrom('deliveryAttempt')
    .selectAll()
    .where('deliveryId', 'in', [...deliveryIds])
    .orderBy('attempt')
    .execute();
}
