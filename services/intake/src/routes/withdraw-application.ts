import { Application, Id, WithdrawApplication } from '@opptak/contracts';
import { change } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { withdrawApplication } from '../actions/withdraw-application.ts';
import type { Deps } from '../deps.ts';
import { getApplication } from '../repositories/applications.ts';
import { applicationAnswer } from './read-application.ts';

/** POST /v1/applications/:applicationId/withdrawal — a family no longer wants a place from this application. */
export const withdrawApplicationRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/applications/:applicationId/withdrawal',
    {
      config: { access: 'kommune', permission: 'opptak:applications.write' },
      schema: {
        operationId: 'withdrawApplication',
        summary: 'Withdraw an application',
        tags: ['applications'],
        params: Type.Object({ applicationId: Id }),
        body: WithdrawApplication,
        response: { 200: Application },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor) => {
        await withdrawApplication(deps, requested(deps, tx, actor), request.params.applicationId);
        return applicationAnswer(await getApplication(tx, request.params.applicationId));
      }),
  );
};
