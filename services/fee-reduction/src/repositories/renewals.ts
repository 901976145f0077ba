import type { Tx } from '@opptak/db';
import { dateOf } from '@opptak/domain';
import { type Insertable, sql } from 'kysely';
import type { FeeRenewalTable, Schema } from '../schema.generated.ts';

export interface Renewal {
  readonly householdId: string;
  /** Those with a place in the coming kindergarten year. */
  readonly childIds: readonly string[];
}

/**
 * Households that pay less this kindergarten year because they applied, keep a place in the next, and have not applied for
 * it: without an application they pay the ordinary price from August. A place without an end lasts until school starts.
 *
 * @param page.notTold only those who have not been told in this round.
 */
export async function findRenewals(
  tx: Tx<Schema>,
  page: {
    readonly year: number;
    readonly after: string | undefined;
    readonly limit: number;
    readonly notTold?: number;
  },
): Promise<readonly Renewal[]> {
  const { year } = page;
  const { rows } = await sql<Renewal>`
    select c.household_id as "householdId", array_agg(distinct c.id order by c.id) as "childIds"
    from child c join placement p on p.kommune = c.kommune and p.child_id = c.id
    where c.left_on is null and p.status <> 'cancelled'
      and p.from_on <= ${dateOf(year + 1, 7, 31)}
      and coalesce(p.until_on, make_date(extract(year from c.born_on)::int + 6, 7, 31)) >= ${dateOf(year, 8, 1)}
      and c.household_id > ${page.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
      and exists (select from income_basis b
                  where b.kommune = c.kommune and b.household_id = c.household_id and b.kindergarten_year = ${year - 1})
      and not exists (select from fee_application a
                      where a.kommune = c.kommune and a.household_id = c.household_id and a.kindergarten_year = ${year})
      and (${page.notTold ?? null}::int is null or not exists (
             select from fee_renewal r where r.kommune = c.kommune and r.household_id = c.household_id
               and r.kindergarten_year = ${year} and r.round = ${page.notTold ?? null}::int))
    group by c.household_id order by c.household_id limit ${page.limit}`.execute(tx);
  return rows;
}

/** Notes who is told. Two at once: the second waits for the first, and fails on the key rather than tell twice. */
export async function insertRenewals(
  tx: Tx<Schema>,
  renewals: readonly Insertable<FeeRenewalTable>[],
): Promise<void> {
  if (renewals.length > 0) await tx.insertInto('feeRenewal').values(renewals).execute();
}
