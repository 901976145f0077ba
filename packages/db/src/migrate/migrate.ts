import pg from 'pg';
import { createRolesAndSchemas, grantQueue } from './create-roles.ts';
import { type Migration, readMigrations } from './migration-files.ts';
import { protectTenants } from './protect-tenants.ts';
import { EXTENSION_SCHEMA, MIGRATION_SCHEMA, ownerOf, schemaOf } from './roles.ts';

export interface MigrateOptions {
  /** Address with a role that may create roles and schemas. */
  readonly adminUrl: string;
  /** The folder `migrations`. */
  readonly folder: string;
}

/** Any number, the same everywhere: one migrator at a time in one database. */
const LOCK = 7_241_905;

/**
 * Brings the database up to date: roles, schemas, the SQL files that have not run yet, and BullMQ's own tables.
 * Each file is one transaction, run as the schema's owner. Two migrators at once: the second waits, then finds
 * nothing to do.
 *
 * @returns what was run, "schema: folder/file".
 * @throws Error when a file that has run was changed since, or was removed; and when a file fails (its changes are undone).
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: options.adminUrl, application_name: 'opptak-migrate' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await createRolesAndSchemas(client);
    const done = await runMissing(client, await readMigrations(options.folder));
    const { runMigrations } = await import('bullmq');
    await runMigrations(client);
    await grantQueue(client);
    return done;
  } finally {
    await client.end();
  }
}

async function runMissing(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(`create table if not exists ${MIGRATION_SCHEMA}.applied (
    schema text not null, name text not null, sha256 text not null, applied_at timestamptz not null default now(),
    primary key (schema, name))`);
  const applied = await client.query<{ schema: string; name: string; sha256: string }>(
    `select schema, name, sha256 from ${MIGRATION_SCHEMA}.applied`,
  );
  const keyOf = (schema: string, name: string) => `${schema}: ${name}`;
  const known = new Map(applied.rows.map((row) => [keyOf(row.schema, row.name), row.sha256]));
  const ran: string[] = [];
  for (const migration of migrations) {
    const key = keyOf(schemaOf(migration.service), migration.name);
    const before = known.get(key);
    known.delete(key);
    if (before === migration.sha256) continue;
    if (before !== undefined) throw new Error(`Migration ${key} was changed after it ran; add a new one`);
    await runOne(client, migration, key);
    ran.push(key);
  }
  const gone = [...known.keys()][0];
  if (gone !== undefined) throw new Error(`Migration ${gone} has run here but its file is missing`);
  return ran;
}

async function runOne(client: pg.Client, migration: Migration, key: string): Promise<void> {
  const schema = schemaOf(migration.service);
  await client.query('begin');
  try {
    await client.query(`set local role ${ownerOf(migration.service)}`);
    await client.query(`set local search_path = ${schema}, ${EXTENSION_SCHEMA}`);
    await client.query(migration.sql);
    await protectTenants(client, schema);
    await client.query('reset role');
    await client.query(`insert into ${MIGRATION_SCHEMA}.applied (schema, name, sha256) values ($1, $2, $3)`, [
      schema,
      migration.name,
      migration.sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${key}: ${error instanceof Error ? error.message : 'failed'}`, {
      cause: error,
    });
  }
}
