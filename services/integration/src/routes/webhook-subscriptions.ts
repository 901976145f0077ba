import {
  CreateWebhookSubscription,
  Id,
  type PartnerEventType,
  RotatedSecret,
  WebhookStep,
  WebhookSubscription,
  WebhookSubscriptions,
  WebhookSubscriptionWithSecret,
} from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import {
  activateSubscription,
  createSubscription,
  removeSubscription,
  rotateSecret,
} from '../actions/subscriptions.ts';
import type { Deps } from '../deps.ts';
import { findSubscriptions, getSubscription, type Subscription } from '../repositories/subscriptions.ts';
import { openSecrets } from '../webhooks/secrets.ts';

const SubscriptionId = Type.Object({ subscriptionId: Id });
const writes = { access: 'kommune', permission: 'opptak:webhooks.write' } as const;
const tags = ['webhooks'];

/** Where partners want to be told. A secret is read after the change: the answer that is stored for repeats holds none. */
export const webhookSubscriptionsRoute: Routes<Deps> = async (app, { deps }) => {
  const presentSecret = (subscription: Subscription): string =>
    openSecrets(deps.vault, subscription, deps.clock.now())[0];

  app.post(
    '/v1/webhook-subscriptions',
    {
      config: writes,
      schema: {
        operationId: 'createWebhookSubscription',
        summary: 'Be told of events by signed webhooks; the secret is shown here and not again',
        tags,
        body: CreateWebhookSubscription,
        response: { 201: WebhookSubscriptionWithSecret },
      },
    },
    async (request, reply) => {
      const { subscriptionId } = await change(
        deps,
        request,
        reply,
        {
          status: 201,
          location: (one: { subscriptionId: string }) => `/v1/webhook-subscriptions/${one.subscriptionId}`,
        },
        async (tx, actor) => {
          const { id } = await createSubscription(deps, requested(deps, tx, actor), request.body);
          return { subscriptionId: id };
        },
      );
      const stored = await inKommune(deps.db, kommuneOf(request), (tx) =>
        getSubscription(tx, subscriptionId),
      );
      return { ...subscriptionAnswer(stored), secret: presentSecret(stored) };
    },
  );

  app.get(
    '/v1/webhook-subscriptions',
    {
      config: { access: 'kommune', permission: 'opptak:webhooks.read' },
      schema: {
        operationId: 'listWebhookSubscriptions',
        summary: 'All subscriptions, oldest first',
        tags,
        response: { 200: WebhookSubscriptions },
      },
    },
    async (request) => {
      const all = await inKommune(deps.db, kommuneOf(request), (tx) => findSubscriptions(tx));
      return { subscriptions: all.map(subscriptionAnswer) };
    },
  );

  app.delete(
    '/v1/webhook-subscriptions/:subscriptionId',
    {
      config: writes,
      schema: {
        operationId: 'deleteWebhookSubscription',
        summary: 'Be told no longer',
        tags,
        params: SubscriptionId,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await change(deps, request, reply, { status: 204 }, async (tx, actor) =>
        removeSubscription(requested(deps, tx, actor), request.params.subscriptionId),
      );
      return reply.send(null);
    },
  );

  app.post(
    '/v1/webhook-subscriptions/:subscriptionId/secret-rotation',
    {
      config: writes,
      schema: {
        operationId: 'rotateWebhookSecret',
        summary: 'Get a new secret; for seven days both sign',
        tags,
        params: SubscriptionId,
        body: WebhookStep,
        response: { 200: RotatedSecret },
      },
    },
    async (request, reply) => {
      const { subscriptionId } = request.params;
      const { previousValidUntil } = await change(
        deps,
        request,
        reply,
        { status: 200 },
        async (tx, actor) => {
          const until = await rotateSecret(deps, requested(deps, tx, actor), subscriptionId);
          return { previousValidUntil: until.toISOString() };
        },
      );
      const stored = await inKommune(deps.db, kommuneOf(request), (tx) =>
        getSubscription(tx, subscriptionId),
      );
      return { secret: presentSecret(stored), previousValidUntil };
    },
  );

  app.post(
    '/v1/webhook-subscriptions/:subscriptionId/activation',
    {
      config: writes,
      schema: {
        operationId: 'activateWebhookSubscription',
        summary: 'Start a disabled subscription again; ask for a replay of what was held back',
        tags,
        params: SubscriptionId,
        body: WebhookStep,
        response: { 200: WebhookSubscription },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor) =>
        subscriptionAnswer(
          await activateSubscription(requested(deps, tx, actor), request.params.subscriptionId),
        ),
      ),
  );
};

function subscriptionAnswer(stored: Subscription): WebhookSubscription {
  return {
    subscriptionId: stored.id,
    url: stored.url,
    eventTypes: stored.eventTypes as PartnerEventType[],
    status: stored.status,
    disabledReason: stored.disabledReason,
    failingSince: stored.failingSince?.toISOString() ?? null,
    createdAt: stored.createdAt.toISOString(),
  };
}
