import type { Insertable } from 'kysely';
import type { Tx } from './database.ts';

/** One table as the statement below sees it: TypeScript can not follow a table that is a parameter through Kysely. */
interface Told {
  readonly told: { readonly version: number };
}

/**
 * Keeps the newest version of what another service has told: a row that is new is added, one of a later version takes the
 * place of what was known, and news that arrives late changes nothing.
 *
 * @param key the columns that say which row it is; kommune and id unless said.
 * @returns false when the same version or a later one was known.
 */
export async function keepNewest<S, T extends keyof S & string>(
  tx: Tx<S>,
  table: T,
  row: Insertable<S[T]> & { readonly version: number },
  key?: readonly (keyof Insertable<S[T]> & string)[],
): Promise<boolean> {
  const columns: readonly string[] = key ?? ['kommune', 'id'];
  const facts = Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)));
  const { numInsertedOrUpdatedRows } = await (tx as unknown as Tx<Told>)
    .insertInto(table as 'told')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns([...columns] as 'version'[])
        .doUpdateSet(facts)
        .where(`${table}.version` as 'told.version', '<', row.version),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
