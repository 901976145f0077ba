import { randomBytes } from 'node:crypto';
import { migrate } from '@opptak/db';
import pg from 'pg';

/** Runs statements as the administrator. Tests and set-up only. */
export async function asAdmin<R extends pg.QueryResultRow>(
  adminUrl: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client(adminUrl);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<R>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function inDatabase(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Makes a migrated database that test databases are copied from. */
export async function createTemplate(adminUrl: string, migrations: string): Promise<string> {
  const name = `opptak_template_${randomBytes(4).toString('hex')}`;
  await asAdmin(adminUrl, `create database ${name}`);
  await migrate({ adminUrl: inDatabase(adminUrl, name), folder: migrations });
  return name;
}

export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, `drop database if exists ${name} with (force)`);
}
