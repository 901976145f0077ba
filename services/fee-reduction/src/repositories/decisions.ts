import { parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { type Kroner, kroner } from '@opptak/domain';
import { type CalendarMonth, calendarMonth, monthsOfKindergartenYear } from '@opptak/rules';
import { type Insertable, type Selectable, sql } from 'kysely';
import { Type } from 'typebox';
import type { StandingCharge } from '../decision/decision-inputs.ts';
import type {
  ChargeTable,
  FeeDecisionTable,
  FeeVedtakTable,
  IncomeBasisTable,
  Schema,
} from '../schema.generated.ts';

export type Decision = Selectable<FeeDecisionTable>;
export type Vedtak = Selectable<FeeVedtakTable>;
export type IncomeBasis = Omit<Selectable<IncomeBasisTable>, 'remarks'> & {
  readonly remarks: readonly string[];
};

/** What households are charged in a kindergarten year by the vedtak that hold. */
export async function findStanding(
  db: Reader<Schema>,
  childIds: readonly string[],
  kindergartenYear: number,
): Promise<readonly StandingCharge[]> {
  if (childIds.length === 0) return [];
  const months = monthsOfKindergartenYear(kindergartenYear);
  const rows = await db
    .selectFrom('charge')
    .select(['childId', 'month', 'payerId', 'place', 'feeNok', 'foodNok'])
    .where('childId', 'in', childIds)
    .where('month', '>=', months[0] ?? '')
    .where('month', '<=', months.at(-1) ?? '')
    .orderBy('childId')
    .orderBy('month')
    .execute();
  return rows.map((row) => ({
    ...row,
    month: calendarMonth(row.month),
    feeNok: kroner(row.feeNok),
    foodNok: kroner(row.foodNok),
  }));
}

export async function insertDecisions(
  tx: Tx<Schema>,
  decisions: readonly Insertable<FeeDecisionTable>[],
  vedtak: readonly Insertable<FeeVedtakTable>[],
): Promise<void> {
  if (decisions.length > 0) await tx.insertInto('feeDecision').values(decisions).execute();
  if (vedtak.length > 0) await tx.insertInto('feeVedtak').values(vedtak).execute();
}

export type Charge = Insertable<ChargeTable>;

/** Puts in what is right to charge, child by child and month by month. */
export async function upsertCharges(tx: Tx<Schema>, charges: readonly Charge[]): Promise<void> {
  if (charges.length === 0) return;
  const column = <K extends keyof Charge>(name: K) => charges.map((charge) => charge[name]);
  await sql`
    insert into charge (kommune, child_id, month, household_id, vedtak_id, placement_id, kindergarten_id, payer_id,
                        place, fee_nok, unreduced_nok, food_nok)
    select * from unnest(
      ${column('kommune')}::text[], ${column('childId')}::uuid[], ${column('month')}::text[],
      ${column('householdId')}::uuid[], ${column('vedtakId')}::uuid[], ${column('placementId')}::uuid[],
      ${column('kindergartenId')}::text[], ${column('payerId')}::uuid[], ${column('place')}::text[],
      ${column('feeNok')}::int[], ${column('unreducedNok')}::int[], ${column('foodNok')}::int[])
    on conflict (kommune, child_id, month) do update set
      household_id = excluded.household_id, vedtak_id = excluded.vedtak_id, placement_id = excluded.placement_id,
      kindergarten_id = excluded.kindergarten_id, payer_id = excluded.payer_id, place = excluded.place,
      fee_nok = excluded.fee_nok, unreduced_nok = excluded.unreduced_nok, food_nok = excluded.food_nok`.execute(
    tx,
  );
}

/** Takes out months in which a child has no place after all. */
export async function deleteCharges(
  tx: Tx<Schema>,
  removed: readonly { readonly childId: string; readonly month: CalendarMonth }[],
): Promise<void> {
  if (removed.length === 0) return;
  await sql`
    delete from charge using unnest(${removed.map(({ childId }) => childId)}::uuid[],
                                    ${removed.map(({ month }) => month)}::text[]) as gone (child_id, month)
    where charge.child_id = gone.child_id and charge.month = gone.month`.execute(tx);
}

/** The incomes that fees of a kindergarten year may rest on, the earliest application first. */
export async function findIncomes(
  db: Reader<Schema>,
  householdIds: readonly string[],
  kindergartenYear: number,
): Promise<readonly IncomeBasis[]> {
  const rows = await db
    .selectFrom('incomeBasis')
    .selectAll()
    .where('householdId', 'in', householdIds)
    .where('kindergartenYear', '=', kindergartenYear)
    .orderBy('appliedOn')
    .orderBy('fetchedAt')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, remarks: parse(Type.Array(Type.String()), row.remarks, 'remarks') }));
}

/** A page of vedtak with their decisions, the newest first. */
export async function findVedtakOfChild(db: Reader<Schema>, childId: string): Promise<readonly Vedtak[]> {
  return db
    .selectFrom('feeVedtak')
    .selectAll()
    .where('childId', '=', childId)
    .orderBy('decidedAt', 'desc')
    .orderBy('number', 'desc')
    .orderBy('id')
    .execute();
}

export async function findDecisionsById(
  db: Reader<Schema>,
  ids: readonly string[],
): Promise<readonly Decision[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('feeDecision').selectAll().where('id', 'in', ids).execute();
}

const Amounts = Type.Object({ yearlyNok: Type.Integer({ minimum: 0 }) });

/** The yearly amount of a sealed income. @param text what the seal held. */
export const yearlyOf = (text: string): Kroner =>
  kroner(parse(Amounts, JSON.parse(text), 'income_basis.amounts').yearlyNok);
