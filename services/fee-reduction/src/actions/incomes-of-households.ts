import type { Tx } from '@opptak/db';
import { findIncomes, type IncomeBasis } from '../repositories/decisions.ts';
import type { ChildOfHousehold, Household } from '../repositories/households.ts';
import { findEarlierHouseholds } from '../repositories/incomes.ts';
import type { Schema } from '../schema.generated.ts';

export interface IncomesOfHouseholds {
  /** By household, the earliest application first. */
  readonly bases: ReadonlyMap<string, readonly IncomeBasis[]>;
  /**
   * Households whose children come with the incomes of several, until a person has found whose holds: nothing becomes dearer
   * for them meanwhile.
   */
  readonly held: ReadonlySet<string>;
}

type HouseholdOfYear = Pick<Household, 'id' | 'answeredFor'> & {
  readonly children: readonly ChildOfHousehold[];
};

/**
 * The incomes that the fees of households rest on in a kindergarten year. A household that has changed – somebody has moved out
 * or in – keeps the income its vedtak was made on until it applies anew: a rise of income does not change the fee within the
 * year, and a fall counts from the month after the family has told of it. Who joins a household that has been answered, with a
 * vedtak on another income, makes it a case for a person, however often that happens.
 *
 * Legal source: forskrift 2005-12-16-1478 §§ 3 b, 3 c, letter b.
 */
export async function incomesOfHouseholds(
  tx: Tx<Schema>,
  households: readonly HouseholdOfYear[],
  year: number,
): Promise<IncomesOfHouseholds> {
  const ids = households.map(({ id }) => id);
  const bases = new Map(Map.groupBy(await findIncomes(tx, ids, year), ({ householdId }) => householdId));
  const hasLastYear = (id: string) => bases.get(id)?.some(({ kind }) => kind === 'last-year') ?? false;
  const earlier = await findEarlierHouseholds(
    tx,
    households.flatMap(({ children }) => children),
    year,
  );
  if (earlier.size === 0) return { bases, held: new Set() };
  const elsewhere = [...new Set([...earlier.values()].flat())];
  const before = Map.groupBy(await findIncomes(tx, elsewhere, year), ({ householdId }) => householdId);
  const held = new Set<string>();
  for (const { id, answeredFor, children } of households) {
    // Answered before it was kept for whom: for all who are there.
    const isAnswered = (child: ChildOfHousehold) => answeredFor?.includes(child.id) ?? hasLastYear(id);
    const answered = children.filter(isAnswered);
    const joined = sourcesOf(
      children.filter((child) => !isAnswered(child)),
      earlier,
      before,
    );
    // An income that was found anew goes before what the children came with.
    const known = hasLastYear(id) ? [] : sourcesOf(answered, earlier, before);
    const [inherited, ...more] = answered.length > 0 ? known : joined;
    const source = more.length === 0 ? inherited : undefined;
    if (joined.some((one) => one !== source)) held.add(id);
    if (source !== undefined) bases.set(id, [...(before.get(source) ?? []), ...(bases.get(id) ?? [])]);
  }
  return { bases, held };
}

/** The households whose incomes the vedtak of these children rest on; an empty name beside them for a vedtak on none. */
function sourcesOf(
  children: readonly ChildOfHousehold[],
  earlier: ReadonlyMap<string, readonly string[]>,
  before: ReadonlyMap<string, unknown>,
): readonly string[] {
  const each = children.flatMap(({ id }) => earlier.get(id) ?? []);
  const found = [...new Set(each.filter((one) => before.has(one)))];
  const without = children.some(
    ({ id }) => earlier.has(id) && !earlier.get(id)?.some((one) => before.has(one)),
  );
  return found.length > 0 && without ? [...found, ''] : found;
}
