import { type Kroner, type Oere, oere, oereOf } from '@opptak/domain';
import { canonicalJson } from '../canonical-json.ts';
import type { CalendarMonth } from '../fees/calendar-month.ts';

/** What a child in a private kindergarten pays, beside what the place costs without reductions. */
export interface PrivatePlaceFee {
  readonly childId: string;
  /** Organisation number of the private kindergarten. */
  readonly kindergarten: string;
  /** Price before any reduction, at most the maximum price, for the same part of the month (`ChildFee.unreducedNok`). */
  readonly unreducedNok: Kroner;
  readonly feeNok: Kroner;
}

export interface RefundRow {
  readonly number: number;
  readonly kindergarten: string;
  readonly childId: string;
  readonly unreducedOere: Oere;
  readonly feeOere: Oere;
  /** What the kommune owes the owner for this child and month. */
  readonly refundOere: Oere;
}

export interface RefundBasis {
  readonly kommune: string;
  readonly month: CalendarMonth;
  readonly rows: readonly RefundRow[];
  /** One sum per kindergarten, by organisation number. */
  readonly totals: readonly { readonly kindergarten: string; readonly refundOere: Oere }[];
  readonly totalOere: Oere;
}

/**
 * What the kommune owes private kindergartens for a month: the parents' reductions (income, siblings, core time, the
 * kommune's own steps), child by child. Food is the owner's own matter and no part of it. Children without a reduction
 * have no row.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager § 3 (the kommune offers the reductions, also in private
 * kindergartens).
 *
 * @throws RangeError when a child stands twice, or pays more than the place costs.
 */
export function refundBasis(
  kommune: string,
  month: CalendarMonth,
  fees: readonly PrivatePlaceFee[],
  firstNumber: number,
): RefundBasis {
  const seen = new Set<string>();
  for (const [index, { childId, feeNok, unreducedNok }] of fees.entries()) {
    if (seen.has(childId)) throw new RangeError(`/fees/${index}/childId: this child stands twice`);
    seen.add(childId);
    if (feeNok < 0 || feeNok > unreducedNok) {
      throw new RangeError(`/fees/${index}/feeNok: must lie between 0 and unreducedNok`);
    }
  }
  const rows = fees
    .filter(({ feeNok, unreducedNok }) => feeNok < unreducedNok)
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map(({ childId, kindergarten, unreducedNok, feeNok }, index): RefundRow => {
      const [unreducedOere, feeOere] = [oereOf(unreducedNok), oereOf(feeNok)];
      const refundOere = oere(unreducedOere - feeOere);
      return { number: firstNumber + index, kindergarten, childId, unreducedOere, feeOere, refundOere };
    });
  const groups = Map.groupBy(rows, (row) => row.kindergarten);
  const totals = [...groups].map(([kindergarten, group]) => ({ kindergarten, refundOere: sum(group) }));
  return { kommune, month, rows, totals, totalOere: sum(rows) };
}

export const refundBasisText = (basis: RefundBasis): string => canonicalJson(basis);

const key = ({ kindergarten, childId }: PrivatePlaceFee): string => `${kindergarten}|${childId}`;
const sum = (rows: readonly RefundRow[]): Oere =>
  oere(rows.reduce((total, row) => total + row.refundOere, 0));
