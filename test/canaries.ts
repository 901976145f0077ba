import { serviceNames } from '@opptak/contracts';
import { schemaOf } from '@opptak/db';
import { asAdmin } from '@opptak/testing';

/** Words that must not be found where they do not belong, each with what it tells. */
export type Canaries = ReadonlyMap<string, string>;

/** Which canaries a text holds, by what they tell: the words themselves stay out of messages. */
export const heard = (canaries: Canaries, text: string): readonly string[] =>
  [...canaries].filter(([word]) => text.includes(word)).map(([, tells]) => tells);

/**
 * Looks through every readable column of every table of the five services and of the queue; sealed values are bytes, and
 * bytes are not looked at.
 *
 * @returns "schema.table.column: what it tells" for each column that holds a canary.
 */
export async function heardInDatabase(adminUrl: string, canaries: Canaries): Promise<DatabaseLook> {
  const columns = await asAdmin<{ schema: string; table: string; column: string }>(
    adminUrl,
    `select table_schema as schema, table_name as table, column_name as column
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_type = 'BASE TABLE' and data_type <> 'bytea' and table_schema = any($1)
     order by 1, 2, ordinal_position`,
    [[...serviceNames.map(schemaOf), 'bullmq']],
  );
  const found: string[] = [];
  let rows = 0;
  for (const [table, own] of Map.groupBy(columns, ({ schema, table }) => `"${schema}"."${table}"`)) {
    const kept = own.map(({ column }) => `t."${column}"::text`).join(', ');
    const read = await asAdmin<{ values: (string | null)[] }>(
      adminUrl,
      `select array[${kept}] as values from ${table} t`,
    );
    rows += read.length;
    for (const { values } of read) {
      for (const [index, value] of values.entries()) {
        for (const what of heard(canaries, value ?? '')) {
          found.push(`${table.replaceAll('"', '')}.${own[index]?.column}: ${what}`);
        }
      }
    }
  }
  return { found: [...new Set(found)], rows, columns: columns.length };
}

export interface DatabaseLook {
  readonly found: readonly string[];
  /** How much was looked at. */
  readonly rows: number;
  readonly columns: number;
}
