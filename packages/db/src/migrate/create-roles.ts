import { type ServiceName, serviceNames } from '@opptak/contracts';
import type pg from 'pg';
import {
  appRoleOf,
  EXTENSION_SCHEMA,
  MIGRATION_SCHEMA,
  ownerOf,
  QUEUE_ROLE,
  QUEUE_SCHEMA,
  rolePassword,
  schemaOf,
} from './roles.ts';

/** What a service's connection may take, at most; a job that needs longer says so with `set local`. */
const limits = {
  statement_timeout: '5s',
  lock_timeout: '2s',
  idle_in_transaction_session_timeout: '10s',
  timezone: 'UTC',
};

/** Makes roles, schemas and grants where they are missing. Safe to run again, and by two at once. */
export async function createRolesAndSchemas(client: pg.Client): Promise<void> {
  for (const service of serviceNames) {
    await ensureRole(client, ownerOf(service), null, {});
    await ensureRole(client, appRoleOf(service), rolePassword(service, process.env), {
      ...limits,
      search_path: `${schemaOf(service)}, ${EXTENSION_SCHEMA}`,
    });
  }
  // A blocked worker waits on its connection: no limit on idling, none on statements that wait for a notice.
  await ensureRole(client, QUEUE_ROLE, rolePassword('queue', process.env), {
    lock_timeout: '5s',
    search_path: QUEUE_SCHEMA,
  });
  await client.query('revoke all on schema public from public');
  await client.query(`create schema if not exists ${EXTENSION_SCHEMA}`);
  await client.query(`create extension if not exists btree_gist schema ${EXTENSION_SCHEMA}`);
  await client.query(`create schema if not exists ${MIGRATION_SCHEMA}`);
  for (const service of serviceNames) await createSchema(client, service);
}

async function createSchema(client: pg.Client, service: ServiceName): Promise<void> {
  const [schema, owner, app] = [schemaOf(service), ownerOf(service), appRoleOf(service)];
  // An administrator who is no superuser may act as the owner only when made a member.
  await client.query(`grant ${owner} to current_user`);
  await client.query(`create schema if not exists ${schema} authorization ${owner}`);
  await client.query(`grant usage on schema ${schema} to ${app}`);
  await client.query(`grant usage on schema ${EXTENSION_SCHEMA} to ${owner}, ${app}`);
  const grants = `alter default privileges for role ${owner} in schema ${schema}`;
  await client.query(`${grants} grant select, insert, update, delete on tables to ${app}`);
  await client.query(`${grants} grant usage, select on sequences to ${app}`);
}

/**
 * Lets the queue's role work in BullMQ's tables, once BullMQ's own migrations have made them. Beside them lies a table
 * of ours, by which a service sees that the queue has lost its memory.
 */
export async function grantQueue(client: pg.Client): Promise<void> {
  await client.query(`create table if not exists ${QUEUE_SCHEMA}.opptak_epoch (
    service text primary key, since timestamptz not null default now())`);
  // BullMQ makes a sequence for each queue when it first meets it.
  await client.query(`grant usage, create on schema ${QUEUE_SCHEMA} to ${QUEUE_ROLE}`);
  for (const [objects, rights] of [
    ['tables', 'select, insert, update, delete'],
    ['sequences', 'usage, select'],
    ['functions', 'execute'],
  ] as const) {
    await client.query(`grant ${rights} on all ${objects} in schema ${QUEUE_SCHEMA} to ${QUEUE_ROLE}`);
  }
}

async function ensureRole(
  client: pg.Client,
  role: string,
  password: string | null,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  // Roles belong to the whole cluster, so the database's lock does not keep two migrators of two databases apart.
  await client.query(`do $$ begin
      create role ${role};
    exception when duplicate_object or unique_violation then null;
    end $$`);
  const login = password === null ? 'nologin' : `login password ${client.escapeLiteral(password)}`;
  const safe = 'nosuperuser nocreatedb nocreaterole nobypassrls';
  await alterRole(client, `alter role ${role} ${login}`);
  const risky = await client.query(
    'select 1 from pg_roles where rolname = $1 and (rolsuper or rolcreatedb or rolcreaterole or rolbypassrls)',
    [role],
  );
  if (risky.rowCount !== 0) await alterRole(client, `alter role ${role} ${safe}`);
  for (const [name, value] of Object.entries(settings)) {
    const listed = name === 'search_path' ? value : client.escapeLiteral(value);
    await alterRole(client, `alter role ${role} set ${name} = ${listed}`);
  }
}

/** Another migrator may change the same role at the same moment; PostgreSQL then asks to try again. */
async function alterRole(client: pg.Client, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      if (attempt === 10 || !(error instanceof Error) || !/tuple concurrently/.test(error.message))
        throw error;
    }
  }
}
