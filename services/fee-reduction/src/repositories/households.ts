import { parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { AppError, type IsoDate, type KommuneNumber } from '@opptak/domain';
import { type Selectable, sql } from 'kysely';
import { Type } from 'typebox';
import type { HouseholdTable, Schema } from '../schema.generated.ts';

export type Household = Selectable<HouseholdTable>;

const Adults = Type.Array(Type.Object({ personId: Type.String(), sealedIdentity: Type.String() }));

/** An adult at the child's registered address; the identity is opened only when a registry is asked or an invoice made. */
export interface SealedAdult {
  readonly personId: string;
  readonly sealedIdentity: string;
}

/** A child of a household with its places and what they cost a month, full-time. */
export interface ChildOfHousehold {
  readonly id: string;
  readonly householdId: string;
  readonly bornOn: IsoDate;
  readonly adults: readonly SealedAdult[];
  /** Opened only to ask the register who lives with the child; null for a child that nobody has told us of since. */
  readonly sealedIdentity: string | null;
  /** The day the child left the kommune; null while it lives here. */
  readonly leftOn: IsoDate | null;
  readonly placements: readonly {
    readonly id: string;
    readonly kindergartenId: string;
    readonly ownership: 'municipal' | 'private';
    readonly fromOn: IsoDate;
    readonly untilOn: IsoDate | null;
    readonly daysPerWeek: number;
    readonly monthlyPriceNok: number;
    readonly monthlyFoodNok: number;
    readonly fullTimeHours: number;
  }[];
}

/** Makes households wait to be decided. Ids in order: two writers never wait for each other. */
export async function markToDecide(
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    insert into household (kommune, id, to_decide_since)
    select ${kommune}, id, ${at} from unnest(${[...new Set(ids)].toSorted()}::uuid[]) as one (id)
    on conflict (kommune, id) do update
      set to_decide_since = coalesce(household.to_decide_since, excluded.to_decide_since)`.execute(tx);
}

/** Makes sure that there is a row to hold; it does not make the household wait. */
export async function ensureHousehold(tx: Tx<Schema>, kommune: KommuneNumber, id: string): Promise<void> {
  await tx
    .insertInto('household')
    .values({ kommune, id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes the next households that wait, holding them against everybody else until the transaction ends. */
export async function takeToDecide(tx: Tx<Schema>, limit: number): Promise<readonly Household[]> {
  return tx
    .selectFrom('household')
    .selectAll()
    .where('toDecideSince', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute();
}

/** Holds one household until the transaction ends. @throws AppError not-found */
export async function lockHousehold(tx: Tx<Schema>, id: string): Promise<Household> {
  const household = await tx
    .selectFrom('household')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!household) throw new AppError('not-found', 'household-not-found', 'There is no such household here');
  return household;
}

/** Notes whose income holds for these children of a household: a rule or a person has found it. */
export async function markAnswered(
  tx: Tx<Schema>,
  id: string,
  childIds: readonly string[],
): Promise<Household> {
  return tx
    .updateTable('household')
    .set({ answeredFor: [...childIds] })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Notes that households are decided, and how many decisions they have had. */
export async function markDecided(
  tx: Tx<Schema>,
  households: readonly { readonly id: string; readonly decisions: number }[],
): Promise<void> {
  await sql`
    update household set to_decide_since = null, decisions = one.decisions
    from unnest(${households.map(({ id }) => id)}::uuid[], ${households.map(({ decisions }) => decisions)}::int[])
      as one (id, decisions)
    where household.id = one.id`.execute(tx);
}

/** The children of households with their places, cancelled ones left out; places of kindergartens nobody has told us of too. */
export async function findChildren(
  db: Reader<Schema>,
  householdIds: readonly string[],
): Promise<readonly ChildOfHousehold[]> {
  const children = await db
    .selectFrom('child')
    .selectAll()
    .where('householdId', 'in', householdIds)
    .orderBy('id')
    .execute();
  if (children.length === 0) return [];
  const placements = await db
    .selectFrom('placement')
    .innerJoin('kindergarten', (join) =>
      join
        .onRef('kindergarten.kommune', '=', 'placement.kommune')
        .onRef('kindergarten.id', '=', 'placement.kindergartenId'),
    )
    .select([
      'placement.id',
      'placement.childId',
      'placement.kindergartenId',
      'placement.fromOn',
      'placement.untilOn',
      'placement.daysPerWeek',
      'kindergarten.ownership',
      'kindergarten.monthlyPriceNok',
      'kindergarten.monthlyFoodNok',
      'kindergarten.fullTimeHours',
    ])
    .where(
      'placement.childId',
      'in',
      children.map(({ id }) => id),
    )
    .where('placement.status', '<>', 'cancelled')
    .orderBy('placement.fromOn')
    .execute();
  const byChild = Map.groupBy(placements, ({ childId }) => childId);
  return children.map(({ id, householdId, bornOn, adults, sealedIdentity, leftOn }) => ({
    id,
    householdId,
    bornOn,
    sealedIdentity,
    leftOn,
    adults: parse(Adults, adults, 'child.adults'),
    placements: (byChild.get(id) ?? []).map(({ fullTimeHours, ...placement }) => ({
      ...placement,
      fullTimeHours: Number(fullTimeHours),
    })),
  }));
}

/** All households with a child that has a place on or after a day. */
export async function findHouseholdsWithPlaces(
  db: Reader<Schema>,
  from: IsoDate,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('placement')
    .innerJoin('child', (join) =>
      join.onRef('child.kommune', '=', 'placement.kommune').onRef('child.id', '=', 'placement.childId'),
    )
    .select('child.householdId')
    .distinct()
    .where('placement.status', '<>', 'cancelled')
    .where((row) => row.or([row('untilOn', 'is', null), row('untilOn', '>=', from)]))
    .execute();
  return rows.map(({ householdId }) => householdId);
}
