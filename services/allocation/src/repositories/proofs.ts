import type { Reader, Tx } from '@opptak/db';
import type { Insertable, Selectable } from 'kysely';
import type { RunProofTable, Schema } from '../schema.generated.ts';

export type StoredProof = Selectable<RunProofTable>;

export async function findProof(db: Reader<Schema>, runId: string): Promise<StoredProof | null> {
  const row = await db.selectFrom('runProof').selectAll().where('runId', '=', runId).executeTakeFirst();
  return row ?? null;
}

/** Asks, for the first time or anew: what was answered before is gone. */
export async function askProof(
  tx: Tx<Schema>,
  row: Pick<Insertable<RunProofTable>, 'kommune' | 'runId' | 'mostChildren' | 'work' | 'askedAt'>,
): Promise<StoredProof> {
  await tx
    .deleteFrom('runDocumentPart')
    .where('runId', '=', row.runId)
    .where('document', '=', 'proof')
    .execute();
  const { kommune: _kommune, runId: _runId, ...asked } = row;
  return tx
    .insertInto('runProof')
    .values({ ...row, status: 'asked' })
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'runId'])
        .doUpdateSet({ ...asked, status: 'asked', verdict: null, summary: null, answeredAt: null }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** @returns whether it was still asked for, with this budget. */
export async function answerProof(
  tx: Tx<Schema>,
  { runId, askedAt }: Pick<StoredProof, 'runId' | 'askedAt'>,
  answer: Pick<Insertable<RunProofTable>, 'verdict' | 'summary' | 'answeredAt'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('runProof')
    .set({ ...answer, status: 'answered' })
    .where('runId', '=', runId)
    .where('status', '=', 'asked')
    .where('askedAt', '=', askedAt)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
