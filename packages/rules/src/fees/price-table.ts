import type { Fault, IsoDate, Kroner } from '@opptak/domain';

/** What a place is priced by: agreed hours a week, whole days a week, or percent of a full place. */
export type PriceUnit = 'hours' | 'days' | 'percent';

/** One row of an owner's price list: everything from `from` up to and including `upTo`, in the unit of the table. */
export interface PriceRow {
  readonly from: number;
  readonly upTo: number;
  readonly monthlyNok: Kroner;
  /** Food for this size of place, where the owner has a price for it. */
  readonly foodNok?: Kroner;
  /** Exactly one row: the full-time place. */
  readonly fullTime?: true;
}

/** The prices of a kommune's own kindergartens, or of one kindergarten, from a day on. Law does not ask for proportion. */
export interface PriceTable {
  readonly owner: { readonly kommune: string } | { readonly kindergarten: string };
  readonly validFrom: IsoDate;
  readonly adoptedOn: IsoDate;
  readonly unit: PriceUnit;
  readonly rows: readonly PriceRow[];
}

/**
 * What can not be in a price table: a JSON pointer and what is wrong.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager § 2: part-time costs less than full-time.
 */
export function priceTableFaults(rows: readonly PriceRow[]): readonly Fault[] {
  const [fullTime, ...more] = rows.filter((row) => row.fullTime);
  if (!fullTime || more.length > 0)
    return [{ at: '/rows', message: 'exactly one row must be the full-time place' }];
  const faults: Fault[] = [];
  for (const [index, row] of rows.entries()) {
    const at = `/rows/${index}`;
    if (!(row.from >= 0 && row.from <= row.upTo))
      faults.push({ at, message: 'a row must run from low to high' });
    const overlaps = rows.some(
      (other, before) => before < index && other.from <= row.upTo && row.from <= other.upTo,
    );
    if (overlaps) faults.push({ at, message: 'two rows overlap' });
    if (!row.fullTime && fullTime.monthlyNok > 0 && row.monthlyNok >= fullTime.monthlyNok) {
      faults.push({ at, message: 'a part-time place must cost less than a full-time place (§ 2)' });
    }
  }
  return faults;
}

/** The row of the full-time place. @throws RangeError when there is none. */
export function fullTimeRow(rows: readonly PriceRow[]): PriceRow {
  const row = rows.find(({ fullTime }) => fullTime);
  if (!row) throw new RangeError('/rows: exactly one row must be the full-time place');
  return row;
}

export interface PriceQuestion {
  readonly kindergarten: string;
  /** Null for a private kindergarten: the kommune's prices are those of its own. */
  readonly kommune: string | null;
  readonly day: IsoDate;
  readonly decidedOn: IsoDate;
}

/**
 * The table that holds for a kindergarten on a day: its own if it has one, the kommune's otherwise, as known on the day of the
 * vedtak.
 */
export function priceTableOn(
  tables: readonly PriceTable[],
  { kindergarten, kommune, day, decidedOn }: PriceQuestion,
): PriceTable | null {
  const known = tables.filter((table) => table.validFrom <= day && table.adoptedOn <= decidedOn);
  const own = known.filter(({ owner }) => 'kindergarten' in owner && owner.kindergarten === kindergarten);
  const common = known.filter(({ owner }) => 'kommune' in owner && owner.kommune === kommune);
  return newest(own) ?? newest(common) ?? null;
}

/**
 * The row for a place.
 *
 * @param size the place in each unit that it is known in.
 * @returns null when the table has no place of this size.
 */
export function priceRowOf(
  { unit, rows }: PriceTable,
  size: Readonly<Partial<Record<PriceUnit, number>>>,
): PriceRow | null {
  const amount = size[unit];
  if (amount === undefined) return null;
  return rows.find((row) => row.from <= amount && amount <= row.upTo) ?? null;
}

const newest = (tables: readonly PriceTable[]): PriceTable | undefined =>
  tables.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).at(-1);

const order = (table: PriceTable): string => `${table.validFrom}|${table.adoptedOn}`;
