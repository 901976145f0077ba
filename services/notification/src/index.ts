import type { ServiceDefinition } from '@opptak/service';
import type { Deps } from './deps.ts';
import { evaluateChildrenHandler, runCampaignStepHandler } from './jobs/campaign-jobs.ts';
import { deliverMessagesHandler } from './jobs/deliver-messages.ts';
import {
  followFeedHandler,
  populationSchedules,
  rereadChildrenHandler,
  syncPopulationHandler,
} from './jobs/population-jobs.ts';
import { demandSamiLanguages } from './messages/demand-sami.ts';
import { campaignsRoute } from './routes/campaigns.ts';
import { choicesRoute } from './routes/choices.ts';
import { guardedLettersRoute } from './routes/guarded-letters.ts';
import { invitationsRoute } from './routes/invitations.ts';
import { letterCodesRoute } from './routes/letter-codes.ts';
import { manualCasesRoute } from './routes/manual-cases.ts';
import { messagesRoute } from './routes/messages.ts';
import { populationRoute } from './routes/population.ts';
import { protectionRoute } from './routes/protection.ts';
import type { Schema } from './schema.generated.ts';
import { feeRenewalSubscribers } from './subscribers/fee-renewals.ts';
import { messageSubscribers } from './subscribers/messages.ts';
import { projectionSubscribers } from './subscribers/projections.ts';

/** For the command line: what the register alone says of people, without a database. */
export { type Conclusion, conclude } from './evaluation/conclude.ts';

const routes = [
  populationRoute,
  campaignsRoute,
  invitationsRoute,
  choicesRoute,
  messagesRoute,
  letterCodesRoute,
  manualCasesRoute,
  protectionRoute,
  guardedLettersRoute,
];

/** The population and its protection, campaigns, pre-filled applications, and every message to a family. */
export const notification: ServiceDefinition<Schema, Deps> = {
  name: 'notification',
  title: 'Opptak – notification',
  deps: (environment) => {
    demandSamiLanguages(environment.tenants);
    return environment;
  },
  routes: async (app, deps) => {
    for (const route of routes) await app.register(route, { deps });
  },
  handlers: (deps) => [
    syncPopulationHandler(deps),
    followFeedHandler(deps),
    rereadChildrenHandler(deps),
    runCampaignStepHandler(deps),
    evaluateChildrenHandler(deps),
    deliverMessagesHandler(deps),
  ],
  subscribers: (deps) => [
    ...projectionSubscribers,
    ...messageSubscribers(deps),
    ...feeRenewalSubscribers(deps),
  ],
  schedules: populationSchedules,
};
