import type { Db, Tx } from './database.ts';
import type { PlatformTables } from './platform-tables.generated.ts';

/**
 * A service's transaction, seen as one on the platform's tables, which every service's schema has.
 * TypeScript can not follow that through Kysely's generics, so it is said here, once.
 */
export const platformTx = <S extends PlatformTables>(tx: Tx<S>): Tx<PlatformTables> =>
  tx as unknown as Tx<PlatformTables>;

/** The same for a service's connection. */
export const platformDb = <S extends PlatformTables>(db: Db<S>): Db<PlatformTables> =>
  db as unknown as Db<PlatformTables>;
