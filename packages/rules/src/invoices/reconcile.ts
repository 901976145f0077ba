import type { IsoDate } from '@opptak/domain';
import { type CalendarMonth, firstDayOf, lastDayOf } from '../fees/calendar-month.ts';
import { type InvoiceRow, standingCharges } from './invoice-basis.ts';

/** A place that a child has or had, from the capacity ledger. `until` is the last day, included; null for open. */
export interface BilledPlacement {
  readonly placementId: string;
  readonly childId: string;
  readonly kindergarten: string;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

export type Difference =
  | { readonly kind: 'placement-without-row'; readonly childId: string; readonly placementId: string }
  | { readonly kind: 'row-without-placement'; readonly childId: string; readonly number: number }
  | { readonly kind: 'other-kindergarten'; readonly childId: string; readonly number: number }
  | { readonly kind: 'several-rows'; readonly childId: string; readonly numbers: readonly number[] };

/**
 * Holds the rows of a month against the placements of that month and lists every difference, by child. An empty list means
 * that each child with a place has exactly one standing row, in the kindergarten where it has the place.
 *
 * @param rows every row issued for the month, credits included.
 */
export function reconcile(
  month: CalendarMonth,
  rows: readonly InvoiceRow[],
  placements: readonly BilledPlacement[],
): readonly Difference[] {
  const standing = Map.groupBy(
    standingCharges(rows.filter((row) => row.month === month)),
    (row) => row.childId,
  );
  const [first, last] = [firstDayOf(month), lastDayOf(month)];
  const active = placements.filter(({ from, until }) => from <= last && (until === null || until >= first));
  const placed = Map.groupBy(active, (placement) => placement.childId);
  const children = [...new Set([...standing.keys(), ...placed.keys()])].toSorted();
  return children.flatMap((childId) =>
    differencesOf(childId, standing.get(childId) ?? [], placed.get(childId) ?? []),
  );
}

function differencesOf(
  childId: string,
  rows: readonly InvoiceRow[],
  placements: readonly BilledPlacement[],
): readonly Difference[] {
  const [placement] = placements;
  if (rows.length === 0 && placement) {
    return [{ kind: 'placement-without-row', childId, placementId: placement.placementId }];
  }
  if (!placement) return rows.map(({ number }) => ({ kind: 'row-without-placement', childId, number }));
  if (rows.length > 1) return [{ kind: 'several-rows', childId, numbers: rows.map(({ number }) => number) }];
  return rows
    .filter((row) => placements.every(({ kindergarten }) => kindergarten !== row.kindergarten))
    .map(({ number }) => ({ kind: 'other-kindergarten', childId, number }));
}
