import { ApplicationReceipt, SubmitApplication } from '@opptak/contracts';
import { change } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { submitApplication } from '../actions/submit-application.ts';
import type { Deps } from '../deps.ts';

/** POST /v1/applications — the kommune enters what a family has answered on paper or at the counter. */
export const submitApplicationRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/applications',
    {
      config: { access: 'kommune', permission: 'opptak:applications.write' },
      schema: {
        operationId: 'submitApplication',
        summary: 'Enter a family’s answer to its pre-filled application',
        tags: ['applications'],
        body: SubmitApplication,
        response: { 201: ApplicationReceipt },
      },
    },
    (request, reply) =>
      change(
        deps,
        request,
        reply,
        {
          status: 201,
          location: ({ applicationId }: ApplicationReceipt) => `/v1/applications/${applicationId}`,
        },
        (tx, actor) => {
          const { invitationId, ...answer } = request.body;
          return submitApplication(requested(deps, tx, actor), invitationId, answer);
        },
      ),
  );
};
