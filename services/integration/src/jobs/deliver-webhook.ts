import { inKommune, type Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { crashpoint, type JobHandler, planJob } from '@opptak/jobs';
import { changeAsSystem } from '@opptak/service';
import type { Static } from 'typebox';
import { noteAnswer } from '../actions/note-answer.ts';
import { partnerEvent } from '../actions/publish-event.ts';
import type { Deps } from '../deps.ts';
import { beginAttempt, findDelivery, updatePending } from '../repositories/deliveries.ts';
import { getEventAt } from '../repositories/events.ts';
import { getSubscription, type Subscription } from '../repositories/subscriptions.ts';
import type { Schema } from '../schema.generated.ts';
import { spreadMs } from '../webhooks/pauses.ts';
import type { Parcel } from '../webhooks/post-webhook.ts';
import { openSecrets } from '../webhooks/secrets.ts';
import { signedHeaders } from '../webhooks/sign.ts';
import { deliverWebhook } from './deliver-webhook-job.ts';

type Payload = Static<typeof deliverWebhook.payload>;

const busyMs = 2_000;

/**
 * Makes one attempt to deliver an event: noted before, sent outside any transaction, noted after. Safe to run twice:
 * an attempt that was noted as ended is not made again; one that was cut off is, with the same webhook-id, because
 * nobody knows whether the receiver has it.
 */
export function deliverWebhookHandler(deps: Deps): JobHandler<typeof deliverWebhook.payload> {
  return {
    definition: deliverWebhook,
    async run(payload, { kommune }) {
      if (!(await deps.slots.enter(payload.subscriptionId))) {
        return inKommune(deps.db, kommune, (tx) => comeBack(deps, tx, kommune, payload, busyMs));
      }
      let delivered: boolean | null = null;
      try {
        const parcel = await inKommune(deps.db, kommune, (tx) => begin(deps, tx, kommune, payload));
        if (!parcel) return;
        const startedAt = performance.now();
        const answer = await deps.post(parcel);
        const durationMs = Math.round(performance.now() - startedAt);
        delivered = answer.outcome === 'delivered';
        crashpoint('deliver:after-post');
        await changeAsSystem(deps, kommune, deliverWebhook.name, (change) =>
          noteAnswer(change, payload, answer, durationMs),
        );
      } finally {
        deps.slots.leave(payload.subscriptionId, delivered);
      }
    },
  };
}

/** @returns what is to be sent; null when there is nothing to send, or not now. */
async function begin(
  deps: Deps,
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  payload: Payload,
): Promise<Parcel | null> {
  const delivery = await findDelivery(tx, payload.deliveryId);
  if (delivery?.status !== 'pending' || delivery.attempts !== payload.attempt - 1) return null;
  const subscription = await getSubscription(tx, payload.subscriptionId);
  const at = deps.clock.now();
  if (subscription.status === 'disabled') {
    await updatePending(tx, delivery.id, delivery.attempts, { status: 'held', nextAt: null });
    return null;
  }
  const pauseMs = (subscription.pausedUntil?.getTime() ?? 0) - at.getTime();
  if (pauseMs > 0) {
    await comeBack(deps, tx, kommune, payload, pauseMs);
    return null;
  }
  const event = await getEventAt(tx, delivery.cursor);
  await beginAttempt(tx, { kommune, deliveryId: delivery.id, attempt: payload.attempt, startedAt: at });
  return parcelOf(deps, subscription, partnerEvent(event), at);
}

function parcelOf(deps: Deps, subscription: Subscription, event: { readonly id: string }, at: Date): Parcel {
  const body = JSON.stringify(event);
  const secrets = openSecrets(deps.vault, subscription, at);
  return {
    url: subscription.url,
    headers: signedHeaders(event.id, deps.wireClock.now(), body, secrets),
    body,
  };
}

/** Plans the same attempt for later: the endpoint is busy, or has asked for a pause. It does not count as one. */
async function comeBack(
  deps: Deps,
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  payload: Payload,
  afterMs: number,
): Promise<void> {
  const window = Math.max(busyMs, afterMs / 5);
  const runAt = new Date(
    deps.clock.now().getTime() + afterMs + spreadMs(payload.deliveryId, payload.attempt, window),
  );
  if (await updatePending(tx, payload.deliveryId, payload.attempt - 1, { nextAt: runAt })) {
    await planJob(tx, deliverWebhook, payload, { kommune, runAt });
  }
}
