import { createHash, randomBytes } from 'node:crypto';
import type { ServiceDefinition } from '@opptak/service';
import type { Deps } from './deps.ts';
import { closeRoundHandler } from './jobs/close-round.ts';
import { importKindergartensHandler } from './jobs/import-kindergartens.ts';
import { answerCasesRoute } from './routes/answer-cases.ts';
import { answerInvitationRoute } from './routes/answer-invitation.ts';
import { bylawsRoute } from './routes/bylaws.ts';
import { changeApplicationRoute } from './routes/change-application.ts';
import { kindergartensRoute } from './routes/kindergartens.ts';
import { priorityClaimsRoute } from './routes/priority-claims.ts';
import { readApplicationRoute } from './routes/read-application.ts';
import { roundsRoute } from './routes/rounds.ts';
import { submitApplicationRoute } from './routes/submit-application.ts';
import { withdrawApplicationRoute } from './routes/withdraw-application.ts';
import type { Schema } from './schema.generated.ts';
import { populationSubscribers } from './subscribers/population.ts';

const routes = [
  answerInvitationRoute,
  answerCasesRoute,
  submitApplicationRoute,
  readApplicationRoute,
  changeApplicationRoute,
  withdrawApplicationRoute,
  priorityClaimsRoute,
  roundsRoute,
  kindergartensRoute,
  bylawsRoute,
];

/** Kindergartens and places, bylaws, admission rounds, applications and claims of priority. */
export const intake: ServiceDefinition<Schema, Deps> = {
  name: 'intake',
  title: 'Opptak – intake',
  deps: (environment) => ({
    ...environment,
    newLotSeed: lotSeeds(environment.config.lotSeed),
  }),
  routes: async (app, deps) => {
    for (const route of routes) await app.register(route, { deps });
  },
  handlers: (deps) => [closeRoundHandler(deps), importKindergartensHandler(deps)],
  subscribers: populationSubscribers,
  schedules: () => [],
};

/** Chance in earnest; in a simulation, seeds that follow from one seed, so that the same year can be run again. */
function lotSeeds(seed: string | undefined): Deps['newLotSeed'] {
  if (seed === undefined) return () => randomBytes(32).toString('hex');
  return (roundId) => createHash('sha256').update(`${seed}|${roundId}`).digest('hex');
}
