import { parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { type KommuneNumber, kroner } from '@opptak/domain';
import {
  type CalendarMonth,
  calendarMonth,
  firstDayOf,
  type PriceRow,
  type PriceTable,
  type PriceUnit,
} from '@opptak/rules';
import { type Insertable, type Selectable, sql } from 'kysely';
import { Type } from 'typebox';
import type { PriceTableTable, Schema } from '../schema.generated.ts';

/** One version of a table; without rows it says that the table was withdrawn. */
export type PriceTableVersion = Omit<Selectable<PriceTableTable>, 'rows'> & {
  readonly rows: readonly PriceRow[] | null;
};

const Amount = Type.Integer({ minimum: 0 });
const Rows = Type.Array(
  Type.Object({
    from: Type.Number(),
    upTo: Type.Number(),
    monthlyNok: Amount,
    foodNok: Type.Optional(Amount),
    fullTime: Type.Optional(Type.Literal(true)),
  }),
);

/** One table at a time is set in a kommune: versions follow each other. */
export async function lockPriceTables(tx: Tx<Schema>, kommune: KommuneNumber): Promise<void> {
  const name = `fee_reduction.price_table.${kommune}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

/** The version that holds of one table; null when none was ever set. */
export async function findPriceTable(
  db: Reader<Schema>,
  owner: string,
  fromMonth: CalendarMonth,
): Promise<PriceTableVersion | null> {
  const row = await db
    .selectFrom('priceTable')
    .selectAll()
    .where('owner', '=', owner)
    .where('fromMonth', '=', fromMonth)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? versionOf(row) : null;
}

/** All tables that hold, by owner and first month; withdrawn ones left out. */
export async function findPriceTables(db: Reader<Schema>): Promise<readonly PriceTableVersion[]> {
  const rows = await db
    .selectFrom('priceTable')
    .selectAll()
    .distinctOn(['owner', 'fromMonth'])
    .orderBy('owner')
    .orderBy('fromMonth')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(versionOf).filter(({ rows }) => rows !== null);
}

/** The tables that hold, as the fee rules read them. */
export async function findPricesByTable(db: Reader<Schema>): Promise<readonly PriceTable[]> {
  const versions = await findPriceTables(db);
  return versions.flatMap(({ kommune, owner, fromMonth, adoptedOn, unit, rows }) =>
    unit && rows
      ? [
          {
            owner: owner === 'kommune' ? { kommune } : { kindergarten: owner },
            validFrom: firstDayOf(calendarMonth(fromMonth)),
            adoptedOn,
            unit,
            rows,
          },
        ]
      : [],
  );
}

export async function insertPriceTable(
  tx: Tx<Schema>,
  {
    rows,
    ...version
  }: Omit<Insertable<PriceTableTable>, 'rows' | 'unit'> & {
    readonly unit: PriceUnit | null;
    readonly rows: readonly PriceRow[] | null;
  },
): Promise<void> {
  await tx
    .insertInto('priceTable')
    .values({ ...version, rows: rows && JSON.stringify(rows) })
    .execute();
}

function versionOf({ rows, ...version }: Selectable<PriceTableTable>): PriceTableVersion {
  if (rows === null) return { ...version, rows: null };
  return {
    ...version,
    rows: parse(Rows, rows, 'price_table.rows').map(({ foodNok, monthlyNok, ...row }) => ({
      ...row,
      monthlyNok: kroner(monthlyNok),
      ...(foodNok === undefined ? {} : { foodNok: kroner(foodNok) }),
    })),
  };
}
