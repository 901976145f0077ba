import type { ServiceDefinition } from '@opptak/service';
import type { Deps } from './deps.ts';
import { decideFeesHandler } from './jobs/decide-fees.ts';
import { lookUpIncomeHandler } from './jobs/look-up-income.ts';
import { issueInvoicesHandler, monthlySchedules, recheckFeesHandler } from './jobs/monthly.ts';
import { remindOfRenewalsHandler, renewalSchedules } from './jobs/renewals.ts';
import { findDraftsHandler, settleDraftHandler } from './jobs/settle-drafts.ts';
import { feeApplicationsRoute } from './routes/fee-applications.ts';
import { feeCasesRoute } from './routes/fee-cases.ts';
import { feeDecisionsRoute } from './routes/fee-decisions.ts';
import { feeEstimatesRoute } from './routes/fee-estimates.ts';
import { feeRenewalsRoute } from './routes/fee-renewals.ts';
import { feeSummaryRoute } from './routes/fee-summary.ts';
import { invoicesRoute } from './routes/invoices.ts';
import { priceTablesRoute } from './routes/price-tables.ts';
import type { Schema } from './schema.generated.ts';
import { readFeeChoices } from './settings.ts';
import { projectionSubscribers } from './subscribers/projections.ts';

const routes = [
  feeApplicationsRoute,
  feeDecisionsRoute,
  feeCasesRoute,
  feeEstimatesRoute,
  feeRenewalsRoute,
  priceTablesRoute,
  invoicesRoute,
  feeSummaryRoute,
];

/** Parental payment: applications for reduced payment, incomes, vedtak with their reasoning, invoice and refund bases. */
export const feeReduction: ServiceDefinition<Schema, Deps> = {
  name: 'fee-reduction',
  title: 'Opptak – fee-reduction',
  deps: (environment) => ({
    ...environment,
    nationalIds: environment.config.nationalIds,
    choices: readFeeChoices(environment.tenants),
  }),
  routes: async (app, deps) => {
    for (const route of routes) await app.register(route, { deps });
  },
  handlers: (deps) => [
    decideFeesHandler(deps),
    lookUpIncomeHandler(deps),
    issueInvoicesHandler(deps),
    recheckFeesHandler(deps),
    findDraftsHandler(deps),
    settleDraftHandler(deps),
    remindOfRenewalsHandler(deps),
  ],
  subscribers: projectionSubscribers,
  schedules: (deps) => [...monthlySchedules(deps), ...renewalSchedules(deps)],
};
