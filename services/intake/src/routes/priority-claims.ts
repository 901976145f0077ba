import { ClaimPriority, DecidePriority, Id, PriorityClaim, PriorityClaims } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { claimPriority, decidePriority } from '../actions/priority.ts';
import type { Deps } from '../deps.ts';
import { findOpenClaims, type PriorityClaim as Stored } from '../repositories/priority-claims.ts';

const answer = ({ id, applicationId, status }: Stored): PriorityClaim => ({
  claimId: id,
  applicationId,
  status,
});

/** Claims of priority by law (barnehageloven § 18). Their own permission: who may see applications may not see these. */
export const priorityClaimsRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/applications/:applicationId/priority-claims',
    {
      config: { access: 'kommune', permission: 'opptak:priority.write' },
      schema: {
        operationId: 'claimPriority',
        summary: 'Register that a family claims priority by law',
        tags: ['priority'],
        params: Type.Object({ applicationId: Id }),
        body: ClaimPriority,
        response: { 201: PriorityClaim },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 201 }, async (tx, actor) =>
        answer(await claimPriority(requested(deps, tx, actor), request.params.applicationId)),
      ),
  );

  app.post(
    '/v1/priority-claims/:claimId/decision',
    {
      config: { access: 'kommune', permission: 'opptak:priority.decide' },
      schema: {
        operationId: 'decidePriority',
        summary: 'Confirm or reject a claim; by a named caseworker',
        tags: ['priority'],
        params: Type.Object({ claimId: Id }),
        body: DecidePriority,
        response: { 200: PriorityClaim },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor) =>
        answer(await decidePriority(deps, requested(deps, tx, actor), request.params.claimId, request.body)),
      ),
  );

  app.get(
    '/v1/priority-claims',
    {
      config: { access: 'kommune', permission: 'opptak:priority.read' },
      schema: {
        operationId: 'listPriorityClaims',
        summary: 'Claims that wait to be decided, oldest first',
        tags: ['priority'],
        response: { 200: PriorityClaims },
      },
    },
    async (request) => {
      const claims = await inKommune(deps.db, kommuneOf(request), (tx) => findOpenClaims(tx));
      return { claims: claims.map(answer) };
    },
  );
};
