import type { Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { planJob } from '@opptak/jobs';
import { decideFees } from '../jobs/decide-fees-job.ts';
import { claimPlan } from '../repositories/decision-plan.ts';
import { markToDecide } from '../repositories/households.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * So long is waited for more: places of siblings, or the end of one place and the beginning of another, come one after
 * the other, and a family is to get one vedtak for them.
 */
export const gatherMs = 15 * 60_000;

/** Makes households wait to be decided, and plans the job that decides them in a while unless one is planned already. */
export async function decideAgain(
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  householdIds: readonly string[],
  at: Date,
): Promise<void> {
  if (householdIds.length === 0) return;
  await markToDecide(tx, kommune, householdIds, at);
  const runAt = new Date(at.getTime() + gatherMs);
  if (await claimPlan(tx, kommune)) await planJob(tx, decideFees, {}, { kommune, runAt });
}
