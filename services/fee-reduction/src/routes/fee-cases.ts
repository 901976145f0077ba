import { DecideFeeCase, FeeCase, FeeCasePage, Id } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { caseReasonText } from '../actions/case-reasons.ts';
import { decideCase } from '../actions/decide-case.ts';
import type { Deps } from '../deps.ts';
import {
  type FeeApplication,
  findApplicationsById,
  findOpenCases,
  getApplication,
  type FeeCase as Stored,
} from '../repositories/applications.ts';

const Page = Type.Object(
  { after: Type.Optional(Id), limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }) },
  { additionalProperties: false },
);

/** Applications that no rule could decide: a person does, by name. */
export const feeCasesRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/fee-cases',
    {
      config: { access: 'kommune', permission: 'opptak:fees.decide' },
      schema: {
        operationId: 'listFeeCases',
        summary: 'Applications that wait for a person, with the reason',
        tags: ['fees'],
        querystring: Page,
        response: { 200: FeeCasePage },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const { after, limit } = request.query;
        const cases = await findOpenCases(tx, after, limit);
        const applications = await findApplicationsById(
          tx,
          cases.map(({ applicationId }) => applicationId),
        );
        return {
          cases: cases.flatMap((one) => {
            const application = applications.get(one.applicationId);
            return application ? [caseAnswer(deps, one, application)] : [];
          }),
          next: cases.length === limit ? (cases.at(-1)?.id ?? null) : null,
        };
      }),
  );

  app.post(
    '/v1/fee-cases/:caseId/decision',
    {
      config: { access: 'kommune', permission: 'opptak:fees.decide' },
      schema: {
        operationId: 'decideFeeCase',
        summary: 'Decide by documents, with the full price, or by another look-up; by a named caseworker',
        tags: ['fees'],
        params: Type.Object({ caseId: Id }),
        body: DecideFeeCase,
        response: { 200: FeeCase },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor) => {
        const decided = await decideCase(
          deps,
          requested(deps, tx, actor),
          request.params.caseId,
          request.body,
        );
        return caseAnswer(deps, decided, await getApplication(tx, decided.applicationId));
      }),
  );
};

function caseAnswer(
  { vault, tenants }: Pick<Deps, 'vault' | 'tenants'>,
  stored: Stored,
  application: FeeApplication,
): FeeCase {
  const { kommune, id, sealedStated } = application;
  const language = tenants.get(kommune).letters.norwegian === 'nn' ? 'nn' : 'nb';
  return {
    caseId: stored.id,
    applicationId: id,
    householdId: stored.householdId,
    kindergartenYear: application.kindergartenYear,
    reason: stored.reason,
    explanation: caseReasonText(stored.reason, language),
    statedYearlyNok: sealedStated ? Number(vault.unseal(kommune, 'fee_application', id, sealedStated)) : null,
    openedAt: stored.openedAt.toISOString(),
    status: stored.status,
    outcome: stored.outcome,
  };
}
