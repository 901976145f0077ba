import { type FeeDecision, FeeDecisions, Id, Language, parse, ViewFeeDecisions } from '@opptak/contracts';
import { appendAccessLog, inKommune, type Tx } from '@opptak/db';
import type { Actor, KommuneNumber } from '@opptak/domain';
import { actorOf, kommuneOf } from '@opptak/http';
import { openedBy, type Routes } from '@opptak/service';
import { Type } from 'typebox';
import { demandHouseholdLink } from '../actions/household-link.ts';
import type { Deps } from '../deps.ts';
import {
  type Decision,
  findDecisionsById,
  findVedtakOfChild,
  type Vedtak,
} from '../repositories/decisions.ts';
import type { Schema } from '../schema.generated.ts';

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
      inKommune(deps.db, kommuneOf(request), (tx) =>
        decisionsOf(deps, tx, { ...request.query, kommune: kommuneOf(request), actor: actorOf(request) }),
      ),
  );

  app.post(
    '/v1/fee-decisions/view',
    {
      // The token stands in the body, where no log keeps it.
      config: { access: 'guardian-link', reads: true },
      schema: {
        operationId: 'viewFeeDecisions',
        summary: 'The whole calculation, as the family of the child sees it: what the letter’s link leads to',
        tags: ['fees'],
        body: ViewFeeDecisions,
        response: { 200: FeeDecisions },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const actor = actorOf(request);
        const childId = openedBy(actor, 'fee-application');
        await demandHouseholdLink(tx, childId, actor);
        const { language } = request.body;
        return decisionsOf(deps, tx, { childId, language, kommune: kommuneOf(request), actor });
      }),
  );
};

async function decisionsOf(
  deps: Pick<Deps, 'vault' | 'clock'>,
  tx: Tx<Schema>,
  asked: {
    readonly childId: string;
    readonly language?: string | undefined;
    readonly kommune: KommuneNumber;
    readonly actor: Actor;
  },
): Promise<FeeDecisions> {
  const { childId, language = 'nb', kommune, actor } = asked;
  const vedtak = await findVedtakOfChild(tx, childId);
  const decisions = await findDecisionsById(tx, [...new Set(vedtak.map(({ decisionId }) => decisionId))]);
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  if (vedtak.length > 0) {
    const at = deps.clock.now();
    await appendAccessLog(tx, { kommune, personId: childId, purpose: 'fee-decisions', actor, at });
  }
  return {
    decisions: vedtak.flatMap((one) => {
      const decision = byId.get(one.decisionId);
      return decision ? [decisionAnswer(deps, one, decision, language)] : [];
    }),
  };
}

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
