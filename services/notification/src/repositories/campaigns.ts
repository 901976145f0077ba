import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import type {
  CampaignStepTable,
  CampaignTable,
  EligibilityDecisionTable,
  Schema,
} from '../schema.generated.ts';

export type Campaign = Selectable<CampaignTable>;
export type CampaignStep = Selectable<CampaignStepTable>;

/** @throws AppError conflict when the round has such a campaign already. */
export async function insertCampaign(
  tx: Tx<Schema>,
  campaign: Insertable<CampaignTable>,
  steps: readonly Insertable<CampaignStepTable>[],
): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('campaign')
    .values(campaign)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) {
    throw new AppError('conflict', 'campaign-exists', 'The round has such a campaign already');
  }
  await tx
    .insertInto('campaignStep')
    .values([...steps])
    .execute();
}

/** @throws AppError not-found */
export async function getCampaign(db: Reader<Schema>, id: string): Promise<Campaign> {
  const campaign = await db.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst();
  if (!campaign) throw new AppError('not-found', 'campaign-not-found', 'There is no such campaign here');
  return campaign;
}

/** Takes a campaign for the rest of the transaction. @throws AppError not-found */
export async function lockCampaign(tx: Tx<Schema>, id: string): Promise<Campaign> {
  const campaign = await getCampaign(tx, id);
  await tx.selectFrom('campaign').select('id').where('id', '=', id).forUpdate().execute();
  return campaign;
}

export async function findSteps(db: Reader<Schema>, campaignId: string): Promise<readonly CampaignStep[]> {
  return db
    .selectFrom('campaignStep')
    .selectAll()
    .where('campaignId', '=', campaignId)
    .orderBy('daysBefore', 'desc')
    .execute();
}

/** Takes a step for the rest of the transaction: of two who work on it, the second finds it further on. */
export async function lockStep(
  tx: Tx<Schema>,
  campaignId: string,
  daysBefore: number,
): Promise<CampaignStep> {
  return tx
    .selectFrom('campaignStep')
    .selectAll()
    .where('campaignId', '=', campaignId)
    .where('daysBefore', '=', daysBefore)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Moves a step on: the last child it has dealt with, and when it came to its end. */
export async function moveStep(
  tx: Tx<Schema>,
  { campaignId, daysBefore }: Pick<CampaignStep, 'campaignId' | 'daysBefore'>,
  to: { readonly nextChildId: string | null; readonly doneAt: Date | null },
): Promise<void> {
  await tx
    .updateTable('campaignStep')
    .set(to)
    .where('campaignId', '=', campaignId)
    .where('daysBefore', '=', daysBefore)
    .execute();
}

/** Keeps the newest decision about each child in each round. */
export async function upsertDecisions(
  tx: Tx<Schema>,
  decisions: readonly Insertable<EligibilityDecisionTable>[],
): Promise<void> {
  if (decisions.length === 0) return;
  await tx
    .insertInto('eligibilityDecision')
    .values([...decisions])
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'roundId', 'childId']).doUpdateSet((row) => ({
        decision: row.ref('excluded.decision'),
        reasons: row.ref('excluded.reasons'),
        rules: row.ref('excluded.rules'),
        guarded: row.ref('excluded.guarded'),
        decidedAt: row.ref('excluded.decidedAt'),
      })),
    )
    .execute();
}

export interface DecisionCount {
  readonly decision: Selectable<EligibilityDecisionTable>['decision'];
  readonly reason: string;
  readonly count: number;
}

/** How many children were decided about in which way, by first reason. Guarded ones are in no count. */
export async function countDecisions(
  db: Reader<Schema>,
  roundId?: string,
): Promise<readonly DecisionCount[]> {
  let query = db
    .selectFrom('eligibilityDecision')
    .select((row) => [
      'decision',
      row.ref('reasons', '->>').at(0).as('reason'),
      row.fn.countAll<string>().as('count'),
    ])
    .where('guarded', '=', false)
    .groupBy(['decision', 'reason'])
    .orderBy('decision')
    .orderBy('reason');
  if (roundId) query = query.where('roundId', '=', roundId);
  const rows = await query.execute();
  return rows.map(({ decision, reason, count }) => ({
    decision,
    reason: String(reason),
    count: Number(count),
  }));
}
