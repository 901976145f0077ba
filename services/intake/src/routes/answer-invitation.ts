import { AnswerInvitation, AnswerReceipt } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import type { Actor } from '@opptak/domain';
import { actorOf, change, kommuneOf } from '@opptak/http';
import { guardianOf, openedBy, type Routes, requested } from '@opptak/service';
import { answerInvitation } from '../actions/answer-invitation.ts';
import type { Deps } from '../deps.ts';
import { getInvitationFor } from '../repositories/families.ts';

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
        response: { 201: AnswerReceipt },
      },
    },
    async (request, reply) => {
      const { invitationId, guardianId } = whose(actorOf(request));
      // Before an answer that is stored is given again: a link that has died shows nothing, old answers included.
      await inKommune(deps.db, kommuneOf(request), (tx) => getInvitationFor(tx, invitationId, guardianId));
      return change(deps, request, reply, { status: 201 }, (tx, actor) => {
        const { token: _token, ...answer } = request.body;
        return answerInvitation(requested(deps, tx, actor), invitationId, guardianId, answer);
      });
    },
  );
};

/** @throws AppError forbidden when the link is for something else. */
function whose(actor: Actor): { readonly invitationId: string; readonly guardianId: string } {
  return { invitationId: openedBy(actor, 'invitation'), guardianId: guardianOf(actor) };
}
