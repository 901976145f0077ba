import { Accepted, PopulationSummary, StartSync, SyncProgress } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { startSync } from '../actions/start-sync.ts';
import type { Deps } from '../deps.ts';
import { countDecisions } from '../repositories/campaigns.ts';
import { countOpenChildren } from '../repositories/people.ts';
import { findEventCounts, findSyncState } from '../repositories/sync-state.ts';

/** The population: reading it, and how far it has been read. */
export const populationRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/syncs',
    {
      config: { access: 'kommune', permission: 'opptak:population.sync' },
      schema: {
        operationId: 'syncPopulation',
        summary: 'Read the population from Folkeregisteret now',
        tags: ['population'],
        body: StartSync,
        response: { 202: Accepted },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 202 }, async (tx, actor) => {
        await startSync(requested(deps, tx, actor), request.body.mode);
        return { accepted: true };
      }),
  );

  app.get(
    '/v1/sync-state',
    {
      config: { access: 'kommune', permission: 'opptak:population.read' },
      schema: {
        operationId: 'getSyncState',
        summary: 'How far Folkeregisteret has been read, and which events have come',
        tags: ['population'],
        response: { 200: SyncProgress },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx): Promise<SyncProgress> => {
        const state = await findSyncState(tx);
        const events = await findEventCounts(tx);
        return {
          nextSequence: state?.nextSequence ?? null,
          extracting: state?.extractJob != null,
          syncedAt: state?.syncedAt?.toISOString() ?? null,
          events: events.map(({ eventType, relevant, count }) => ({
            type: eventType,
            relevant,
            count: Number(count),
          })),
        };
      }),
  );

  app.get(
    '/v1/population-summary',
    {
      config: { access: 'kommune', permission: 'opptak:population.read' },
      schema: {
        operationId: 'getPopulationSummary',
        summary:
          'How many children live here, and what was decided about them; guarded families are in no count',
        tags: ['population'],
        response: { 200: PopulationSummary },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx): Promise<PopulationSummary> => {
        const decisions = { invite: 0, inform: 0, person: 0, ignore: 0 };
        for (const { decision, count } of await countDecisions(tx)) decisions[decision] += count;
        return { children: await countOpenChildren(tx), decisions };
      }),
  );
};
