import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Schema, WebhookSubscriptionTable } from '../schema.generated.ts';

export type Subscription = Selectable<WebhookSubscriptionTable>;

export async function insertSubscription(
  tx: Tx<Schema>,
  subscription: Insertable<WebhookSubscriptionTable>,
): Promise<Subscription> {
  return tx.insertInto('webhookSubscription').values(subscription).returningAll().executeTakeFirstOrThrow();
}

export async function findSubscriptions(db: Reader<Schema>): Promise<readonly Subscription[]> {
  return db.selectFrom('webhookSubscription').selectAll().orderBy('createdAt').orderBy('id').execute();
}

/** Those that are to be told of this kind of event. */
export async function findListening(db: Reader<Schema>, type: string): Promise<readonly Subscription[]> {
  return db
    .selectFrom('webhookSubscription')
    .selectAll()
    .where('status', '=', 'active')
    .where((row) => row(row.val(type), '=', row.fn.any('eventTypes')))
    .execute();
}

/** @throws AppError not-found */
export async function getSubscription(db: Reader<Schema>, id: string): Promise<Subscription> {
  const found = await db
    .selectFrom('webhookSubscription')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw notFound();
  return found;
}

/** The same, locked until the transaction ends: what is decided from it still holds when it is written. */
export async function lockSubscription(tx: Tx<Schema>, id: string): Promise<Subscription> {
  const found = await tx
    .selectFrom('webhookSubscription')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!found) throw notFound();
  return found;
}

export async function updateSubscription(
  tx: Tx<Schema>,
  id: string,
  change: Omit<Updateable<WebhookSubscriptionTable>, 'kommune' | 'id'>,
): Promise<void> {
  await tx.updateTable('webhookSubscription').set(change).where('id', '=', id).execute();
}

/** Notes a success. Writes only after a failure: successes at the same time do not wait for each other. */
export async function markHealthy(tx: Tx<Schema>, id: string): Promise<void> {
  await tx
    .updateTable('webhookSubscription')
    .set({ failingSince: null, failures: 0, pausedUntil: null })
    .where('id', '=', id)
    .where('failingSince', 'is not', null)
    .execute();
}

/** Removes a subscription with its deliveries. @throws AppError not-found */
export async function deleteSubscription(tx: Tx<Schema>, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('webhookSubscription')
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw notFound();
}

const notFound = (): AppError =>
  new AppError('not-found', 'subscription-not-found', 'There is no such subscription');
