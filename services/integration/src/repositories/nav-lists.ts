import { Id, parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { AppError, type IsoDate, type KommuneNumber } from '@opptak/domain';
import { type Insertable, type Selectable, sql } from 'kysely';
import { Type } from 'typebox';
import type { NavListTable, Schema } from '../schema.generated.ts';

export type StoredNavList = Selectable<NavListTable>;

const Adults = Type.Array(Type.Object({ personId: Id, sealedIdentity: Type.String() }));

/** One place with the child that holds it and the kindergarten it is in; null where nobody has told us of them yet. */
export interface PlaceOfChild {
  readonly childId: string;
  readonly kindergartenId: string;
  readonly kindergartenName: string | null;
  readonly fullTimeHours: number | null;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly daysPerWeek: number;
  readonly bornOn: IsoDate | null;
  readonly sealedIdentity: string | null;
  readonly adults: readonly { readonly personId: string; readonly sealedIdentity: string }[];
}

/** Places that last until `first` or longer and begin on `last` or before, cancelled ones left out. */
export async function findPlacesWithin(
  db: Reader<Schema>,
  first: IsoDate,
  last: IsoDate,
): Promise<readonly PlaceOfChild[]> {
  const rows = await db
    .selectFrom('placement')
    .leftJoin('child', (join) =>
      join.onRef('child.kommune', '=', 'placement.kommune').onRef('child.id', '=', 'placement.childId'),
    )
    .leftJoin('kindergarten', (join) =>
      join
        .onRef('kindergarten.kommune', '=', 'placement.kommune')
        .onRef('kindergarten.id', '=', 'placement.kindergartenId'),
    )
    .select([
      'placement.childId',
      'placement.kindergartenId',
      'kindergarten.name as kindergartenName',
      'kindergarten.fullTimeHours',
      'placement.fromOn as from',
      'placement.untilOn as until',
      'placement.daysPerWeek',
      'child.bornOn',
      'child.sealedIdentity',
      'child.adults',
    ])
    .where('placement.status', '<>', 'cancelled')
    .where('placement.fromOn', '<=', last)
    .where((row) => row.or([row('placement.untilOn', 'is', null), row('placement.untilOn', '>=', first)]))
    .orderBy('placement.childId')
    .orderBy('placement.kindergartenId')
    .orderBy('placement.fromOn')
    .execute();
  return rows.map((row) => ({
    ...row,
    fullTimeHours: row.fullTimeHours === null ? null : Number(row.fullTimeHours),
    adults: parse(Adults, row.adults ?? [], 'child.adults'),
  }));
}

/** One list at a time is prepared in a kommune: of two who ask at once, the second gets what the first has made. */
export async function lockNavLists(tx: Tx<Schema>, kommune: KommuneNumber): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`integration.nav_list.${kommune}`}, 0))`.execute(
    tx,
  );
}

export async function insertNavList(tx: Tx<Schema>, list: Insertable<NavListTable>): Promise<StoredNavList> {
  return tx.insertInto('navList').values(list).returningAll().executeTakeFirstOrThrow();
}

/** The newest list of a month. */
export async function findNavList(db: Reader<Schema>, month: string): Promise<StoredNavList | null> {
  const found = await db
    .selectFrom('navList')
    .selectAll()
    .where('month', '=', month)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found ?? null;
}

/** @throws AppError not-found when no list has been prepared for the month. */
export async function getNavList(db: Reader<Schema>, month: string): Promise<StoredNavList> {
  const found = await findNavList(db, month);
  if (!found) throw new AppError('not-found', 'nav-list-not-prepared', 'No list is prepared for this month');
  return found;
}

/** All lists, newest month first, without what stands in them. */
export async function findNavLists(
  db: Reader<Schema>,
): Promise<readonly Omit<StoredNavList, 'sealedBody'>[]> {
  return db
    .selectFrom('navList')
    .select(['kommune', 'id', 'month', 'number', 'sha256', 'entries', 'withheld', 'incomplete', 'preparedAt'])
    .orderBy('month', 'desc')
    .orderBy('number', 'desc')
    .limit(500)
    .execute();
}
