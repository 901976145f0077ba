import {
  Id,
  type PartnerEventType,
  ReplayEvents,
  ReplayReceipt,
  type WebhookDelivery,
  WebhookDeliveryPage,
} from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { replayEvents } from '../actions/replay-events.ts';
import type { Deps } from '../deps.ts';
import { type Attempt, findAttempts, findDeliveries } from '../repositories/deliveries.ts';
import { getSubscription } from '../repositories/subscriptions.ts';

const SubscriptionId = Type.Object({ subscriptionId: Id });
const Page = Type.Object(
  {
    after: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
    status: Type.Optional(Type.Enum(['pending', 'delivered', 'failed', 'held'])),
  },
  { additionalProperties: false },
);

/** What became of a partner's webhooks, and sending them again. */
export const webhookDeliveriesRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/webhook-subscriptions/:subscriptionId/deliveries',
    {
      config: { access: 'kommune', permission: 'opptak:webhooks.read' },
      schema: {
        operationId: 'listWebhookDeliveries',
        summary: 'Deliveries in the order of the feed, with every attempt',
        tags: ['webhooks'],
        params: SubscriptionId,
        querystring: Page,
        response: { 200: WebhookDeliveryPage },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const { id } = await getSubscription(tx, request.params.subscriptionId);
        const page = await findDeliveries(tx, id, request.query);
        const attempts = Map.groupBy(
          await findAttempts(
            tx,
            page.map((one) => one.id),
          ),
          ({ deliveryId }) => deliveryId,
        );
        return {
          deliveries: page.map((one) => ({
            deliveryId: one.id,
            eventId: one.eventId,
            cursor: one.cursor,
            type: one.type as PartnerEventType,
            status: one.status,
            nextAt: one.nextAt?.toISOString() ?? null,
            deliveredAt: one.deliveredAt?.toISOString() ?? null,
            attempts: (attempts.get(one.id) ?? []).map(attemptAnswer),
          })),
          next: page.length === request.query.limit ? (page.at(-1)?.cursor ?? null) : null,
        };
      }),
  );

  app.post(
    '/v1/webhook-subscriptions/:subscriptionId/replay',
    {
      config: { access: 'kommune', permission: 'opptak:webhooks.write' },
      schema: {
        operationId: 'replayWebhookEvents',
        summary: 'Have events sent again, with the webhook-id they had',
        tags: ['webhooks'],
        params: SubscriptionId,
        body: ReplayEvents,
        response: { 202: ReplayReceipt },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 202 }, (tx, actor) =>
        replayEvents(requested(deps, tx, actor), request.params.subscriptionId, request.body),
      ),
  );
};

function attemptAnswer({
  attempt,
  startedAt,
  finishedAt,
  outcome,
  statusCode,
  durationMs,
}: Attempt): WebhookDelivery['attempts'][number] {
  return {
    attempt,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    outcome,
    statusCode,
    durationMs,
  };
}
