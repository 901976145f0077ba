import { BylawsDocument, Conversion, Distances, KindergartenId, nullable, parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { AppError, type IsoDate } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type {
  AdmissionRoundTable,
  ApplicationTable,
  BylawsTable,
  ChildTable,
  KindergartenTable,
  Schema,
} from '../schema.generated.ts';

/*
 * What allocation knows from others. Each row keeps the newest version it has heard of: an event that arrives late
 * changes nothing.
 */

export type Kindergarten = Omit<Selectable<KindergartenTable>, 'conversion'> & {
  readonly conversion: Conversion | null;
};
export type Application = Omit<Selectable<ApplicationTable>, 'wishes' | 'distances'> & {
  readonly wishes: readonly string[];
  readonly distances: Readonly<Record<string, number>>;
};
export type Round = Selectable<AdmissionRoundTable>;
export type Child = Selectable<ChildTable>;

export async function upsertKindergarten(tx: Tx<Schema>, row: Insertable<KindergartenTable>): Promise<void> {
  const { kommune: _kommune, id: _id, ...facts } = row;
  await tx
    .insertInto('kindergarten')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'id']).doUpdateSet(facts).where('kindergarten.version', '<', row.version),
    )
    .execute();
}

export async function upsertBylaws(tx: Tx<Schema>, row: Insertable<BylawsTable>): Promise<void> {
  const { kommune: _kommune, ...facts } = row;
  await tx
    .insertInto('bylaws')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('kommune').doUpdateSet(facts).where('bylaws.version', '<', row.version),
    )
    .execute();
}

export async function upsertChild(tx: Tx<Schema>, row: Insertable<ChildTable>): Promise<void> {
  const { kommune: _kommune, id: _id, ...facts } = row;
  await tx
    .insertInto('child')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'id']).doUpdateSet(facts).where('child.version', '<', row.version),
    )
    .execute();
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
  const { kommune: _kommune, id: _id, ...facts } = row;
  await tx
    .insertInto('application')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'id']).doUpdateSet(facts).where('application.version', '<', row.version),
    )
    .execute();
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

/** Birth dates of those among the children who are known. */
export async function findBirthDates(
  db: Reader<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, IsoDate>> {
  if (ids.length === 0) return new Map();
  // Below what PostgreSQL takes in parameters only for a few: for many, everybody is read.
  const query = db.selectFrom('child').select(['id', 'bornOn']);
  const rows = await (ids.length > 1000 ? query : query.where('id', 'in', [...ids])).execute();
  return new Map(rows.map(({ id, bornOn }) => [id, bornOn]));
}

export async function findChildren(db: Reader<Schema>): Promise<readonly Child[]> {
  return db.selectFrom('child').selectAll().execute();
}

/** @throws AppError not-found */
export async function getApplication(db: Reader<Schema>, id: string): Promise<Application> {
  const row = await db.selectFrom('application').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', 'application-not-found', 'There is no such application here');
  return typedApplication(row);
}

/** Each has a distance to every kindergarten: so many of them are read and checked without holding up anybody else. */
const page = 200;

/** Submitted applications of a round, in order of id. */
export async function findSubmitted(db: Reader<Schema>, roundId: string): Promise<readonly Application[]> {
  const all: Application[] = [];
  for (;;) {
    const query = db
      .selectFrom('application')
      .selectAll()
      .where('roundId', '=', roundId)
      .where('status', '=', 'submitted')
      .orderBy('id')
      .limit(page);
    const last = all.at(-1);
    const rows = await (last ? query.where('id', '>', last.id) : query).execute();
    all.push(...rows.map(typedApplication));
    if (rows.length < page) return all;
  }
}

const Wishes = Type.Array(KindergartenId);
/** Compiled once: a round has thousands of applications, each with a distance to every kindergarten. */
const listed = Compile(Type.Object({ wishes: Wishes, distances: Distances }));

function typedApplication(row: Selectable<ApplicationTable>): Application {
  const { wishes, distances } = row;
  const lists: unknown = { wishes, distances };
  if (listed.Check(lists)) return { ...row, ...lists };
  return {
    ...row,
    wishes: parse(Wishes, wishes, 'application.wishes'),
    distances: parse(Distances, distances, 'application.distances'),
  };
}
