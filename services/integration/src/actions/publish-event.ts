import type { PartnerEvent, PartnerEventType } from '@opptak/contracts';
import { stableId, type Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { planJobs } from '@opptak/jobs';
import { deliverWebhook } from '../jobs/deliver-webhook-job.ts';
import { startDeliveries } from '../repositories/deliveries.ts';
import { appendEvents, type EventRecord } from '../repositories/events.ts';
import { findListening } from '../repositories/subscriptions.ts';
import type { Schema } from '../schema.generated.ts';

export interface Publication {
  readonly id: string;
  readonly subject: string;
  readonly version: number;
  readonly occurredAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Adds events of one kind to the feed and puts them on their way to everybody who listens. Do it last: it locks the feed. */
export async function publishEvents(
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  type: PartnerEventType,
  publications: readonly Publication[],
  at: Date,
): Promise<void> {
  const listening = await findListening(tx, type);
  const records = await appendEvents(
    tx,
    kommune,
    publications.map((publication) => ({ ...publication, type, data: JSON.stringify(publication.data) })),
  );
  await sendTo(
    tx,
    kommune,
    listening.map(({ id }) => id),
    records,
    at,
  );
}

/** Plans a delivery of each event to each subscription, and the first attempt of each. Safe to run twice. */
export async function sendTo(
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  subscriptionIds: readonly string[],
  events: readonly EventRecord[],
  at: Date,
): Promise<void> {
  const started = await startDeliveries(
    tx,
    subscriptionIds.flatMap((subscriptionId) =>
      events.map((event) => ({
        kommune,
        id: stableId('delivery', subscriptionId, event.id),
        subscriptionId,
        cursor: event.cursor,
        status: 'pending' as const,
        nextAt: at,
        createdAt: at,
      })),
    ),
  );
  await planJobs(
    tx,
    deliverWebhook,
    started.map(({ id, subscriptionId, attempts }) => ({
      payload: { deliveryId: id, subscriptionId, attempt: attempts + 1 },
      kommune,
      runAt: at,
    })),
  );
}

/** An event as partners see it: the same object, to the letter, in the feed and in each delivery. */
export function partnerEvent(record: EventRecord): PartnerEvent {
  return {
    id: record.id,
    cursor: record.cursor,
    type: record.type as PartnerEventType,
    timestamp: record.occurredAt.toISOString(),
    kommune: record.kommune,
    subject: record.subject,
    version: record.version,
    data: Object(record.data),
  };
}
