import type { ServiceDefinition } from '@opptak/service';
import type { Deps } from './deps.ts';
import { announceResultsHandler } from './jobs/announce-results.ts';
import { computeRunHandler } from './jobs/compute-run.ts';
import { freezeRunHandler } from './jobs/freeze-run.ts';
import { expireOffersHandler, nightlySchedules, refillVacanciesHandler } from './jobs/nightly.ts';
import { proveRunHandler } from './jobs/prove-run.ts';
import { publishRefillHandler } from './jobs/publish-refill.ts';
import { publishRunHandler } from './jobs/publish-run.ts';
import { openMatcher } from './matcher/matcher.ts';
import { explanationsRoute } from './routes/explanations.ts';
import { offersRoute } from './routes/offers.ts';
import { pairingsRoute } from './routes/pairings.ts';
import { placementsRoute } from './routes/placements.ts';
import { proofsRoute } from './routes/proofs.ts';
import { runsRoute } from './routes/runs.ts';
import { whatIfsRoute } from './routes/what-ifs.ts';
import type { Schema } from './schema.generated.ts';
import { subscribers } from './subscribers/projections.ts';

/** Runs with certificate and explanation, two-person publishing, offers and answers, the ledger of places, refills. */
export const allocation: ServiceDefinition<Schema, Deps> = {
  name: 'allocation',
  title: 'Opptak – allocation',
  deps: (environment) => ({ ...environment, matcher: openMatcher() }),
  routes: async (app, deps) => {
    for (const route of [
      runsRoute,
      whatIfsRoute,
      proofsRoute,
      pairingsRoute,
      offersRoute,
      placementsRoute,
      explanationsRoute,
    ]) {
      await app.register(route, { deps });
    }
  },
  handlers: (deps) => [
    freezeRunHandler(deps),
    computeRunHandler(deps),
    publishRunHandler(deps),
    proveRunHandler(deps),
    publishRefillHandler(deps),
    announceResultsHandler(deps),
    expireOffersHandler(deps),
    refillVacanciesHandler(deps),
  ],
  subscribers,
  schedules: nightlySchedules,
  close: (deps) => deps.matcher.close(),
};
