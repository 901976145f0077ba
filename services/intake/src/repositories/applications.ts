import { Distances, parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { AppError, type KommuneNumber } from '@opptak/domain';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { ApplicationTable, ApplicationWishTable, Schema } from '../schema.generated.ts';

export type Wish = Pick<Selectable<ApplicationWishTable>, 'kindergartenId' | 'wishedSince'>;
export type Application = Omit<Selectable<ApplicationTable>, 'distances'> & {
  readonly distances: Readonly<Record<string, number>>;
  readonly wishes: readonly Wish[];
};

/** @throws AppError not-found */
export async function getApplication(db: Reader<Schema>, id: string): Promise<Application> {
  const application = await db.selectFrom('application').selectAll().where('id', '=', id).executeTakeFirst();
  if (!application)
    throw new AppError('not-found', 'application-not-found', 'There is no such application here');
  return withWishes(application, await wishesOf(db, [id]));
}

/** The child's application in a round that has not been withdrawn. */
export async function findSubmitted(
  db: Reader<Schema>,
  roundId: string,
  childId: string,
): Promise<Application | null> {
  const application = await db
    .selectFrom('application')
    .selectAll()
    .where('roundId', '=', roundId)
    .where('childId', '=', childId)
    .where('status', '=', 'submitted')
    .executeTakeFirst();
  if (!application) return null;
  return withWishes(application, await wishesOf(db, [application.id]));
}

/** The child's applications that have not been withdrawn, whatever the round. */
export async function findOpenOf(
  db: Reader<Schema>,
  childId: string,
): Promise<readonly { readonly id: string }[]> {
  return db
    .selectFrom('application')
    .select('id')
    .where('childId', '=', childId)
    .where('status', '=', 'submitted')
    .orderBy('id')
    .execute();
}

/** Applications by an invitation from whose distances one could tell where the family lives. */
export async function findShowingHome(
  db: Reader<Schema>,
  invitationId: string,
): Promise<readonly { readonly id: string; readonly roundId: string }[]> {
  return db
    .selectFrom('application')
    .select(['id', 'roundId'])
    .where('invitationId', '=', invitationId)
    .where('status', '=', 'submitted')
    .where('distances', '<>', sql.lit('{}'))
    .orderBy('id')
    .execute();
}

/** How often the child has applied in a round, withdrawn applications included. */
export async function countApplications(
  db: Reader<Schema>,
  roundId: string,
  childId: string,
): Promise<number> {
  const { count } = await db
    .selectFrom('application')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('roundId', '=', roundId)
    .where('childId', '=', childId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A page of a round's applications in order of id. */
export async function findApplications(
  db: Reader<Schema>,
  {
    roundId,
    after,
    limit,
  }: { readonly roundId: string; readonly after: string | undefined; readonly limit: number },
): Promise<readonly Application[]> {
  let query = db
    .selectFrom('application')
    .selectAll()
    .where('roundId', '=', roundId)
    .orderBy('id')
    .limit(limit);
  if (after) query = query.where('id', '>', after);
  const applications = await query.execute();
  const wishes = await wishesOf(
    db,
    applications.map((application) => application.id),
  );
  return applications.map((application) => withWishes(application, wishes));
}

/** Ids and versions of what takes part in a round, in order of id: what a closing round vouches for. */
export async function findParticipants(
  db: Reader<Schema>,
  roundId: string,
): Promise<readonly { readonly id: string; readonly version: number }[]> {
  return db
    .selectFrom('application')
    .select(['id', 'version'])
    .where('roundId', '=', roundId)
    .where('status', '=', 'submitted')
    .where('late', '=', false)
    .orderBy('id')
    .execute();
}

/** @returns false when the child already has an application in the round: the index decides, also between two at once. */
export async function insertApplication(
  tx: Tx<Schema>,
  application: Insertable<ApplicationTable>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('application')
    .values(application)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/**
 * Changes a submitted application that nobody has changed since `version`.
 *
 * @throws AppError stale when somebody has, or it is withdrawn.
 */
export async function updateSubmitted(
  tx: Tx<Schema>,
  { id, version }: { readonly id: string; readonly version: number },
  changes: Updateable<ApplicationTable>,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('application')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('status', '=', 'submitted')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) {
    throw new AppError('stale', 'application-changed', 'The application has changed in the meantime');
  }
}

/** Puts the wishes in this order. A wish that was there before keeps the moment it was first made. */
export async function replaceWishes(
  tx: Tx<Schema>,
  at: { readonly kommune: KommuneNumber; readonly applicationId: string; readonly now: Date },
  kindergartenIds: readonly string[],
): Promise<void> {
  const { kommune, applicationId, now } = at;
  const before = new Map(
    ((await wishesOf(tx, [applicationId])).get(applicationId) ?? []).map((wish) => [
      wish.kindergartenId,
      wish.wishedSince,
    ]),
  );
  await tx.deleteFrom('applicationWish').where('applicationId', '=', applicationId).execute();
  await tx
    .insertInto('applicationWish')
    .values(
      kindergartenIds.map((kindergartenId, index) => ({
        kommune,
        applicationId,
        position: index + 1,
        kindergartenId,
        wishedSince: before.get(kindergartenId) ?? now,
      })),
    )
    .execute();
}

function withWishes(
  row: Selectable<ApplicationTable>,
  wishes: ReadonlyMap<string, readonly Wish[]>,
): Application {
  const distances = parse(Distances, row.distances, 'application.distances');
  return { ...row, distances, wishes: wishes.get(row.id) ?? [] };
}

async function wishesOf(
  db: Reader<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Wish[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('applicationWish')
    .select(['applicationId', 'kindergartenId', 'wishedSince'])
    .where('applicationId', 'in', [...ids])
    .orderBy('position')
    .execute();
  return Map.groupBy(rows, (row) => row.applicationId);
}
