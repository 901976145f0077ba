import type { Insertable } from 'kysely';
import type { Tx } from './database.ts';

/** One table as the statement below sees it: TypeScript can not follow a table that is a parameter through Kysely. */
interface Told {
  readonly told: { readonly version: number };
}

type ToldRow<S, T extends keyof S> = Insertable<S[T]> & { readonly version: number };
type Key<S, T extends keyof S> = readonly (keyof Insertable<S[T]> & string)[];

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
  row: ToldRow<S, T>,
  key?: Key<S, T>,
): Promise<boolean> {
  return (await keepAllNewest(tx, table, [row], key)) === 1;
}

/** The same for many rows, with one statement. @returns how many were news. */
export async function keepAllNewest<S, T extends keyof S & string>(
  tx: Tx<S>,
  table: T,
  rows: readonly ToldRow<S, T>[],
  key?: Key<S, T>,
): Promise<number> {
  const columns: readonly string[] = key ?? ['kommune', 'id'];
  const newest = newestOf(rows, columns);
  const [first] = newest;
  if (!first) return 0;
  const facts = Object.keys(first).filter((column) => !columns.includes(column));
  const { numInsertedOrUpdatedRows } = await (tx as unknown as Tx<Told>)
    .insertInto(table as 'told')
    .values(newest)
    .onConflict((conflict) =>
      conflict
        .columns([...columns] as 'version'[])
        .doUpdateSet((row) =>
          Object.fromEntries(
            facts.map((column) => [column, row.ref(`excluded.${column}` as 'excluded.version')]),
          ),
        )
        .whereRef(`${table}.version` as 'told.version', '<', 'excluded.version' as 'told.version'),
    )
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}

/** One of each row: a statement may not change the same one twice. */
function newestOf<R extends { readonly version: number }>(
  rows: readonly R[],
  key: readonly string[],
): readonly R[] {
  const byKey = Map.groupBy(rows, (row) => JSON.stringify(key.map((column) => Reflect.get(row, column))));
  return [...byKey.values()].map((same) =>
    same.reduce((one, other) => (other.version > one.version ? other : one)),
  );
}
