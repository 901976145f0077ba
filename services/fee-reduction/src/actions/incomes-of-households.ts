import type { Tx } from '@opptak/db';
import { findSeenMixed } from '../repositories/applications.ts';
import { findIncomes, type IncomeBasis } from '../repositories/decisions.ts';
import type { ChildOfHousehold } from '../repositories/households.ts';
import { findEarlierHouseholds } from '../repositories/incomes.ts';
import type { Schema } from '../schema.generated.ts';

export interface IncomesOfHouseholds {
  /** By household, the earliest application first. */
  readonly bases: ReadonlyMap<string, readonly IncomeBasis[]>;
  /**
   * Households whose children come from several earlier ones, until a person has seen whose income holds: nothing becomes
   * dearer for them meanwhile.
   */
  readonly held: ReadonlySet<string>;
}

/**
 * The incomes that the fees of households rest on in a kindergarten year. A household that has changed – somebody has moved out
 * or in – keeps the income its vedtak was made on until it applies anew: a rise of income does not change the fee within the
 * year, and a fall counts from the month after the family has told of it.
 *
 * Legal source: forskrift 2005-12-16-1478 §§ 3 b, 3 c, letter b.
 */
export async function incomesOfHouseholds(
  tx: Tx<Schema>,
  households: ReadonlyMap<string, readonly ChildOfHousehold[]>,
  year: number,
): Promise<IncomesOfHouseholds> {
  const own = Map.groupBy(
    await findIncomes(tx, [...households.keys()], year),
    ({ householdId }) => householdId,
  );
  const without = [...households].filter(([id]) => !own.get(id)?.some(({ kind }) => kind === 'last-year'));
  const earlier = await findEarlierHouseholds(
    tx,
    without.flatMap(([, children]) => children),
    year,
  );
  if (earlier.size === 0) return { bases: own, held: new Set() };
  const ids = [...new Set([...earlier.values()].flat())];
  const before = Map.groupBy(await findIncomes(tx, ids, year), ({ householdId }) => householdId);
  const bases = new Map<string, readonly IncomeBasis[]>(own);
  const mixed: string[] = [];
  for (const [id, children] of without) {
    const from = new Set(
      children.flatMap((child) => (earlier.get(child.id) ?? []).filter((one) => before.has(one))),
    );
    const [only, ...more] = from;
    const all = children.every(
      (child) => !earlier.has(child.id) || earlier.get(child.id)?.includes(only ?? ''),
    );
    if (only === undefined) continue;
    if (more.length > 0 || !all) mixed.push(id);
    else bases.set(id, [...(before.get(only) ?? []), ...(own.get(id) ?? [])]);
  }
  const seen = await findSeenMixed(tx, mixed, year);
  return { bases, held: new Set(mixed.filter((id) => !seen.has(id))) };
}
