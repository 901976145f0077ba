import { BylawsDocument, Conversion, nullable, parse } from '@opptak/contracts';
import { keepNewest, type Reader, type Tx } from '@opptak/db';
import { AppError, type IsoDate } from '@opptak/domain';
import { type Insertable, type Selectable, sql } from 'kysely';
import type {
  AdmissionRoundTable,
  ApplicationTable,
  BylawsTable,
  ChildTable,
  KindergartenTable,
  Schema,
} from '../schema.generated.ts';
import { type Application, type ApplicationRow, typedApplication, Wishes } from './typed-application.ts';

/*
 * What allocation knows from others. Each row keeps the newest version it has heard of: an event that arrives late
 * changes nothing.
 */

export type Kindergarten = Omit<Selectable<KindergartenTable>, 'conversion'> & {
  readonly conversion: Conversion | null;
};
/** An application without its distances: all that a decision is made from. */
export type ApplicationFacts = Omit<Application, 'distances'>;
export type Round = Selectable<AdmissionRoundTable>;
export type Child = Selectable<ChildTable>;

export async function upsertKindergarten(tx: Tx<Schema>, row: Insertable<KindergartenTable>): Promise<void> {
  await keepNewest(tx, 'kindergarten', row);
}

export async function upsertBylaws(tx: Tx<Schema>, row: Insertable<BylawsTable>): Promise<void> {
  await keepNewest(tx, 'bylaws', row, ['kommune']);
}

export async function upsertChild(tx: Tx<Schema>, row: Insertable<ChildTable>): Promise<void> {
  await keepNewest(tx, 'child', row);
}

/** @returns null when the child is not known; false when something newer is known of it. */
export async function markChildLeft(
  tx: Tx<Schema>,
  { id, leftOn, version }: Pick<Child, 'id' | 'leftOn' | 'version'>,
): Promise<boolean | null> {
  const { numUpdatedRows } = await tx
    .updateTable('child')
    .set({ leftOn, version })
    .where('id', '=', id)
    .where('version', '<', version)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return true;
  return (await tx.selectFrom('child').select('id').where('id', '=', id).executeTakeFirst()) ? false : null;
}

export async function upsertApplication(tx: Tx<Schema>, row: Insertable<ApplicationTable>): Promise<void> {
  await keepNewest(tx, 'application', row);
}

/** @returns null when the application is not known; false when something newer is known of it. */
export async function markWithdrawn(tx: Tx<Schema>, id: string, version: number): Promise<boolean | null> {
  const { numUpdatedRows } = await tx
    .updateTable('application')
    .set({ status: 'withdrawn', version })
    .where('id', '=', id)
    .where('version', '<', version)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return true;
  const known = await tx.selectFrom('application').select('id').where('id', '=', id).executeTakeFirst();
  return known ? false : null;
}

/** A round as it was opened; what its closing has told is kept. */
export async function insertRound(tx: Tx<Schema>, row: Insertable<AdmissionRoundTable>): Promise<void> {
  await tx
    .insertInto('admissionRound')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @returns whether the round is known. What an earlier closing told does not replace a later one. */
export async function markRoundClosed(
  tx: Tx<Schema>,
  id: string,
  closed: Pick<Round, 'expectedApplications' | 'expectedChecksum' | 'lotSeed' | 'version'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('admissionRound')
    .set({ ...closed, status: 'closed' })
    .where('id', '=', id)
    .where('version', '<', closed.version)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return true;
  return (
    (await tx.selectFrom('admissionRound').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
  );
}

/** @throws AppError not-found */
export async function getRound(db: Reader<Schema>, id: string): Promise<Round> {
  const round = await db.selectFrom('admissionRound').selectAll().where('id', '=', id).executeTakeFirst();
  if (!round) throw new AppError('not-found', 'round-not-found', 'There is no such round here');
  return round;
}

/** Main rounds that are closed: those whose places are refilled. */
export async function findClosedRounds(db: Reader<Schema>): Promise<readonly Round[]> {
  return db.selectFrom('admissionRound').selectAll().where('status', '=', 'closed').orderBy('id').execute();
}

export async function findKindergartens(db: Reader<Schema>): Promise<readonly Kindergarten[]> {
  const rows = await db.selectFrom('kindergarten').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    ...row,
    conversion: parse(nullable(Conversion), row.conversion, 'kindergarten.conversion'),
  }));
}

