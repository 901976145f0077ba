import { type FeeDecision, FeeDecisions, Id, Language, parse } from '@opptak/contracts';
import { appendAccessLog, inKommune } from '@opptak/db';
import { actorOf, kommuneOf } from '@opptak/http';
import type { Routes } from '@opptak/service';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import {
  type Decision,
  findDecisionsById,
  findVedtakOfChild,
  type Vedtak,
} from '../repositories/decisions.ts';

const OfChild = Type.Object(
  { childId: Id, language: Type.Optional(Language) },
  { additionalProperties: false },
);

const Reasons = Type.Object({
  steps: Type.Array(
    Type.Object({
      rule: Type.String(),
      source: Type.Object({ section: Type.String() }),
      outcome: Type.Enum(['fulfilled', 'not-fulfilled', 'undecided']),
      facts: Type.Record(
        Type.String(),
        Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
      ),
      result: Type.String(),
    }),
  ),
  texts: Type.Array(Type.Record(Type.String(), Type.String())),
});

/** Vedtak on payment with their reasoning. */
export const feeDecisionsRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/fee-decisions',
    {
      config: { access: 'kommune', permission: 'opptak:fees.read' },
      schema: {
        operationId: 'listFeeDecisions',
        summary: 'All vedtak on a child’s payment, the newest first, each step with its section',
        tags: ['fees'],
        querystring: OfChild,
        response: { 200: FeeDecisions },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const { childId, language = 'nb' } = request.query;
        const vedtak = await findVedtakOfChild(tx, childId);
        const decisions = await findDecisionsById(tx, [
          ...new Set(vedtak.map(({ decisionId }) => decisionId)),
        ]);
        const byId = new Map(decisions.map((decision) => [decision.id, decision]));
        if (vedtak.length > 0) {
          const [kommune, actor, at] = [kommuneOf(request), actorOf(request), deps.clock.now()];
          await appendAccessLog(tx, { kommune, personId: childId, purpose: 'fee-decisions', actor, at });
        }
        return {
          decisions: vedtak.flatMap((one) => {
            const decision = byId.get(one.decisionId);
            return decision ? [decisionAnswer(deps, one, decision, language)] : [];
          }),
        };
      }),
  );
};

function decisionAnswer(
  { vault }: Pick<Deps, 'vault'>,
  vedtak: Vedtak,
  decision: Decision,
  language: string,
): FeeDecision {
  const text = vault.unseal(vedtak.kommune, 'fee_vedtak', vedtak.id, vedtak.sealedReasons);
  const { steps, texts } = parse(Reasons, JSON.parse(text), 'fee_vedtak.reasons');
  return {
    vedtakId: vedtak.id,
    decisionId: decision.id,
    childId: vedtak.childId,
    kindergartenId: vedtak.kindergartenId,
    placementId: vedtak.placementId,
    validFrom: vedtak.validFrom,
    validUntil: vedtak.validUntil,
    feeNok: vedtak.feeNok,
    unreducedNok: vedtak.unreducedNok,
    foodNok: vedtak.foodNok,
    rules: vedtak.rules,
    made: decision.made,
    applicationId: decision.applicationId,
    decidedOn: decision.decidedOn,
    ruleVersion: decision.ruleVersion,
    inputsHash: decision.inputsHash,
    appealTo: 'statsforvalteren',
    steps: steps.map(({ source, ...step }, index) => ({
      ...step,
      section: source.section,
      text: texts[index]?.[language] ?? texts[index]?.['nb'] ?? '',
    })),
  };
}
