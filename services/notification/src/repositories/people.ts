import type { Reader, Tx } from '@opptak/db';
import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { GuardianTable, PersonTable, Schema } from '../schema.generated.ts';

export type Person = Selectable<PersonTable>;
export type Guardian = Selectable<GuardianTable>;

/** Whose number it is or was, by keyed index. */
export async function findByNumbers(
  db: Reader<Schema>,
  indexes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (indexes.length === 0) return new Map();
  const rows = await db
    .selectFrom('personNumber')
    .select(['numberIndex', 'personId'])
    .where('numberIndex', 'in', [...indexes])
    .execute();
  return new Map(rows.map((row) => [row.numberIndex, row.personId]));
}

export async function findPeople(
  db: Reader<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('person')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Stores people as they are now. A person's version is raised by whoever tells of it. */
export async function upsertPeople(
  tx: Tx<Schema>,
  people: readonly Insertable<PersonTable>[],
): Promise<void> {
  if (people.length === 0) return;
  await tx
    .insertInto('person')
    .values([...people])
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'id']).doUpdateSet((row) => ({
        sealedFacts: row.ref('excluded.sealedFacts'),
        bornOn: row.ref('excluded.bornOn'),
        isChild: row.ref('excluded.isChild'),
        familyId: row.ref('excluded.familyId'),
        householdId: row.ref('excluded.householdId'),
        toldSha256: row.ref('excluded.toldSha256'),
        version: row.ref('excluded.version'),
        readAt: row.ref('excluded.readAt'),
        moveHeldAt: row.ref('excluded.moveHeldAt'),
      })),
    )
    .execute();
}

/** Lets every number lead to its person, also when it led to another one before: two registrations were one human being. */
export async function upsertNumbers(
  tx: Tx<Schema>,
  numbers: readonly Insertable<Schema['personNumber']>[],
): Promise<void> {
  if (numbers.length === 0) return;
  await tx
    .insertInto('personNumber')
    .values([...numbers])
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'numberIndex'])
        .doUpdateSet((row) => ({ personId: row.ref('excluded.personId') }))
        .whereRef('personNumber.personId', '<>', 'excluded.personId'),
    )
    .execute();
}

/** Sets who stands beside these children. */
export async function replaceGuardians(
  tx: Tx<Schema>,
  childIds: readonly string[],
  guardians: readonly Insertable<GuardianTable>[],
): Promise<void> {
  if (childIds.length === 0) return;
  await tx
    .deleteFrom('guardian')
    .where('childId', 'in', [...childIds])
    .execute();
  if (guardians.length === 0) return;
  await tx
    .insertInto('guardian')
    .values([...guardians])
    .execute();
}

/** Whoever stood beside a child under an id that ceased stands there under the one that stays. */
export async function moveGuardians(tx: Tx<Schema>, merged: ReadonlyMap<string, string>): Promise<void> {
  for (const [ceased, stays] of merged) {
    const rows = await tx.deleteFrom('guardian').where('personId', '=', ceased).returningAll().execute();
    if (rows.length === 0) continue;
    await tx
      .insertInto('guardian')
      .values(rows.map((row) => ({ ...row, personId: stays })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function findGuardians(
  db: Reader<Schema>,
  childIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Guardian[]>> {
  if (childIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('guardian')
    .selectAll()
    .where('childId', 'in', [...childIds])
    .orderBy('personId')
    .execute();
  return Map.groupBy(rows, (row) => row.childId);
}

/** The children that these people are, or stand beside. */
export async function findChildrenAround(
  db: Reader<Schema>,
  personIds: readonly string[],
): Promise<readonly Person[]> {
  if (personIds.length === 0) return [];
  return db
    .selectFrom('person')
    .selectAll()
    .where('isChild', '=', true)
    .where((row) =>
      row.or([
        row('id', 'in', [...personIds]),
        row(
          'id',
          'in',
          row
            .selectFrom('guardian')
            .select('childId')
            .where('personId', 'in', [...personIds]),
        ),
      ]),
    )
    .orderBy('id')
    .execute();
}

/** Children in order of id, after one of them. */
export async function findChildren(
  db: Reader<Schema>,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly Person[]> {
  let query = db.selectFrom('person').selectAll().where('isChild', '=', true).orderBy('id').limit(page.limit);
  if (page.after !== null) query = query.where('id', '>', page.after);
  return query.execute();
}

/** Children that have not been read since an instant: perhaps they no longer live here. */
export async function findUnreadSince(
  db: Reader<Schema>,
  at: Date,
  limit: number,
): Promise<readonly Person[]> {
  return db
    .selectFrom('person')
    .selectAll()
    .where('isChild', '=', true)
    .where('readAt', '<', at)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The register was asked and gave nothing to store: they are not asked for again in this round. */
export async function markRead(tx: Tx<Schema>, ids: readonly string[], readAt: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('person')
    .set({ readAt })
    .where('id', 'in', [...ids])
    .execute();
}

/** The other children of these families. */
export async function findSiblings(
  db: Reader<Schema>,
  familyIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Person[]>> {
  if (familyIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('person')
    .selectAll()
    .where('isChild', '=', true)
    .where('familyId', 'in', [...new Set(familyIds)])
    .orderBy('bornOn')
    .execute();
  return Map.groupBy(rows, (row) => row.familyId ?? '');
}

export async function countPeople(db: Reader<Schema>): Promise<number> {
  const { count } = await db
    .selectFrom('person')
    .select((row) => row.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Children of ours whose families are not protected: a count that includes the others would tell of them. */
export async function countOpenChildren(db: Reader<Schema>): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from person child
    where child.is_child and not exists (
      select from access_protection protection
      where protection.kommune = child.kommune and protection.lifted_at is null
        and protection.against_person_id is null
        and (protection.person_id = child.id or protection.person_id in (
          select guardian.person_id from guardian
          where guardian.kommune = child.kommune and guardian.child_id = child.id
            and guardian.lives_with_child is distinct from false)))`.execute(db as Tx<Schema>);
  return Number(rows[0]?.count ?? 0);
}

/** A person has looked: the child's move is real. */
export async function releaseMove(tx: Tx<Schema>, childId: string): Promise<void> {
  await tx.updateTable('person').set({ moveHeldAt: null }).where('id', '=', childId).execute();
}
