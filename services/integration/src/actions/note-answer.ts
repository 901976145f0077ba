import { stableId } from '@opptak/db';
import { type Change, plan, record } from '@opptak/service';
import { deliverWebhook } from '../jobs/deliver-webhook-job.ts';
import { endAttempt, findDelivery, updatePending } from '../repositories/deliveries.ts';
import {
  lockSubscription,
  markHealthy,
  type Subscription,
  updateSubscription,
} from '../repositories/subscriptions.ts';
import type { Schema } from '../schema.generated.ts';
import { disableAfterMs, endpointPauseMs, pauseMs } from '../webhooks/pauses.ts';
import type { Answer } from '../webhooks/post-webhook.ts';
import { publishEvents } from './publish-event.ts';

export interface MadeAttempt {
  readonly deliveryId: string;
  readonly subscriptionId: string;
  readonly attempt: number;
}

/** Notes how an attempt went, and plans the next one, or disables the subscription. Safe to run twice. */
export async function noteAnswer(
  change: Change<Schema>,
  made: MadeAttempt,
  answer: Answer,
  durationMs: number,
): Promise<void> {
  const { tx, at } = change;
  const { deliveryId, subscriptionId, attempt } = made;
  const delivered = answer.outcome === 'delivered';
  const counted = await updatePending(tx, deliveryId, attempt - 1, {
    attempts: attempt,
    ...(delivered ? { status: 'delivered' as const, deliveredAt: at, nextAt: null } : {}),
  });
  if (!counted) return;
  await endAttempt(tx, deliveryId, attempt, {
    finishedAt: at,
    outcome: answer.outcome,
    statusCode: answer.statusCode,
    durationMs,
  });
  if (delivered) return markHealthy(tx, subscriptionId);
  const paused = await noteFailure(change, await lockSubscription(tx, subscriptionId), answer);
  await planNext(change, made, paused);
}

/** @returns when the endpoint may be tried again. */
async function noteFailure(
  change: Change<Schema>,
  subscription: Subscription,
  answer: Answer,
): Promise<Date> {
  const { tx, at } = change;
  const failures = subscription.failures + 1;
  const failingSince = subscription.failingSince ?? at;
  const pausedUntil = new Date(at.getTime() + endpointPauseMs(answer, failures));
  await updateSubscription(tx, subscription.id, { failures, failingSince, pausedUntil });
  if (answer.statusCode === 410) await disable(change, subscription, 'gone');
  else if (at.getTime() - failingSince.getTime() >= disableAfterMs) {
    await disable(change, subscription, 'failing');
  }
  return pausedUntil;
}

/** Ends a subscription until the partner starts it again. The partner hears of it through the feed, and its others. */
async function disable(
  change: Change<Schema>,
  { id, status, version }: Subscription,
  reason: 'gone' | 'failing',
): Promise<void> {
  if (status === 'disabled') return;
  const { tx, kommune, at } = change;
  await updateSubscription(tx, id, {
    status: 'disabled',
    disabledReason: reason,
    disabledAt: at,
    version: version + 1,
  });
  await record(change, id, 'webhook-subscription-disabled', { reason });
  const told = {
    id: stableId('subscription-disabled', id, String(version + 1)),
    subject: id,
    version: version + 1,
    occurredAt: at,
    data: { subscriptionId: id, reason },
  };
  await publishEvents(tx, kommune, 'webhook-subscription.disabled', [told], at);
}

async function planNext(change: Change<Schema>, made: MadeAttempt, paused: Date): Promise<void> {
  const { tx, at } = change;
  const { deliveryId, subscriptionId, attempt } = made;
  const step = ((await findDelivery(tx, deliveryId))?.step ?? 0) + 1;
  const pause = pauseMs(deliveryId, step);
  if (pause === null) {
    await updatePending(tx, deliveryId, attempt, { status: 'failed', step, nextAt: null });
    await record(change, subscriptionId, 'webhook-delivery-failed', { deliveryId });
    return;
  }
  const runAt = new Date(Math.max(at.getTime() + pause, paused.getTime()));
  await updatePending(tx, deliveryId, attempt, { step, nextAt: runAt });
  await plan(change, deliverWebhook, { deliveryId, subscriptionId, attempt: attempt + 1 }, runAt);
}
