import { randomBytes } from 'node:crypto';
import type { ServiceName } from '@opptak/contracts';
import { type Connection, connectDatabase, type Db, queueDatabaseUrl, serviceDatabaseUrl } from '@opptak/db';
import type pg from 'pg';
import { inject } from 'vitest';
import { asAdmin, dropDatabase, inDatabase } from './template-database.ts';

/** A database of a test file's own, copied from the migrated template. */
export interface TestDatabase<S> {
  /** The service's own connection, with the service's own role. */
  readonly db: Db<S>;
  /** Address with the service's role. */
  readonly url: string;
  readonly adminUrl: string;
  readonly queueUrl: string;
  readonly redisUrl: string;
  /** Another connection, as this or another service. Closed with the database. */
  connect<T = S>(service?: ServiceName, options?: { readonly max?: number }): Connection<T>;
  /** Runs SQL as the administrator, for whom row-level security does not exist. For looking, not for arranging. */
  admin<R extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Makes a database for this test file and connects `service` to it. Takes about a tenth of a second. */
export async function createTestDatabase<S>(service: ServiceName): Promise<TestDatabase<S>> {
  const servers = inject('opptak');
  const name = `opptak_test_${randomBytes(5).toString('hex')}`;
  await asAdmin(servers.adminUrl, `create database ${name} template ${servers.template} strategy file_copy`);
  const adminUrl = inDatabase(servers.adminUrl, name);
  const closers: (() => Promise<void>)[] = [];

  function connect<T>(as: ServiceName = service, options: { readonly max?: number } = {}): Connection<T> {
    const connection = connectDatabase<T>({
      url: serviceDatabaseUrl(adminUrl, as),
      applicationName: `test-${as}`,
      ...options,
    });
    closers.push(connection.close);
    return connection;
  }

  return {
    db: connect<S>().db,
    url: serviceDatabaseUrl(adminUrl, service),
    adminUrl,
    queueUrl: queueDatabaseUrl(adminUrl),
    redisUrl: servers.redisUrl,
    connect,
    admin: (sql, values) => asAdmin(adminUrl, sql, values),
    async [Symbol.asyncDispose]() {
      await Promise.all(closers.map((close) => close().catch(() => {})));
      await dropDatabase(servers.adminUrl, name);
    },
  };
}
