import { type AnswerCase, AnswerCases, DecideAnswers, DecidedAnswers, Id } from '@opptak/contracts';
import { inKommune, type Tx } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { decideAnswers } from '../actions/decide-answers.ts';
import type { Deps } from '../deps.ts';
import { findSubmitted } from '../repositories/applications.ts';
import { getInvitation } from '../repositories/families.ts';
import {
  findAnswers,
  findOpenAnswerCases,
  type AnswerCase as Stored,
} from '../repositories/guardian-answers.ts';
import type { Schema } from '../schema.generated.ts';

const AfterCase = Type.Object(
  { after: Type.Optional(Id), limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }) },
  { additionalProperties: false },
);

/** Applications on which guardians who decide together (delt bosted) have not agreed: a person looks. */
export const answerCasesRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/answer-cases',
    {
      config: { access: 'kommune', permission: 'opptak:applications.read' },
      schema: {
        operationId: 'listAnswerCases',
        summary: 'Answers that differ, and lone answers that count since the deadline',
        tags: ['applications'],
        querystring: AfterCase,
        response: { 200: AnswerCases },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const page = await findOpenAnswerCases(tx, request.query);
        const cases: AnswerCase[] = [];
        for (const one of page) cases.push(await caseAnswer(tx, one));
        return { cases, next: page.length === request.query.limit ? (page.at(-1)?.id ?? null) : null };
      }),
  );

  app.post(
    '/v1/answer-cases/:answerCaseId/decision',
    {
      config: { access: 'kommune', permission: 'opptak:applications.write' },
      schema: {
        operationId: 'decideAnswers',
        summary: 'Say what the guardians have agreed on, or that the application stands; by a named employee',
        tags: ['applications'],
        params: Type.Object({ answerCaseId: Id }),
        body: DecideAnswers,
        response: { 200: DecidedAnswers },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, (tx, actor) =>
        decideAnswers(deps, requested(deps, tx, actor), request.params.answerCaseId, request.body),
      ),
  );
};

async function caseAnswer(
  tx: Tx<Schema>,
  { id, invitationId, reason, openedAt }: Stored,
): Promise<AnswerCase> {
  const { childId, roundId, guardians } = await getInvitation(tx, invitationId);
  const given = (await findAnswers(tx, [invitationId])).get(invitationId) ?? [];
  const answers = given
    .filter(({ guardianId }) => guardians.includes(guardianId))
    .map(({ guardianId, startOn, daysPerWeek, wishes, together, answeredAt }) => ({
      guardianId,
      startOn,
      daysPerWeek,
      wishes: [...wishes],
      together,
      answeredAt: answeredAt.toISOString(),
    }));
  return {
    caseId: id,
    invitationId,
    childId,
    applicationId: (await findSubmitted(tx, roundId, childId))?.id ?? null,
    reason,
    answers,
    waitsFor: guardians.filter((guardian) => answers.every(({ guardianId }) => guardianId !== guardian)),
    openedAt: openedAt.toISOString(),
  };
}
