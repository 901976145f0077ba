import { CloseCase, ClosedCase, Id, ManualCases } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { type Static, Type } from 'typebox';
import { closeManualCase } from '../actions/close-manual-case.ts';
import type { Deps } from '../deps.ts';
import { findOpenCases, type ManualCase } from '../repositories/manual-cases.ts';

export const AfterCase = Type.Object(
  {
    after: Type.Optional(Id),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
  },
  { additionalProperties: false },
);

/** What a person has to look at. Protected families are not here: they have a desk of their own. */
export const manualCasesRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/manual-cases',
    {
      config: { access: 'kommune', permission: 'opptak:manual-cases.read' },
      schema: {
        operationId: 'listManualCases',
        summary: 'Children a person has to look at, with the reason',
        tags: ['manual cases'],
        querystring: AfterCase,
        response: { 200: ManualCases },
      },
    },
    async (request) =>
      casesAnswer(
        await inKommune(deps.db, kommuneOf(request), (tx) =>
          findOpenCases(tx, { guarded: false, ...request.query }),
        ),
        request.query.limit,
      ),
  );

  app.post(
    '/v1/manual-cases/:manualCaseId/closing',
    {
      config: { access: 'kommune', permission: 'opptak:manual-cases.write' },
      schema: {
        operationId: 'closeManualCase',
        summary: 'Close a case with what came of it; by a named employee',
        tags: ['manual cases'],
        params: Type.Object({ manualCaseId: Id }),
        body: CloseCase,
        response: { 200: ClosedCase },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor) => {
        const { manualCaseId: caseId } = request.params;
        const { outcome } = request.body;
        await closeManualCase(requested(deps, tx, actor), caseId, outcome);
        return { caseId, outcome };
      }),
  );
};

export function casesAnswer(cases: readonly ManualCase[], limit: number): Static<typeof ManualCases> {
  return {
    cases: cases.map(({ id, childId, reason, aboutId, openedAt }) => ({
      caseId: id,
      childId,
      reason,
      aboutId,
      openedAt: openedAt.toISOString(),
    })),
    next: cases.length === limit ? (cases.at(-1)?.id ?? null) : null,
  };
}
