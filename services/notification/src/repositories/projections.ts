import { KindergartenId, parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import { Type } from 'typebox';
import type {
  AdmissionRoundTable,
  ApplicationTable,
  KindergartenTable,
  PlacementTable,
  Schema,
} from '../schema.generated.ts';

export type Round = Selectable<AdmissionRoundTable>;
export type Kindergarten = Selectable<KindergartenTable>;
export type Placement = Selectable<PlacementTable>;
export type Application = Omit<Selectable<ApplicationTable>, 'wishes'> & {
  readonly wishes: readonly string[];
};

const Wishes = Type.Array(KindergartenId);
const typed = (row: Selectable<ApplicationTable>): Application => ({
  ...row,
  wishes: parse(Wishes, row.wishes, 'application.wishes'),
});

export async function upsertKindergarten(
  tx: Tx<Schema>,
  kindergarten: Insertable<KindergartenTable>,
): Promise<void> {
  const { kommune: _kommune, id: _id, ...rest } = kindergarten;
  await tx
    .insertInto('kindergarten')
    .values(kindergarten)
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'id'])
        .doUpdateSet(rest)
        .where('kindergarten.version', '<', kindergarten.version),
    )
    .execute();
}

export async function upsertRound(tx: Tx<Schema>, round: Insertable<AdmissionRoundTable>): Promise<void> {
  const { kommune: _kommune, id: _id, ...rest } = round;
  await tx
    .insertInto('admissionRound')
    .values(round)
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'id'])
        .doUpdateSet(rest)
        .where('admissionRound.version', '<', round.version),
    )
    .execute();
}

/** @returns false when the round is not known yet. */
export async function markRoundClosed(tx: Tx<Schema>, id: string, version: number): Promise<boolean> {
  const known = await tx.selectFrom('admissionRound').select('id').where('id', '=', id).executeTakeFirst();
  if (!known) return false;
  await tx
    .updateTable('admissionRound')
    .set({ status: 'closed', version })
    .where('id', '=', id)
    .where('version', '<', version)
    .execute();
  return true;
}

/** @returns false when a newer version is known. */
export async function upsertApplication(
  tx: Tx<Schema>,
  application: Insertable<ApplicationTable>,
): Promise<boolean> {
  const { kommune: _kommune, id: _id, ...rest } = application;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('application')
    .values(application)
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'id'])
        .doUpdateSet(rest)
        .where('application.version', '<', application.version),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** @returns false when the application is not known yet. */
export async function markWithdrawn(tx: Tx<Schema>, id: string, version: number): Promise<boolean> {
  const known = await tx.selectFrom('application').select('id').where('id', '=', id).executeTakeFirst();
  if (!known) return false;
  await tx
    .updateTable('application')
    .set({ status: 'withdrawn', version })
    .where('id', '=', id)
    .where('version', '<', version)
    .execute();
  return true;
}

export async function upsertPlacement(tx: Tx<Schema>, placement: Insertable<PlacementTable>): Promise<void> {
  const { kommune: _kommune, id: _id, ...rest } = placement;
  await tx
    .insertInto('placement')
    .values(placement)
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'id'])
        .doUpdateSet(rest)
        .where('placement.version', '<', placement.version),
    )
    .execute();
}

/** @throws AppError not-found */
export async function getRound(db: Reader<Schema>, id: string): Promise<Round> {
  const round = await db.selectFrom('admissionRound').selectAll().where('id', '=', id).executeTakeFirst();
  if (!round) throw new AppError('not-found', 'round-not-found', 'There is no such round here');
  return round;
}

/** Main rounds, the newest first. */
export async function findMainRounds(db: Reader<Schema>): Promise<readonly Round[]> {
  return db
    .selectFrom('admissionRound')
    .selectAll()
    .where('kind', '=', 'main')
    .orderBy('kindergartenYear', 'desc')
    .execute();
}

export async function findKindergartens(db: Reader<Schema>): Promise<readonly Kindergarten[]> {
  return db.selectFrom('kindergarten').selectAll().orderBy('name').orderBy('id').execute();
}

/** @throws Error when the event about it has not come yet: tried again a moment later. */
export async function getKindergarten(db: Reader<Schema>, id: string): Promise<Kindergarten> {
  const found = await db.selectFrom('kindergarten').selectAll().where('id', '=', id).executeTakeFirst();
  if (!found) throw new Error('The kindergarten is not known yet');
  return found;
}

/** @throws Error when the event about it has not come yet: tried again a moment later. */
export async function getApplication(db: Reader<Schema>, id: string): Promise<Application> {
  const found = await db.selectFrom('application').selectAll().where('id', '=', id).executeTakeFirst();
  if (!found) throw new Error('The application is not known yet');
  return typed(found);
}

export async function findApplicationsOf(
  db: Reader<Schema>,
  childIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Application[]>> {
  if (childIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('application')
    .selectAll()
    .where('childId', 'in', [...childIds])
    .where('status', '=', 'submitted')
    .execute();
  return Map.groupBy(rows.map(typed), (row) => row.childId);
}

export async function findPlacementsOf(
  db: Reader<Schema>,
  childIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Placement[]>> {
  if (childIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('placement')
    .selectAll()
    .where('childId', 'in', [...childIds])
    .where('status', '=', 'agreed')
    .execute();
  return Map.groupBy(rows, (row) => row.childId);
}
