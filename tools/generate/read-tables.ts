import type pg from 'pg';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  /** How a value comes about when none is given. */
  readonly filled: 'always' | 'by-default' | 'never';
  /** The words that a CHECK constraint allows, if it lists them. */
  readonly words: readonly string[];
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** Reads the tables and views of one schema from PostgreSQL's catalogue, in the order of their names. */
export async function readTables(client: pg.Client, schema: string): Promise<readonly Table[]> {
  const { rows } = await client.query<{
    table: string;
    column: string;
    type: string;
    nullable: boolean;
    identity: string;
    generated: string;
    has_default: boolean;
    checks: string[];
  }>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
            not a.attnotnull as nullable, a.attidentity as identity, a.attgenerated as generated,
            a.atthasdef as has_default,
            array(select pg_get_constraintdef(k.oid) from pg_constraint k
                  where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
                  order by k.conname) as checks
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = $1 and c.relkind in ('r', 'p', 'v') and not c.relispartition
     order by c.relname, a.attnum`,
    [schema],
  );
  const tables = new Map<string, Column[]>();
  for (const row of rows) {
    const columns = tables.get(row.table) ?? [];
    tables.set(row.table, columns);
    columns.push({
      name: row.column,
      type: row.type,
      nullable: row.nullable,
      filled:
        row.identity === 'a' || row.generated === 's'
          ? 'always'
          : row.has_default || row.identity === 'd'
            ? 'by-default'
            : 'never',
      words: wordsOf(row.checks),
    });
  }
  return [...tables].map(([name, columns]) => ({ name, columns }));
}

/** `CHECK ((kind = ANY (ARRAY['job'::text, 'event'::text])))` → job, event. */
function wordsOf(checks: readonly string[]): readonly string[] {
  for (const check of checks) {
    const list = /^CHECK \(\(\(?\w+\)? = ANY \(\(?ARRAY\[(.+?)\](::text\[\]\))?\)\)\)$/.exec(check)?.[1];
    if (!list) continue;
    const words = [...list.matchAll(/'((?:[^']|'')*)'::text/g)].map((match) => match[1] ?? '');
    if (words.length > 0) return words;
  }
  return [];
}
