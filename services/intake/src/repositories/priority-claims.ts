import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import type { PriorityClaimTable, Schema } from '../schema.generated.ts';

export type PriorityClaim = Selectable<PriorityClaimTable>;

/** Claims that wait to be decided, oldest first; those of withdrawn applications need no decision. */
export async function findOpenClaims(db: Reader<Schema>): Promise<readonly PriorityClaim[]> {
  return db
    .selectFrom('priorityClaim')
    .innerJoin('application', (join) =>
      join
        .onRef('application.id', '=', 'priorityClaim.applicationId')
        .onRef('application.kommune', '=', 'priorityClaim.kommune'),
    )
    .selectAll('priorityClaim')
    .where('priorityClaim.status', '=', 'claimed')
    .where('application.status', '=', 'submitted')
    .orderBy('claimedAt')
    .orderBy('priorityClaim.id')
    .execute();
}

/** @throws AppError conflict when a claim for the application already waits to be decided. */
export async function insertClaim(
  tx: Tx<Schema>,
  claim: Insertable<PriorityClaimTable>,
): Promise<PriorityClaim> {
  const stored = await tx
    .insertInto('priorityClaim')
    .values(claim)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!stored)
    throw new AppError('conflict', 'claim-already-open', 'A claim for this application waits already');
  return stored;
}

/**
 * Decides a claim once.
 *
 * @throws AppError not-found
 * @throws AppError conflict when it has been decided already.
 */
export async function decideClaim(
  tx: Tx<Schema>,
  id: string,
  decision: {
    readonly status: 'confirmed' | 'rejected';
    readonly decidedAt: Date;
    readonly decidedBy: string;
  },
): Promise<PriorityClaim> {
  const decided = await tx
    .updateTable('priorityClaim')
    .set(decision)
    .where('id', '=', id)
    .where('status', '=', 'claimed')
    .returningAll()
    .executeTakeFirst();
  if (decided) return decided;
  const exists = await tx.selectFrom('priorityClaim').select('id').where('id', '=', id).executeTakeFirst();
  if (!exists) throw new AppError('not-found', 'claim-not-found', 'There is no such claim here');
  throw new AppError('conflict', 'claim-decided', 'The claim has been decided already');
}
