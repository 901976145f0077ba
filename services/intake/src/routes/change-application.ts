import { ApplicationReceipt, ChangeApplication, Id } from '@opptak/contracts';
import { AppError } from '@opptak/domain';
import { change, seenVersion } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { changeApplication } from '../actions/change-application.ts';
import type { Deps } from '../deps.ts';
import { getApplication } from '../repositories/applications.ts';

/** PUT /v1/applications/:applicationId — the kommune changes an application for a family, before the round closes. */
export const changeApplicationRoute: Routes<Deps> = async (app, { deps }) => {
  app.put(
    '/v1/applications/:applicationId',
    {
      config: { access: 'kommune', permission: 'opptak:applications.write', versioned: true },
      schema: {
        operationId: 'changeApplication',
        summary: 'Change start, days or wishes; wishes that stay keep their seniority',
        tags: ['applications'],
        params: Type.Object({ applicationId: Id }),
        body: ChangeApplication,
        response: { 200: ApplicationReceipt },
      },
    },
    (request, reply) =>
      change(
        deps,
        request,
        reply,
        { status: 200, version: ({ version }: ApplicationReceipt) => version },
        async (tx, actor) => {
          const application = await getApplication(tx, request.params.applicationId);
          if (application.version !== seenVersion(request)) {
            throw new AppError('stale', 'application-changed', 'The application has changed in the meantime');
          }
          return changeApplication(requested(deps, tx, actor), application, request.body);
        },
      ),
  );
};
