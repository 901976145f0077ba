import { ExplanationText, Id, RoundSummary } from '@opptak/contracts';
import { inKommune, platformDb } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { actorOf, kommuneOf } from '@opptak/http';
import { noteSeen, type Routes } from '@opptak/service';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { documentParts } from '../repositories/documents.ts';
import { findKindergartens, getApplication, getRound } from '../repositories/projections.ts';
import { findRunOf } from '../repositories/runs.ts';
import { summarise } from '../repositories/summary.ts';

const InLanguage = Type.Object(
  { language: Type.Enum(['nb', 'nn', 'en', 'se'], { default: 'nb' }) },
  { additionalProperties: false },
);

/** Why each family got what it got, and how a round went as a whole. */
export const explanationsRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/applications/:applicationId/explanation',
    {
      config: { access: 'kommune', permission: 'opptak:explanations.read' },
      schema: {
        operationId: 'explainApplication',
        summary: 'Own place in each order, what decided, and what would have changed it',
        tags: ['explanations'],
        params: Type.Object({ applicationId: Id }),
        querystring: InLanguage,
        response: { 200: ExplanationText },
      },
    },
    async (request) => {
      const { applicationId } = request.params;
      const { childId, run, names } = await inKommune(deps.db, kommuneOf(request), async (tx) => {
        const { childId } = await getApplication(tx, applicationId);
        const kindergartens = await findKindergartens(tx);
        return {
          childId,
          run: await findRunOf(tx, applicationId),
          names: Object.fromEntries(kindergartens.map(({ id, name }) => [id, name])),
        };
      });
      if (!run)
        throw new AppError('conflict', 'not-decided', 'Nothing has been decided for this application yet');
      const { language } = request.query;
      const parts = (document: 'input' | 'result') =>
        documentParts((read) => inKommune(deps.db, kommuneOf(request), read), run.id, document);
      const explanation = await deps.matcher.explain(
        { bylaws: run.bylaws, applicant: applicationId, language, names },
        { input: parts('input'), result: parts('result') },
      );
      const seen = { personId: childId, purpose: 'explanation', caseId: applicationId };
      await noteSeen({ ...deps, db: platformDb(deps.db) }, actorOf(request), seen);
      return explanation;
    },
  );

  app.get(
    '/v1/rounds/:roundId/summary',
    {
      config: { access: 'kommune', permission: 'opptak:runs.read' },
      schema: {
        operationId: 'getRoundSummary',
        summary: 'How a round went: placed, wishes, refusals by reason, offers',
        tags: ['explanations'],
        params: Type.Object({ roundId: Id }),
        response: { 200: RoundSummary },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const { id } = await getRound(tx, request.params.roundId);
        return summarise(tx, id);
      }),
  );
};
