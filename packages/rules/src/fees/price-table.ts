import type { IsoDate, Kroner } from '@opptak/domain';

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

/** The prices of a kommune, or of one kindergarten, from a day on. Part-time is a table: law does not ask for proportion. */
export interface PriceTable {
  readonly owner: { readonly kommune: string } | { readonly kindergarten: string };
  readonly validFrom: IsoDate;
  readonly adoptedOn: IsoDate;
  readonly unit: PriceUnit;
  readonly rows: readonly PriceRow[];
}

/**
 * Takes in a price table.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager § 2: part-time costs less than full-time.
 *
 * @throws RangeError when it lacks one full-time row, rows overlap, or a part-time place does not cost less.
 */
export function priceTable(table: PriceTable): PriceTable {
  const full = table.rows.filter((row) => row.fullTime);
  const [fullTime] = full;
  if (!fullTime || full.length > 1)
    throw new RangeError('/rows: exactly one row must be the full-time place');
  const sorted = table.rows.toSorted((a, b) => a.from - b.from);
  for (const [index, row] of sorted.entries()) {
    const previous = sorted[index - 1];
    if (!(row.from >= 0 && row.from <= row.upTo))
      throw new RangeError('/rows: a row must run from low to high');
    if (previous && previous.upTo >= row.from) throw new RangeError('/rows: two rows overlap');
    if (!row.fullTime && fullTime.monthlyNok > 0 && row.monthlyNok >= fullTime.monthlyNok) {
      throw new RangeError('/rows: a part-time place must cost less than a full-time place (§ 2)');
    }
  }
  return table;
}

export interface PriceQuestion {
  readonly kindergarten: string;
  readonly kommune: string;
  readonly unit: PriceUnit;
  readonly amount: number;
  readonly day: IsoDate;
  readonly decidedOn: IsoDate;
}

/**
 * The owner's price for a place on a day: the kindergarten's own table if it has one, the kommune's otherwise, as known
 * on the day of the vedtak.
 *
 * @returns null when no table covers a place of this size: it is not offered, or a person must set the price.
 */
export function findPrice(tables: readonly PriceTable[], question: PriceQuestion): PriceRow | null {
  const { kindergarten, kommune, unit, amount } = question;
  const own = tables.filter(
    (table) => 'kindergarten' in table.owner && table.owner.kindergarten === kindergarten,
  );
  const common = tables.filter((table) => 'kommune' in table.owner && table.owner.kommune === kommune);
  const table = newest(own, question) ?? newest(common, question);
  if (table?.unit !== unit) return null;
  return table.rows.find((row) => row.from <= amount && amount <= row.upTo) ?? null;
}

function newest(tables: readonly PriceTable[], { day, decidedOn }: PriceQuestion): PriceTable | undefined {
  return tables
    .filter((table) => table.validFrom <= day && table.adoptedOn <= decidedOn)
    .toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
    .at(-1);
}

const order = (table: PriceTable): string => `${table.validFrom}|${table.adoptedOn}`;
