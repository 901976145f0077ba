import { Id, Invitations, InvitationView, ViewInvitation } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { actorOf, kommuneOf } from '@opptak/http';
import { openedBy, type Routes } from '@opptak/service';
import { Type } from 'typebox';
import { viewInvitation } from '../actions/view-invitation.ts';
import type { Deps } from '../deps.ts';
import { findInvitations } from '../repositories/invitations.ts';

const OfRound = Type.Object(
  {
    roundId: Id,
    after: Type.Optional(Id),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
  },
  { additionalProperties: false },
);

/** Pre-filled applications: as a family sees its own, and as a list for the kommune. */
export const invitationsRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/invitations/view',
    {
      // The token stands in the body, where no log keeps it.
      config: { access: 'guardian-link', reads: true },
      schema: {
        operationId: 'viewInvitation',
        summary: 'The pre-filled application, each field with where it is from and when it was read',
        tags: ['invitations'],
        body: ViewInvitation,
        response: { 200: InvitationView },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), (tx) => {
        const actor = actorOf(request);
        return viewInvitation(deps, tx, openedBy(actor, 'invitation'), actor);
      }),
  );

  app.get(
    '/v1/invitations',
    {
      config: { access: 'kommune', permission: 'opptak:invitations.read' },
      schema: {
        operationId: 'listInvitations',
        summary: 'The pre-filled applications of a round, in order of id',
        tags: ['invitations'],
        querystring: OfRound,
        response: { 200: Invitations },
      },
    },
    async (request) => {
      const { roundId, after, limit } = request.query;
      const page = await inKommune(deps.db, kommuneOf(request), (tx) =>
        findInvitations(tx, { roundId, after, limit }),
      );
      return {
        invitations: page.map(({ id, childId, reason, status, createdAt, expiresAt }) => ({
          invitationId: id,
          childId,
          reason,
          status,
          createdAt: createdAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
        })),
        next: page.length === limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
  );
};
