import type pg from 'pg';

const HERE = `nullif(current_setting('app.kommune', true), '')`;

/**
 * Gives every table that has a column `kommune` and no policy of its own the one by which a transaction sees and
 * writes the rows of its kommune only. Done for all tables after each migration, so that nobody can forget it.
 * Row security is forced: the owner of the tables is held by it too.
 */
export async function protectTenants(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query<{ table: string; has_policy: boolean }>(
    `select format('%I.%I', n.nspname, c.relname) as table,
            exists (select from pg_policy p where p.polrelid = c.oid) as has_policy
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p')
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'kommune' and not a.attisdropped)
     order by 1`,
    [schema],
  );
  for (const { table, has_policy } of rows) {
    await client.query(`alter table ${table} enable row level security, force row level security`);
    if (has_policy) continue;
    await client.query(
      `create policy kommune on ${table} using (kommune = ${HERE}) with check (kommune = ${HERE})`,
    );
  }
}
