import type { Reader, Tx } from '@opptak/db';
import { monthsOfKindergartenYear } from '@opptak/rules';
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

/**
 * The households that children were charged with in a kindergarten year, other than the one they belong to now: whose income
 * their vedtak rests on when the household has changed.
 */
export async function findEarlierHouseholds(
  db: Reader<Schema>,
  children: readonly { readonly id: string; readonly householdId: string }[],
  kindergartenYear: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (children.length === 0) return new Map();
  const months = monthsOfKindergartenYear(kindergartenYear);
  const rows = await db
    .selectFrom('charge')
    .innerJoin('child', (join) =>
      join.onRef('child.kommune', '=', 'charge.kommune').onRef('child.id', '=', 'charge.childId'),
    )
    .select(['charge.childId', 'charge.householdId'])
    .distinct()
    .where(
      'charge.childId',
      'in',
      children.map(({ id }) => id),
    )
    .where('charge.month', '>=', months[0] ?? '')
    .where('charge.month', '<=', months.at(-1) ?? '')
    .whereRef('charge.householdId', '<>', 'child.householdId')
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ childId }) => childId)].map(([id, own]) => [
      id,
      own.map(({ householdId }) => householdId).toSorted(),
    ]),
  );
}
