import type { Tx } from '@opptak/db';
import { calendarMonth, monthsOfKindergartenYear } from '@opptak/rules';
import { sql } from 'kysely';
import type { Schema } from '../schema.generated.ts';

export interface Renewal {
  readonly householdId: string;
  readonly childIds: readonly string[];
}

/**
 * Households that pay less this kindergarten year because they applied, keep a place in the next, and have not applied for
 * it: without an application they pay the ordinary price from August.
 */
export async function findRenewals(
  tx: Tx<Schema>,
  page: { readonly year: number; readonly after: string | undefined; readonly limit: number },
): Promise<readonly Renewal[]> {
  const august = monthsOfKindergartenYear(page.year)[0] ?? calendarMonth(`${page.year}-08`);
  const { rows } = await sql<Renewal>`
    select c.household_id as "householdId", array_agg(c.child_id order by c.child_id) as "childIds"
    from charge c
    where c.month = ${august}
      and c.household_id > ${page.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
      and exists (select from income_basis b
                  where b.kommune = c.kommune and b.household_id = c.household_id and b.kindergarten_year = ${page.year - 1})
      and not exists (select from fee_application a
                      where a.kommune = c.kommune and a.household_id = c.household_id and a.kindergarten_year = ${page.year})
    group by c.household_id order by c.household_id limit ${page.limit}`.execute(tx);
  return rows;
}
