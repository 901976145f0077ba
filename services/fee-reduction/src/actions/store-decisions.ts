import { feeDecided } from '@opptak/contracts';
import { stableId, type Vault } from '@opptak/db';
import { canonicalJson, explainFeeStepInAll } from '@opptak/rules';
import { type Change, recordAll, tellAll } from '@opptak/service';
import type { DecisionResult } from '../decision/decide-household.ts';
import type { DecisionInputs } from '../decision/decision-inputs.ts';
import type { ChildVedtak } from '../decision/vedtak-of-child.ts';
import { type Charge, deleteCharges, insertDecisions, upsertCharges } from '../repositories/decisions.ts';
import type { Schema } from '../schema.generated.ts';

/** A decision that answers an application, and whether a rule or a person found the income. */
export interface Answer {
  readonly applicationId: string;
  readonly kindergartenYear: number;
  readonly made: 'automatic' | 'manual';
}

/** A decision as it will be stored. */
export interface Draft {
  readonly id: string;
  /** Counts the household's decisions. */
  readonly number: number;
  readonly householdId: string;
  readonly answer: Answer | null;
  readonly appliedFor: string | null;
  /** Null when it rests on no income. */
  readonly incomeFrom: 'tax' | 'documents' | null;
  readonly inputs: DecisionInputs;
  readonly result: DecisionResult;
}

/** Stores decisions of one kindergarten year with their reasoning, puts their charges in force, and tells of each vedtak. */
export async function storeDecisions(
  { vault }: { readonly vault: Vault },
  change: Change<Schema>,
  year: number,
  drafts: readonly Draft[],
): Promise<void> {
  const { tx, kommune, at } = change;
  const seal = (table: string, id: string, text: string) => vault.seal(kommune, table, id, text);
  const each = drafts.flatMap((draft) =>
    draft.result.children.flatMap(({ id: childId, vedtak }) =>
      vedtak.map((one) => ({
        draft,
        childId,
        vedtak: one,
        id: stableId('fee-vedtak', draft.id, childId, one.validFrom),
      })),
    ),
  );
  await insertDecisions(
    tx,
    drafts.map(({ id, householdId, answer, inputs, result }) => {
      const text = canonicalJson(inputs);
      return {
        kommune,
        id,
        householdId,
        applicationId: answer?.applicationId ?? null,
        kindergartenYear: year,
        made: answer?.made ?? 'automatic',
        decidedOn: inputs.decidedOn,
        ruleVersion: inputs.ruleVersion,
        inputsHash: vault.blindIndex(kommune, text),
        sealedInputs: seal('fee_decision.inputs', id, text),
        sealedResult: seal('fee_decision.result', id, canonicalJson(result)),
        decidedAt: at,
      };
    }),
    each.map(({ draft, childId, vedtak, id }) => ({
      kommune,
      id,
      decisionId: draft.id,
      number: draft.number,
      childId,
      kindergartenId: vedtak.kindergarten,
      placementId: vedtak.placementId,
      validFrom: vedtak.validFrom,
      validUntil: vedtak.validUntil,
      feeNok: vedtak.feeNok,
      unreducedNok: vedtak.unreducedNok,
      foodNok: vedtak.foodNok,
      rules: reductionsIn(vedtak.steps),
      sealedReasons: seal('fee_vedtak', id, canonicalJson(reasonsOf(vedtak.steps))),
      decidedAt: at,
    })),
  );
  await upsertCharges(
    tx,
    each.flatMap(({ draft, childId, vedtak, id }) =>
      vedtak.charges.map(
        ({ kindergarten, month, placementId, payerId, place, feeNok, unreducedNok, foodNok }): Charge => ({
          kommune,
          childId,
          month,
          householdId: draft.householdId,
          vedtakId: id,
          placementId,
          kindergartenId: kindergarten,
          payerId,
          place,
          feeNok,
          unreducedNok,
          foodNok,
        }),
      ),
    ),
  );
  await deleteCharges(
    tx,
    drafts.flatMap(({ result }) =>
      result.children.flatMap(({ id, removed }) => removed.map((month) => ({ childId: id, month }))),
    ),
  );
  await recordAll(
    change,
    drafts.map(({ id, householdId }) => ({
      caseId: householdId,
      type: 'fee-decided',
      details: { year, decision: id },
    })),
  );
  await tellAll(
    change,
    feeDecided,
    each.map(({ draft: { appliedFor, incomeFrom }, childId, vedtak, id }) => ({
      key: id,
      version: 1,
      data: {
        vedtakId: id,
        childId,
        kindergartenId: vedtak.kindergarten,
        validFrom: vedtak.validFrom,
        validUntil: vedtak.validUntil,
        feeNok: vedtak.feeNok,
        unreducedNok: vedtak.unreducedNok,
        foodNok: vedtak.foodNok,
        rules: reductionsIn(vedtak.steps),
        incomeFrom,
        appliedFor: appliedFor !== null || vedtak.raised,
        applicationId: appliedFor,
      },
    })),
  );
}

const reductions: ReadonlySet<string> = new Set([
  'fee.income-ceiling',
  'fee.sibling-reduction',
  'fee.free-core-time',
  'fee.local-tier',
]);

type Steps = ChildVedtak['steps'];

/** Which reductions took part. */
const reductionsIn = (steps: Steps): string[] => [
  ...new Set(
    steps
      .filter(({ rule, outcome }) => reductions.has(rule) && outcome === 'fulfilled')
      .map(({ rule }) => rule),
  ),
];

/** The reasoning as it is kept with the vedtak: the steps, and each as a sentence in four languages. */
const reasonsOf = (steps: Steps) => ({ steps, texts: steps.map(explainFeeStepInAll) });
