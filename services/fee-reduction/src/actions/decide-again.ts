import type { Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { planJob } from '@opptak/jobs';
import { decideFees } from '../jobs/decide-fees-job.ts';
import { claimPlan } from '../repositories/decision-plan.ts';
import { markToDecide } from '../repositories/households.ts';
import type { Schema } from '../schema.generated.ts';

/** Makes households wait to be decided, and plans the job that decides them unless one is planned already. */
export async function decideAgain(
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  householdIds: readonly string[],
  at: Date,
): Promise<void> {
  if (householdIds.length === 0) return;
  await markToDecide(tx, kommune, householdIds, at);
  if (await claimPlan(tx, kommune)) await planJob(tx, decideFees, {}, { kommune, runAt: at });
}
