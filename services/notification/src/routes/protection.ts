import {
  AccessBlock,
  BlockAccess,
  GuardedHandover,
  Id,
  InviteGuarded,
  LiftBlock,
  ManualCases,
} from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { type Handover, inviteGuarded } from '../actions/invite-guarded.ts';
import { blockAccess, liftAccessBlock } from '../actions/protect.ts';
import type { Deps } from '../deps.ts';
import { findOpenCases } from '../repositories/manual-cases.ts';
import { AfterCase, casesAnswer } from './manual-cases.ts';

/** Protected families: blocks that people set and lift, and the desk of their own that serves them. */
export const protectionRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/access-blocks',
    {
      config: { access: 'kommune', permission: 'opptak:access-blocks.write' },
      schema: {
        operationId: 'blockAccess',
        summary: 'Protect somebody from everybody, or from one person; by a named employee',
        tags: ['protection'],
        body: BlockAccess,
        response: { 201: AccessBlock },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 201 }, async (tx, actor) => ({
        blockId: await blockAccess(deps, requested(deps, tx, actor), request.body),
      })),
  );

  app.post(
    '/v1/access-blocks/:blockId/lift',
    {
      config: { access: 'kommune', permission: 'opptak:access-blocks.write' },
      schema: {
        operationId: 'liftAccessBlock',
        summary: 'Lift a block that a person has set; by a named employee',
        tags: ['protection'],
        params: Type.Object({ blockId: Id }),
        body: LiftBlock,
        response: { 200: AccessBlock },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor) => ({
        blockId: await liftAccessBlock(deps, requested(deps, tx, actor), request.params.blockId),
      })),
  );

  app.get(
    '/v1/guarded-cases',
    {
      config: { access: 'kommune', permission: 'opptak:protection.handle' },
      schema: {
        operationId: 'listGuardedCases',
        summary: 'Protected families that wait to be served by a person',
        tags: ['protection'],
        querystring: AfterCase,
        response: { 200: ManualCases },
      },
    },
    async (request) =>
      casesAnswer(
        await inKommune(deps.db, kommuneOf(request), (tx) =>
          findOpenCases(tx, { guarded: true, ...request.query }),
        ),
        request.query.limit,
      ),
  );

  app.post(
    '/v1/guarded-cases/:guardedCaseId/invitation',
    {
      config: { access: 'kommune', permission: 'opptak:protection.handle' },
      schema: {
        operationId: 'inviteGuardedFamily',
        summary:
          'Make what a protected family is to be handed: its application, or its offer; by a named employee',
        tags: ['protection'],
        params: Type.Object({ guardedCaseId: Id }),
        body: InviteGuarded,
        response: { 200: GuardedHandover },
      },
    },
    async (request, reply) =>
      handoverAnswer(
        deps,
        kommuneOf(request),
        await change(deps, request, reply, { status: 200 }, (tx, actor) =>
          inviteGuarded(deps, requested(deps, tx, actor), request.params.guardedCaseId),
        ),
      ),
  );
};

/** After the stored answer: a link is never kept, it is made anew each time it is shown. */
function handoverAnswer(
  { links, config }: Pick<Deps, 'links' | 'config'>,
  kommune: KommuneNumber,
  { caseId, opens: { purpose, id, expiresAt }, guardianIds }: Handover,
): GuardedHandover {
  const path = `${config.familyPagesUrl}/${purpose === 'offer' ? 'o' : 'i'}`;
  return {
    caseId,
    invitationId: purpose === 'invitation' ? id : null,
    links: guardianIds.map((guardianId) => ({
      personId: guardianId,
      url: `${path}/${links.make({ kommune, purpose, id, guardianId, expiresAt: new Date(expiresAt) })}`,
    })),
  };
}
