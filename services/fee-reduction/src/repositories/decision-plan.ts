import type { Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { sql } from 'kysely';
import type { Schema } from '../schema.generated.ts';

/*
 * Thousands of events make households wait; one job decides them all. Writers hold the lock together and the job takes
 * it alone, so whoever was told that a job is planned has committed before that job looks.
 */

const lockName = (kommune: KommuneNumber): string => `fee_reduction.decision_plan.${kommune}`;

/** @returns whether the caller is to plan the job: none is planned yet. */
export async function claimPlan(tx: Tx<Schema>, kommune: KommuneNumber): Promise<boolean> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${lockName(kommune)}, 0))`.execute(tx);
  const plan = await tx.selectFrom('decisionPlan').select('planned').executeTakeFirst();
  if (plan?.planned) return false;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('decisionPlan')
    .values({ kommune, planned: true })
    .onConflict((conflict) =>
      conflict.column('kommune').doUpdateSet({ planned: true }).where('decisionPlan.planned', '=', false),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The job begins: households that wait from now on need another. */
export async function takePlan(tx: Tx<Schema>, kommune: KommuneNumber): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${lockName(kommune)}, 0))`.execute(tx);
  await tx.updateTable('decisionPlan').set({ planned: false }).execute();
}
