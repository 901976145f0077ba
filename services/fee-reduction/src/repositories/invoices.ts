import type { Reader, Tx } from '@opptak/db';
import { AppError, type KommuneNumber, kroner, oere } from '@opptak/domain';
import {
  type BilledPlacement,
  type CalendarMonth,
  calendarMonth,
  firstDayOf,
  type InvoiceCharge,
  type InvoiceRow,
  lastDayOf,
  type PrivatePlaceFee,
} from '@opptak/rules';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { InvoiceBasisTable, Schema } from '../schema.generated.ts';

export type StoredBasis = Selectable<InvoiceBasisTable>;

/** One basis at a time is made in a kommune: its numbers run without gaps. */
export async function lockNumbers(tx: Tx<Schema>, kommune: KommuneNumber): Promise<void> {
  const name = `fee_reduction.invoice_number.${kommune}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

export async function findBasis(db: Reader<Schema>, month: CalendarMonth): Promise<StoredBasis | null> {
  const basis = await db.selectFrom('invoiceBasis').selectAll().where('month', '=', month).executeTakeFirst();
  return basis ?? null;
}

/** @throws AppError not-found */
export async function getBasis(db: Reader<Schema>, month: CalendarMonth): Promise<StoredBasis> {
  const basis = await findBasis(db, month);
  if (!basis)
    throw new AppError('not-found', 'basis-not-found', 'No invoice basis has been issued for the month');
  return basis;
}

/** The numbers that were used last, and the newest month that was issued. */
export async function findLast(db: Reader<Schema>) {
  const last = await db
    .selectFrom('invoiceBasis')
    .select((row) => [
      row.fn.max('lastNumber').as('number'),
      row.fn.max('refundLastNumber').as('refundNumber'),
      row.fn.max('month').as('month'),
    ])
    .executeTakeFirstOrThrow();
  return {
    number: Number(last.number ?? 0),
    refundNumber: Number(last.refundNumber ?? 0),
    month: last.month === null ? null : calendarMonth(last.month),
  };
}

const chargeColumns = [
  'charge.childId',
  'charge.payerId',
  'charge.kindergartenId',
  'charge.placementId',
  'charge.vedtakId',
  'charge.feeNok',
  'charge.unreducedNok',
  'charge.foodNok',
] as const;

interface ChargeRow {
  readonly childId: string;
  readonly payerId: string;
  readonly kindergartenId: string;
  readonly placementId: string;
  readonly vedtakId: string;
  readonly feeNok: number;
  readonly foodNok: number;
}

const invoiceCharge = (row: ChargeRow): InvoiceCharge => ({
  childId: row.childId,
  payerId: row.payerId,
  kindergarten: row.kindergartenId,
  placementId: row.placementId,
  vedtakId: row.vedtakId,
  feeNok: kroner(row.feeNok),
  foodNok: kroner(row.foodNok),
});

/** What is right to charge in a month, and which of it lies in private kindergartens. */
export async function findCharges(
  db: Reader<Schema>,
  month: CalendarMonth,
): Promise<{ readonly charges: readonly InvoiceCharge[]; readonly privately: readonly PrivatePlaceFee[] }> {
  const rows = await db
    .selectFrom('charge')
    .innerJoin('kindergarten', (join) =>
      join
        .onRef('kindergarten.kommune', '=', 'charge.kommune')
        .onRef('kindergarten.id', '=', 'charge.kindergartenId'),
    )
    .select([...chargeColumns, 'kindergarten.ownership'])
    .where('month', '=', month)
    .execute();
  return {
    charges: rows.map(invoiceCharge),
    privately: rows
      .filter(({ ownership }) => ownership === 'private')
      .map((row) => ({
        childId: row.childId,
        kindergarten: row.kindergartenId,
        unreducedNok: kroner(row.unreducedNok),
        feeNok: kroner(row.feeNok),
      })),
  };
}

/** Children and months, issued before `month`, whose standing rows are not what is right to charge. */
export async function findWrong(
  db: Tx<Schema>,
  month: CalendarMonth,
): Promise<readonly { readonly childId: string; readonly month: CalendarMonth }[]> {
  const { rows } = await sql<{ childId: string; month: string }>`
    with standing as (
      select r.* from invoice_row r
      where r.kind = 'charge' and r.month < ${month}
        and not exists (select from invoice_row c where c.kommune = r.kommune and c.credits = r.number)
    ), owed as (
      select c.* from charge c join invoice_basis b on b.kommune = c.kommune and b.month = c.month
      where c.month < ${month}
    )
    select coalesce(standing.child_id, owed.child_id) as "childId", coalesce(standing.month, owed.month) as month
    from standing full join owed on owed.child_id = standing.child_id and owed.month = standing.month
    where standing.number is null or owed.child_id is null
       or standing.fee_oere <> owed.fee_nok * 100 or standing.food_oere <> owed.food_nok * 100
       or standing.kindergarten_id <> owed.kindergarten_id or standing.payer_id <> owed.payer_id
    group by 1, 2 order by 2, 1`.execute(db);
  return rows.map((row) => ({ childId: row.childId, month: calendarMonth(row.month) }));
}

/** All rows issued for children and months so far, and what is right for them. */
export async function findIssued(
  db: Reader<Schema>,
  wrong: readonly { readonly childId: string; readonly month: CalendarMonth }[],
): Promise<{
  readonly issued: readonly InvoiceRow[];
  readonly right: readonly (InvoiceCharge & { month: string })[];
}> {
  if (wrong.length === 0) return { issued: [], right: [] };
  const childIds = [...new Set(wrong.map(({ childId }) => childId))];
  const issued = await db
    .selectFrom('invoiceRow')
    .selectAll()
    .where('childId', 'in', childIds)
    .orderBy('number')
    .execute();
  const right = await db
    .selectFrom('charge')
    .select([...chargeColumns, 'charge.month'])
    .where('childId', 'in', childIds)
    .execute();
  return {
    issued: issued.map((row) => ({
      number: Number(row.number),
      kind: row.kind,
      month: calendarMonth(row.month),
      childId: row.childId,
      payerId: row.payerId,
      kindergarten: row.kindergartenId,
      placementId: row.placementId,
      vedtakId: row.vedtakId,
      feeOere: oere(Number(row.feeOere)),
      foodOere: oere(Number(row.foodOere)),
      amountOere: oere(Number(row.feeOere) + Number(row.foodOere)),
      credits: row.credits === null ? null : Number(row.credits),
    })),
    right: right.map((row) => ({ ...invoiceCharge(row), month: row.month })),
  };
}

/** The places of a month, from the ledger as we know it. */
export async function findBilledPlacements(
  db: Reader<Schema>,
  month: CalendarMonth,
): Promise<readonly BilledPlacement[]> {
  const rows = await db
    .selectFrom('placement')
    .select(['id', 'childId', 'kindergartenId', 'fromOn', 'untilOn'])
    .where('status', '<>', 'cancelled')
    .where('fromOn', '<=', lastDayOf(month))
    .where((row) => row.or([row('untilOn', 'is', null), row('untilOn', '>=', firstDayOf(month))]))
    .execute();
  return rows.map((row) => ({
    placementId: row.id,
    childId: row.childId,
    kindergarten: row.kindergartenId,
    from: row.fromOn,
    until: row.untilOn,
  }));
}

export async function insertBasis(
  tx: Tx<Schema>,
  basis: Insertable<InvoiceBasisTable>,
  rows: readonly InvoiceRow[],
): Promise<void> {
  await tx.insertInto('invoiceBasis').values(basis).execute();
  if (rows.length === 0) return;
  const column = <K extends keyof InvoiceRow>(name: K) => rows.map((row) => row[name]);
  await sql`
    insert into invoice_row (kommune, basis_id, number, kind, month, child_id, payer_id, kindergarten_id, placement_id,
                             vedtak_id, fee_oere, food_oere, credits)
    select ${basis.kommune}, ${basis.id}::uuid, one.* from unnest(
      ${column('number')}::bigint[], ${column('kind')}::text[], ${column('month')}::text[],
      ${column('childId')}::uuid[], ${column('payerId')}::uuid[], ${column('kindergarten')}::text[],
      ${column('placementId')}::uuid[], ${column('vedtakId')}::uuid[], ${column('feeOere')}::bigint[],
      ${column('foodOere')}::bigint[], ${column('credits')}::bigint[]) as one`.execute(tx);
}

/** The adults of all children with a row, for the files that name who pays. */
export async function findAdultsOfChildren(
  db: Reader<Schema>,
  basisId: string,
): Promise<readonly { readonly payerId: string; readonly adults: unknown }[]> {
  return db
    .selectFrom('invoiceRow')
    .innerJoin('child', (join) =>
      join.onRef('child.kommune', '=', 'invoiceRow.kommune').onRef('child.id', '=', 'invoiceRow.childId'),
    )
    .select(['invoiceRow.payerId', 'child.adults'])
    .where('invoiceRow.basisId', '=', basisId)
    .execute();
}
