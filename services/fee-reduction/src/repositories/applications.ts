import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import type { FeeApplicationTable, FeeCaseTable, Schema } from '../schema.generated.ts';

export type FeeApplication = Selectable<FeeApplicationTable>;
export type FeeCase = Selectable<FeeCaseTable>;

/** @throws AppError not-found */
export async function getApplication(db: Reader<Schema>, id: string): Promise<FeeApplication> {
  const application = await db
    .selectFrom('feeApplication')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!application)
    throw new AppError('not-found', 'application-not-found', 'There is no such application here');
  return application;
}

/** A household's applications of a kindergarten year, the first one first. */
export async function findApplications(
  db: Reader<Schema>,
  householdId: string,
  kindergartenYear: number,
): Promise<readonly FeeApplication[]> {
  return db
    .selectFrom('feeApplication')
    .selectAll()
    .where('householdId', '=', householdId)
    .where('kindergartenYear', '=', kindergartenYear)
    .orderBy('submittedAt')
    .orderBy('id')
    .execute();
}

export async function insertApplication(
  tx: Tx<Schema>,
  application: Insertable<FeeApplicationTable>,
): Promise<FeeApplication> {
  return tx.insertInto('feeApplication').values(application).returningAll().executeTakeFirstOrThrow();
}

/**
 * Moves an application on, if it still is where the caller saw it.
 *
 * @returns null when somebody else has moved it: whoever comes second does nothing.
 */
export async function moveApplication(
  tx: Tx<Schema>,
  { id, status, tries }: Pick<FeeApplication, 'id' | 'status' | 'tries'>,
  to: Partial<Pick<FeeApplication, 'status' | 'tries' | 'decidedAt' | 'othersBelong'>>,
): Promise<FeeApplication | null> {
  const moved = await tx
    .updateTable('feeApplication')
    .set(to)
    .where('id', '=', id)
    .where('status', '=', status)
    .where('tries', '=', tries)
    .returningAll()
    .executeTakeFirst();
  return moved ?? null;
}

export async function insertCase(tx: Tx<Schema>, opened: Insertable<FeeCaseTable>): Promise<void> {
  await tx.insertInto('feeCase').values(opened).execute();
}

export async function countCases(db: Reader<Schema>, applicationId: string): Promise<number> {
  const { count } = await db
    .selectFrom('feeCase')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('applicationId', '=', applicationId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** @throws AppError not-found */
export async function getCase(db: Reader<Schema>, id: string): Promise<FeeCase> {
  const found = await db.selectFrom('feeCase').selectAll().where('id', '=', id).executeTakeFirst();
  if (!found) throw new AppError('not-found', 'case-not-found', 'There is no such case here');
  return found;
}

/** A page of the cases that wait for a person, in order of id. */
export async function findOpenCases(
  db: Reader<Schema>,
  after: string | undefined,
  limit: number,
): Promise<readonly FeeCase[]> {
  let query = db.selectFrom('feeCase').selectAll().where('status', '=', 'open').orderBy('id').limit(limit);
  if (after) query = query.where('id', '>', after);
  return query.execute();
}

/** @throws AppError conflict `case-decided` when somebody has decided it. */
export async function closeCase(
  tx: Tx<Schema>,
  id: string,
  closed: Pick<FeeCase, 'decidedAt' | 'decidedBy' | 'outcome'>,
): Promise<FeeCase> {
  const stored = await tx
    .updateTable('feeCase')
    .set({ ...closed, status: 'decided' })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .returningAll()
    .executeTakeFirst();
  if (!stored) throw new AppError('conflict', 'case-decided', 'The case has been decided already');
  return stored;
}

export async function findApplicationsById(
  db: Reader<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FeeApplication>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('feeApplication').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}
