import { systemClock } from '@opptak/domain';
import type { ServiceDefinition } from '@opptak/service';
import type { Deps } from './deps.ts';
import { deliverWebhookHandler } from './jobs/deliver-webhook.ts';
import { forgetOldHandler, forgetOldSchedule } from './jobs/forget-old.ts';
import { navListSchedule, prepareNavListHandler } from './jobs/prepare-nav-list.ts';
import { replayStretchHandler } from './jobs/replay-stretch.ts';
import { csvExportsRoute } from './routes/csv-exports.ts';
import { eventsRoute } from './routes/events.ts';
import { navListsRoute } from './routes/nav-lists.ts';
import { snapshotsRoute } from './routes/snapshots.ts';
import { webhookDeliveriesRoute } from './routes/webhook-deliveries.ts';
import { webhookSubscriptionsRoute } from './routes/webhook-subscriptions.ts';
import type { Schema } from './schema.generated.ts';
import { partnerSubscribers } from './subscribers/partner-events.ts';
import { populationSubscribers } from './subscribers/population.ts';
import { makePost } from './webhooks/post-webhook.ts';
import { makeSlots } from './webhooks/slots.ts';

const routes = [
  webhookSubscriptionsRoute,
  webhookDeliveriesRoute,
  eventsRoute,
  snapshotsRoute,
  navListsRoute,
  csvExportsRoute,
];

/** What partners are told and can read again: webhooks, event feed, snapshots; lists and files for NAV and economy. */
export const integration: ServiceDefinition<Schema, Deps> = {
  name: 'integration',
  title: 'Opptak – integration',
  deps: (environment) => ({
    ...environment,
    wireClock: systemClock,
    toLoopback: environment.config.webhooksToLoopback,
    post: makePost({ toLoopback: environment.config.webhooksToLoopback }),
    slots: makeSlots(),
  }),
  routes: async (app, deps) => {
    for (const route of routes) await app.register(route, { deps });
  },
  handlers: (deps) => [
    deliverWebhookHandler(deps),
    replayStretchHandler(deps),
    prepareNavListHandler(deps),
    forgetOldHandler(deps),
  ],
  subscribers: (deps) => [...populationSubscribers, ...partnerSubscribers(deps)],
  schedules: (deps) => [navListSchedule(deps), forgetOldSchedule(deps)],
};
