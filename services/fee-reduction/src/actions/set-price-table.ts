import type { SetPriceTable } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError, actorText, dateInNorway, kroner } from '@opptak/domain';
import {
  type CalendarMonth,
  canonicalJson,
  firstDayOf,
  type PriceRow,
  type PriceUnit,
  priceTableFaults,
} from '@opptak/rules';
import { type Change, record } from '@opptak/service';
import { findHouseholdsWithPlaces } from '../repositories/households.ts';
import {
  findPriceTable,
  insertPriceTable,
  lockPriceTables,
  type PriceTableVersion,
} from '../repositories/price-tables.ts';
import { findHouseholdsIn, findPrices } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { decideAgain } from './decide-again.ts';

/** Whose prices, and from which month. */
export interface PriceTableKey {
  /** `kommune` for its own kindergartens, or a kindergarten’s organisation number. */
  readonly owner: string;
  readonly fromMonth: CalendarMonth;
}

/**
 * Sets what an owner takes for places of each size from a month on, and makes the households concerned wait to be decided:
 * lower at once, higher only with notice. Setting the same again changes nothing; what was set before is kept.
 *
 * Legal source: forskrift 2005-12-16-1478 §§ 1, 2.
 *
 * @throws AppError not-found `kindergarten-not-found`
 * @throws AppError invalid naming each row that can not be.
 */
export async function setPriceTable(
  change: Change<Schema>,
  key: PriceTableKey,
  { adoptedOn, unit, ...prices }: SetPriceTable,
): Promise<PriceTableVersion> {
  const today = dateInNorway(change.at);
  const rows = rowsOf({ unit, ...prices });
  const faults = [...priceTableFaults(rows).map(({ at, message }) => ({ at: fieldOf(at, rows), message }))];
  if (adoptedOn && adoptedOn > today)
    faults.push({ at: '/adoptedOn', message: 'must not lie in the future' });
  if (faults.length > 0)
    throw new AppError('invalid', 'bad-price-table', 'The prices can not be used', { faults });

  const before = await lockedTable(change, key);
  const same =
    before?.unit === unit &&
    canonicalJson(before.rows) === canonicalJson(rows) &&
    (adoptedOn === undefined || before.adoptedOn === adoptedOn);
  if (before && same) return before;
  return storeVersion(change, key, before, { adoptedOn: adoptedOn ?? today, unit, rows });
}

/** Withdraws a table that was set by mistake: the one before it holds, or the kindergarten’s registered price. */
export async function withdrawPriceTable(change: Change<Schema>, key: PriceTableKey): Promise<void> {
  const before = await lockedTable(change, key);
  if (!before?.rows) return;
  await storeVersion(change, key, before, { adoptedOn: dateInNorway(change.at), unit: null, rows: null });
}

async function lockedTable({ tx, kommune }: Change<Schema>, { owner, fromMonth }: PriceTableKey) {
  await lockPriceTables(tx, kommune);
  if (owner !== 'kommune' && !(await findPrices(tx, [owner])).has(owner)) {
    throw new AppError('not-found', 'kindergarten-not-found', 'There is no such kindergarten here');
  }
  return findPriceTable(tx, owner, fromMonth);
}

async function storeVersion(
  change: Change<Schema>,
  { owner, fromMonth }: PriceTableKey,
  before: PriceTableVersion | null,
  given: Pick<PriceTableVersion, 'adoptedOn' | 'unit' | 'rows'>,
): Promise<PriceTableVersion> {
  const { tx, kommune, actor, at } = change;
  const stored = {
    kommune,
    owner,
    fromMonth,
    version: (before?.version ?? 0) + 1,
    ...given,
    setAt: at,
    setBy: actorText(actor),
  };
  await insertPriceTable(tx, stored);
  const { version, unit } = stored;
  await record(
    change,
    stableId('price-table', kommune, owner, fromMonth),
    unit ? 'price-table-set' : 'price-table-withdrawn',
    { owner, from: fromMonth, version },
  );
  const concerned =
    owner === 'kommune'
      ? await findHouseholdsWithPlaces(tx, firstDayOf(fromMonth))
      : await findHouseholdsIn(tx, owner);
  await decideAgain(tx, kommune, concerned, at);
  return stored;
}

/** What is full-time is law for hours (§ 1), and follows from the unit for the others. */
const fullTimeSize: Readonly<Record<PriceUnit, Pick<PriceRow, 'from' | 'upTo'>>> = {
  hours: { from: 41, upTo: 168 },
  days: { from: 5, upTo: 5 },
  percent: { from: 100, upTo: 100 },
};

/** Part-time rows as they were given, and the full-time row last. */
function rowsOf({ unit, fullTime, partTime }: Omit<SetPriceTable, 'adoptedOn'>): readonly PriceRow[] {
  const amounts = ({ monthlyNok, foodNok }: SetPriceTable['fullTime']) => ({
    monthlyNok: kroner(monthlyNok),
    ...(foodNok === undefined ? {} : { foodNok: kroner(foodNok) }),
  });
  return [
    ...partTime.map(({ atLeast, atMost, ...row }) => ({ from: atLeast, upTo: atMost, ...amounts(row) })),
    { ...fullTimeSize[unit], ...amounts(fullTime), fullTime: true },
  ];
}

const fieldOf = (at: string, rows: readonly PriceRow[]): string =>
  at === `/rows/${rows.length - 1}` ? '/fullTime' : at.replace('/rows', '/partTime');
