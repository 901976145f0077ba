import type { Reader, Tx } from '@opptak/db';
import type { Insertable, Selectable } from 'kysely';
import type { IncomeBasisTable, Schema } from '../schema.generated.ts';

export type StoredIncome = Selectable<IncomeBasisTable>;

export async function insertIncome(tx: Tx<Schema>, basis: Insertable<IncomeBasisTable>): Promise<void> {
  await tx.insertInto('incomeBasis').values(basis).execute();
}

/** What an application rests on: one income, or a draft and the settlement that replaced it. */
export async function findIncomesOfApplication(
  db: Reader<Schema>,
  applicationId: string,
): Promise<readonly StoredIncome[]> {
  return db.selectFrom('incomeBasis').selectAll().where('applicationId', '=', applicationId).execute();
}

/** Applications whose income is a draft that no settlement has replaced, in kindergarten years from one to another. */
export async function findDraftApplications(
  db: Reader<Schema>,
  fromYear: number,
  untilYear = fromYear + 1,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('incomeBasis as draft')
    .select('draft.applicationId')
    .where('draft.stage', '=', 'draft')
    .where('draft.kindergartenYear', '>=', fromYear)
    .where('draft.kindergartenYear', '<=', untilYear)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('incomeBasis as later')
            .select('later.id')
            .whereRef('later.applicationId', '=', 'draft.applicationId')
            .where('later.stage', '=', 'settled'),
        ),
      ),
    )
    .orderBy('draft.applicationId')
    .execute();
  return rows.map(({ applicationId }) => applicationId);
}
