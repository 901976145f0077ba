import { AnswerInvitation, ApplicationReceipt } from '@opptak/contracts';
import { change } from '@opptak/http';
import { openedBy, type Routes, requested } from '@opptak/service';
import { submitApplication } from '../actions/submit-application.ts';
import type { Deps } from '../deps.ts';

/** POST /v1/invitation-answers — a family answers its two questions, and has applied. */
export const answerInvitationRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/invitation-answers',
    {
      config: { access: 'guardian-link' },
      schema: {
        operationId: 'answerInvitation',
        summary: 'Apply by answering the two questions of a pre-filled application',
        tags: ['applications'],
        body: AnswerInvitation,
        response: { 201: ApplicationReceipt },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 201 }, (tx, actor) => {
        const { token: _token, ...answer } = request.body;
        return submitApplication(requested(deps, tx, actor), openedBy(actor, 'invitation'), answer);
      }),
  );
};
