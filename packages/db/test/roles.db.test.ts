import { type ServiceName, serviceNames } from '@opptak/contracts';
import { inKommune, type PlatformTables, schemaOf, sqlState } from '@opptak/db';
import { kommuneNumber } from '@opptak/domain';
import { asAdmin, createTestDatabase, type TestDatabase } from '@opptak/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Right {
  readonly role: string;
  readonly schema: string;
  readonly table: string;
  readonly rights: string;
}

describe('the roles', () => {
  let database: TestDatabase<PlatformTables>;

  beforeAll(async () => {
    database = await createTestDatabase<PlatformTables>('intake');
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const appRole = (service: ServiceName) => `opptak_${schemaOf(service)}_app`;
  const attempt = (statement: string) =>
    sql
      .raw(statement)
      .execute(database.db)
      .then(() => 'accepted', sqlState);

  test('a service reads and writes its own tables, adds to its logs, and has no right anywhere else', async () => {
    const rights = await database.admin<{ role: string; schema: string; table: string; rights: string }>(
      `select r.rolname as role, n.nspname as schema, c.relname as table,
              array_to_string(array(select p from unnest(array['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) p
                                    where has_table_privilege(r.oid, c.oid, p)), ',') as rights
       from pg_roles r cross join pg_class c join pg_namespace n on n.oid = c.relnamespace
       where r.rolname like 'opptak\\_%\\_app' and c.relkind in ('r', 'p', 'v', 'm', 'f')
         and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`,
    );
    const own = (right: Right) => right.role === `opptak_${right.schema}_app`;
    const isLog = (right: Right) => right.table === 'case_event' || right.table === 'access_log';
    const expected = (right: Right) =>
      !own(right) ? '' : isLog(right) ? 'SELECT,INSERT' : 'SELECT,INSERT,UPDATE,DELETE';

    // Five services, six platform tables each: fewer rows would mean that nothing was looked at.
    expect(rights.filter(own).length).toBeGreaterThanOrEqual(30);
    // A table of the service's own may be append-only too; it may never have more than the four rights.
    const isNarrower = (right: Right) =>
      own(right) && /^SELECT(,INSERT)?(,UPDATE)?(,DELETE)?$/.test(right.rights) && !isLog(right);
    expect(rights.filter((right) => right.rights !== expected(right) && !isNarrower(right))).toEqual([]);
  });

  test('no service may look into another’s schema, the queue’s or the migrator’s, nor make anything in its own', async () => {
    const rows = await database.admin<{ role: string; schema: string; usage: boolean; create: boolean }>(
      `select r.rolname as role, n.nspname as schema, has_schema_privilege(r.oid, n.oid, 'USAGE') as usage,
              has_schema_privilege(r.oid, n.oid, 'CREATE') as create
       from pg_roles r cross join pg_namespace n
       where r.rolname like 'opptak\\_%\\_app' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`,
    );

    const usable = rows.filter((row) => row.usage && row.schema !== 'opptak_extension');
    expect(usable.map((row) => `${row.role} in ${row.schema}`).sort()).toEqual(
      serviceNames.map((service) => `${appRole(service)} in ${schemaOf(service)}`).sort(),
    );
    expect(rows.filter((row) => row.create)).toEqual([]);
  });

  test('the queue’s role reaches BullMQ’s tables and no service’s', async () => {
    const rows = await database.admin<{ schema: string }>(
      `select n.nspname as schema from pg_namespace n
       where has_schema_privilege('opptak_queue', n.oid, 'USAGE') and n.nspname not like 'pg\\_%'
         and n.nspname <> 'information_schema'`,
    );

    expect(rows).toEqual([{ schema: 'bullmq' }]);
  });

  test('no role of ours is a superuser, passes row security, owns what it uses, or is a member of another', async () => {
    const risky = await database.admin(
      `select rolname from pg_roles where rolname like 'opptak\\_%' and rolname <> current_user
         and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
       union all
       select pg_get_userbyid(c.relowner) from pg_class c where pg_get_userbyid(c.relowner) like 'opptak\\_%\\_app'
       union all
       select pg_get_userbyid(m.member) from pg_auth_members m where pg_get_userbyid(m.member) like 'opptak\\_%\\_app'`,
    );

    expect(risky).toEqual([]);
  });

  test.each([
    ['reading another service’s table', 'select * from allocation.outbox'],
    ['writing to another service’s table', 'delete from notification.inbox'],
    ['making a table', 'create table mine (id integer)'],
    ['making a table in public', 'create table public.mine (id integer)'],
    ['changing a table', 'alter table outbox disable row level security'],
    ['emptying a table', 'truncate outbox'],
    ['becoming the owner', 'set role opptak_intake_owner'],
    ['becoming another service', 'set role opptak_allocation_app'],
    ['changing the case log', `update case_event set type = 'other'`],
    ['removing from the case log', 'delete from case_event'],
    ['changing the access log', `update access_log set purpose = 'other'`],
    ['removing from the access log', 'delete from access_log'],
    ['reading what the migrator noted', 'select * from opptak_migration.applied'],
    ['reading the queue', 'select * from bullmq.opptak_epoch'],
    ['reading passwords', 'select * from pg_authid'],
  ])('%s is refused', async (_what, statement) => {
    expect(await attempt(statement)).toBe('42501');
  });

  test('each service does reach its own schema, with limits on how long it may take', async () => {
    for (const service of serviceNames) {
      const { db } = database.connect<PlatformTables>(service, { max: 1 });
      const { rows } =
        await sql`select current_schema() as schema, current_setting('statement_timeout') as statement,
        current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle,
        current_setting('timezone') as zone`.execute(db);

      expect(rows).toEqual([
        { schema: schemaOf(service), statement: '5s', lock: '2s', idle: '10s', zone: 'UTC' },
      ]);
    }
  });

  test('an operator who owns the tables is held by row security too', async () => {
    const kommune = kommuneNumber('5544');
    await inKommune(database.db, kommune, (tx) =>
      tx
        .insertInto('caseEvent')
        .values({
          kommune,
          caseId: '00000000-0000-8000-8000-000000000001',
          type: 'x',
          actor: 'a',
          details: '{}',
          occurredAt: new Date(0),
        })
        .execute(),
    );

    const [row] = await asAdmin<{ count: string }>(
      `${database.adminUrl}?options=${encodeURIComponent('-c role=opptak_intake_owner')}`,
      'select count(*) from intake.case_event',
    );

    expect(row).toEqual({ count: '0' });
  });
});
