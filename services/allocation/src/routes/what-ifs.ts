import { AskWhatIf, Id, WhatIf, WhatIfSummary } from '@opptak/contracts';
import { kommuneOf } from '@opptak/http';
import type { Routes } from '@opptak/service';
import { Type } from 'typebox';
import { askWhatIf, publicWhatIf } from '../actions/ask-what-if.ts';
import type { Deps } from '../deps.ts';

const RunId = Type.Object({ runId: Id });

/** Simulations on a frozen round: other bylaws, more or fewer places, a kindergarten that closes. They change nothing. */
export const whatIfsRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/runs/:runId/what-ifs',
    {
      config: { access: 'kommune', permission: 'opptak:runs.audit', reads: true },
      schema: {
        operationId: 'askWhatIf',
        summary: 'Simulate: what the run would have given otherwise, child by child; stores nothing',
        tags: ['what-ifs'],
        params: RunId,
        body: AskWhatIf,
        response: { 200: WhatIf },
      },
    },
    (request) =>
      askWhatIf(deps, {
        kommune: kommuneOf(request),
        runId: request.params.runId,
        changes: request.body.changes,
      }),
  );

  app.post(
    '/v1/runs/:runId/what-if-summaries',
    {
      config: { access: 'kommune', permission: 'opptak:runs.read', reads: true },
      schema: {
        operationId: 'summariseWhatIf',
        summary: 'Simulate, for the council and the public: counts without groups of fewer than five',
        tags: ['what-ifs'],
        params: RunId,
        body: AskWhatIf,
        response: { 200: WhatIfSummary },
      },
    },
    async (request) =>
      publicWhatIf(
        await askWhatIf(deps, {
          kommune: kommuneOf(request),
          runId: request.params.runId,
          changes: request.body.changes,
        }),
      ),
  );
};
