import {
  DeclinedInvitation,
  DeclineInvitation,
  FamilyChoices,
  Id,
  SetFamilyChoices,
} from '@opptak/contracts';
import { change } from '@opptak/http';
import { openedBy, type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { declineInvitation, setFamilyChoices } from '../actions/choose.ts';
import type { Deps } from '../deps.ts';

/** What families choose for themselves: another kindergarten, no place now, no invitations. */
export const choicesRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/children/:childId/choices',
    {
      config: { access: 'kommune', permission: 'opptak:family-choices.write' },
      schema: {
        operationId: 'setFamilyChoices',
        summary: 'Note that a family seeks a transfer, wants no invitations, or when school starts',
        tags: ['invitations'],
        params: Type.Object({ childId: Id }),
        body: SetFamilyChoices,
        response: { 200: FamilyChoices },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, (tx, actor) =>
        setFamilyChoices(requested(deps, tx, actor), request.params.childId, request.body),
      ),
  );

  app.post(
    '/v1/invitations/decline',
    {
      // The token stands in the body, where no log keeps it.
      config: { access: 'guardian-link' },
      schema: {
        operationId: 'declineInvitation',
        summary: 'Say that the family wants no place now; no reminder follows',
        tags: ['invitations'],
        body: DeclineInvitation,
        response: { 200: DeclinedInvitation },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, (tx, actor) =>
        declineInvitation(deps, requested(deps, tx, actor), openedBy(actor, 'invitation'), actor),
      ),
  );
};