/** @throws AppError conflict when the kommune has adopted no bylaws: nothing is allocated by unwritten rules. */
export async function getBylaws(db: Reader<Schema>): Promise<BylawsDocument> {
  const row = await db.selectFrom('bylaws').select('document').executeTakeFirst();
  if (!row) throw new AppError('conflict', 'no-bylaws', 'The kommune has adopted no admission criteria');
  return parse(BylawsDocument, row.document, 'bylaws.document');
}

/** Rows that are read at a time, so that nobody else is held up; an application has a distance to every kindergarten. */
const page = { applications: 200, children: 500, versions: 500 };

/** Birth dates of those among the children who are known. */
export async function findBirthDates(
  db: Reader<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, IsoDate>> {
  const births = new Map<string, IsoDate>();
  for (let at = 0; at < ids.length; at += page.children) {
    const rows = await db
      .selectFrom('child')
      .select(['id', 'bornOn'])
      .where('id', 'in', ids.slice(at, at + page.children))
      .execute();
    for (const { id, bornOn } of rows) births.set(id, bornOn);
  }
  return births;
}

/** All children, page by page, in order of id. */
export async function* childPages(db: Reader<Schema>): AsyncGenerator<readonly Child[]> {
  for (let last: string | undefined; ; ) {
    const query = db.selectFrom('child').selectAll().orderBy('id').limit(page.children);
    const rows = await (last === undefined ? query : query.where('id', '>', last)).execute();
    yield rows;
    last = rows.at(-1)?.id;
    if (last === undefined || rows.length < page.children) return;
  }
}

/** Which of the children have left the kommune. */
export async function findGone(db: Reader<Schema>, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('child')
    .select('id')
    .where('id', 'in', [...ids])
    .where('leftOn', 'is not', null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** @throws AppError not-found */
export async function getApplication(db: Reader<Schema>, id: string): Promise<Application> {
  const row = await applicationRows(db).where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', 'application-not-found', 'There is no such application here');
  return typedApplication(row);
}

/** Submitted applications of a round, page by page, in order of id. */
export async function* submittedPages(
  db: Reader<Schema>,
  roundId: string,
): AsyncGenerator<readonly ApplicationRow[]> {
  for (let last: string | undefined; ; ) {
    const query = applicationRows(db)
      .where('roundId', '=', roundId)
      .where('status', '=', 'submitted')
      .orderBy('id')
      .limit(page.applications);
    const rows = await (last === undefined ? query : query.where('id', '>', last)).execute();
    yield rows;
    last = rows.at(-1)?.id;
    if (last === undefined || rows.length < page.applications) return;
  }
}

/** Which version of an application is known, and whether it came in time. */
export type InTime = Pick<ApplicationRow, 'id' | 'version' | 'late'>;

/** The same, of their versions alone. */
export async function* versionPages(db: Reader<Schema>, roundId: string): AsyncGenerator<readonly InTime[]> {
  for (let last: string | undefined; ; ) {
    const query = db
      .selectFrom('application')
      .select(['id', 'version', 'late'])
      .where('roundId', '=', roundId)
      .where('status', '=', 'submitted')
      .orderBy('id')
      .limit(page.versions);
    const rows = await (last === undefined ? query : query.where('id', '>', last)).execute();
    yield rows;
    last = rows.at(-1)?.id;
    if (last === undefined || rows.length < page.versions) return;
  }
}

/** Those of the applications that are still submitted, without their distances. */
export async function findSubmitted(
  db: Reader<Schema>,
  ids: readonly string[],
): Promise<readonly ApplicationFacts[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('application')
    .select(shortColumns)
    .where('id', 'in', [...ids])
    .where('status', '=', 'submitted')
    .execute();
  return rows.map((row) => ({ ...row, wishes: parse(Wishes, row.wishes, 'application.wishes') }));
}

const shortColumns = [
  'kommune',
  'id',
  'roundId',
  'childId',
  'familyId',
  'bornOn',
  'startOn',
  'daysPerWeek',
  'wishes',
  'together',
  'rightToPlace',
  'statutoryPriority',
  'submittedAt',
  'late',
  'status',
  'version',
] as const;

const applicationRows = (db: Reader<Schema>) =>
  db.selectFrom('application').select([...shortColumns, sql<string>`distances::text`.as('distances')]);
