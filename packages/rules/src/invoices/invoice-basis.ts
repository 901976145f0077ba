import { type Kroner, type Oere, oere, oereOf } from '@opptak/domain';
import { canonicalJson } from '../canonical-json.ts';
import type { CalendarMonth } from '../fees/calendar-month.ts';

/** What one child costs in one month, from the vedtak that holds then. */
export interface InvoiceCharge {
  readonly childId: string;
  /** Who gets the invoice. */
  readonly payerId: string;
  /** Organisation number of the kindergarten. */
  readonly kindergarten: string;
  readonly placementId: string;
  /** The fee vedtak with the reasoning; null for the ordinary price without an application. */
  readonly vedtakId: string | null;
  readonly feeNok: Kroner;
  readonly foodNok: Kroner;
}

/** One row of the invoice basis. A row is never changed: a credit row takes it back, and a new one follows. */
export interface InvoiceRow extends Omit<InvoiceCharge, 'feeNok' | 'foodNok'> {
  /** Numbers run without gaps through a kommune's rows. */
  readonly number: number;
  readonly kind: 'charge' | 'credit';
  /** The month that the fee is for: an earlier one than that of the basis in corrections. */
  readonly month: CalendarMonth;
  readonly feeOere: Oere;
  readonly foodOere: Oere;
  readonly amountOere: Oere;
  /** The number of the row that a credit takes back. */
  readonly credits: number | null;
}

export interface InvoiceBasis {
  readonly kommune: string;
  /** The month the basis is made for. */
  readonly month: CalendarMonth;
  readonly rows: readonly InvoiceRow[];
  readonly control: InvoiceControl;
}

/** Control totals: a receiver that counts and adds must come to the same. */
export interface InvoiceControl {
  readonly rows: number;
  readonly firstNumber: number;
  readonly lastNumber: number;
  readonly chargedOere: Oere;
  readonly creditedOere: Oere;
  readonly totalOere: Oere;
}

/** What should have been charged for an earlier month, beside the rows that were. */
export interface Correction {
  readonly month: CalendarMonth;
  /** Every row issued for this child and month so far, in number order. */
  readonly issued: readonly InvoiceRow[];
  /** What is right now; null when nothing is to be paid after all. */
  readonly right: InvoiceCharge | null;
}

export interface InvoiceOrder {
  readonly kommune: string;
  readonly month: CalendarMonth;
  readonly charges: readonly InvoiceCharge[];
  readonly corrections: readonly Correction[];
  /** The number after the last one issued. */
  readonly firstNumber: number;
}

/**
 * The invoice basis of a month: one row per child, in øre, then corrections of earlier months. Rows are ordered by
 * kindergarten and child and numbered from `firstNumber`, so the same order gives the same bytes.
 *
 * @throws RangeError when a child is charged or corrected twice for a month, or an amount is negative.
 */
export function invoiceBasis(order: InvoiceOrder): InvoiceBasis {
  const { kommune, month, firstNumber } = order;
  if (!Number.isSafeInteger(firstNumber) || firstNumber < 1) {
    throw new RangeError('/firstNumber: must be a whole number from 1');
  }
  refuseDoubles(order);
  const charges = order.charges.toSorted(byKindergartenAndChild).map((charge) => rowOf(charge, month));
  const corrected = order.corrections.toSorted(byMonthAndChild).flatMap(correctingRows);
  const rows = [...charges, ...corrected].map((row, index) => ({ number: firstNumber + index, ...row }));
  return { kommune, month, rows, control: controlOf(rows, firstNumber) };
}

/** The basis as the bytes that are stored and handed over. */
export const invoiceBasisText = (basis: InvoiceBasis): string => canonicalJson(basis);

type Unnumbered = Omit<InvoiceRow, 'number'>;

function rowOf(charge: InvoiceCharge, month: CalendarMonth): Unnumbered {
  const { childId, payerId, kindergarten, placementId, vedtakId, feeNok, foodNok } = charge;
  if (feeNok < 0 || foodNok < 0) throw new RangeError('/charges: an amount is negative');
  const [feeOere, foodOere] = [oereOf(feeNok), oereOf(foodNok)];
  const amountOere = oere(feeOere + foodOere);
  const who = { childId, payerId, kindergarten, placementId, vedtakId };
  return { kind: 'charge', month, ...who, feeOere, foodOere, amountOere, credits: null };
}

/** Nothing when what stands is right; otherwise every standing row is taken back in full and the right one follows. */
function correctingRows({ month, issued, right }: Correction): readonly Unnumbered[] {
  const standing = standingCharges(issued);
  const wanted = right ? rowOf(right, month) : null;
  const [only] = standing;
  if (standing.length === 0 && !wanted) return [];
  if (standing.length === 1 && only && wanted && sameCharge(only, wanted)) return [];
  return [...standing.map(creditOf), ...(wanted ? [wanted] : [])];
}

/** The charge rows that no credit row has taken back. */
export function standingCharges(rows: readonly InvoiceRow[]): readonly InvoiceRow[] {
  const takenBack = new Set(rows.map((row) => row.credits));
  return rows.filter((row) => row.kind === 'charge' && !takenBack.has(row.number));
}

function creditOf({ number, ...row }: InvoiceRow): Unnumbered {
  return {
    ...row,
    kind: 'credit',
    feeOere: oere(0 - row.feeOere),
    foodOere: oere(0 - row.foodOere),
    amountOere: oere(0 - row.amountOere),
    credits: number,
  };
}

function sameCharge(a: Unnumbered, b: Unnumbered): boolean {
  return (
    a.payerId === b.payerId &&
    a.kindergarten === b.kindergarten &&
    a.feeOere === b.feeOere &&
    a.foodOere === b.foodOere
  );
}

function controlOf(rows: readonly InvoiceRow[], firstNumber: number): InvoiceControl {
  const sum = (kind: InvoiceRow['kind']) =>
    rows.filter((row) => row.kind === kind).reduce((total, row) => total + row.amountOere, 0);
  const [charged, credited] = [sum('charge'), sum('credit')];
  return {
    rows: rows.length,
    firstNumber,
    lastNumber: firstNumber + rows.length - 1,
    chargedOere: oere(charged),
    creditedOere: oere(credited),
    totalOere: oere(charged + credited),
  };
}

function refuseDoubles({ month, charges, corrections }: InvoiceOrder): void {
  const seen = new Set<string>();
  for (const [index, { childId }] of charges.entries()) {
    if (seen.has(childId)) throw new RangeError(`/charges/${index}/childId: this child is charged twice`);
    seen.add(childId);
  }
  const corrected = new Set<string>();
  for (const [index, correction] of corrections.entries()) {
    const at = `/corrections/${index}`;
    if (correction.month >= month) throw new RangeError(`${at}/month: only earlier months are corrected`);
    const key = `${correction.month}|${childOf(correction)}`;
    if (corrected.has(key)) throw new RangeError(`${at}: this child and month are corrected twice`);
    corrected.add(key);
    const strangers = correction.issued.some(
      (row) => row.childId !== childOf(correction) || row.month !== correction.month,
    );
    if (strangers) throw new RangeError(`${at}/issued: a row is of another child or month`);
  }
}

const childOf = ({ issued, right }: Correction): string => right?.childId ?? issued[0]?.childId ?? '';

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byKindergartenAndChild = (a: InvoiceCharge, b: InvoiceCharge): number =>
  compareText(a.kindergarten, b.kindergarten) || compareText(a.childId, b.childId);
const byMonthAndChild = (a: Correction, b: Correction): number =>
  compareText(a.month, b.month) || compareText(childOf(a), childOf(b));
