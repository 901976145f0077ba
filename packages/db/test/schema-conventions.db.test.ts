import { serviceNames } from '@opptak/contracts';
import { type PlatformTables, schemaOf } from '@opptak/db';
import { createTestDatabase, type TestDatabase } from '@opptak/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/**
 * Reads the catalogue of the migrated database and names what breaks a convention. Each test gives an empty list;
 * the last ones break the conventions on purpose, to see that they are noticed.
 */
describe('the tables', () => {
  let database: TestDatabase<PlatformTables>;
  const schemas = `array[${serviceNames.map((service) => `'${schemaOf(service)}'`).join()}]`;

  beforeAll(async () => {
    database = await createTestDatabase<PlatformTables>('intake');
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const names = (query: string) =>
    database.admin<{ name: string }>(query).then((rows) => rows.map((row) => row.name));

  const tables = `select c.oid, n.nspname || '.' || c.relname as name, c.relname, c.relrowsecurity, c.relforcerowsecurity,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'kommune') as has_kommune
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${schemas}) and c.relkind in ('r', 'p')`;
  const columnsOf = (key: string, table: string) =>
    `array(select a.attname::text from unnest(${key}) with ordinality k (attnum, position)
           join pg_attribute a on a.attrelid = ${table} and a.attnum = k.attnum order by k.position)`;

  const unindexedForeignKeys = () =>
    names(`select t.name || ': ' || f.conname as name from (${tables}) t
      join pg_constraint f on f.conrelid = t.oid and f.contype = 'f'
      where not exists (select from pg_index i where i.indrelid = t.oid and i.indpred is null
        and (i.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey)`);
  const wrongTypes = () =>
    names(`select t.name || '.' || a.attname || ': ' || format_type(a.atttypid, a.atttypmod) as name from (${tables}) t
      join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      where format_type(a.atttypid, null) in
        ('timestamp without time zone', 'character varying', 'character', 'json', 'money', 'real', 'double precision', 'time with time zone')
        and a.attname not in ('lat', 'lon')
`);
  const withoutRowSecurity = () =>
    names(`select name from (${tables}) t where has_kommune and not (relrowsecurity and relforcerowsecurity
      and exists (select from pg_policy p where p.polrelid = t.oid)
      and not exists (select from pg_policy p where p.polrelid = t.oid
        and (p.polqual is null or p.polwithcheck is null
             or pg_get_expr(p.polqual, p.polrelid) not like '%app.kommune%'
             or pg_get_expr(p.polwithcheck, p.polrelid) not like '%app.kommune%')))`);
  const withoutComment = () =>
    names(`select name from (${tables}) t where coalesce(obj_description(t.oid, 'pg_class'), '') !~*
      '(No personal data|Personal data: none|(Personal|Special category) data.*basis.*(delet|kept))'`);
  const keysWithoutKommune = () =>
    names(`select t.name || ': ' || i.indexrelid::regclass as name from (${tables}) t
      join pg_index i on i.indrelid = t.oid and i.indisunique
      where t.has_kommune and t.relname <> 'outbox'
        and not 'kommune' = any(${columnsOf('i.indkey', 't.oid')})`);
  const foreignKeysWithoutKommune = () =>
    names(`select t.name || ': ' || f.conname as name from (${tables}) t
      join pg_constraint f on f.conrelid = t.oid and f.contype = 'f'
      join (${tables}) other on other.oid = f.confrelid
      where t.has_kommune and other.has_kommune and not 'kommune' = any(${columnsOf('f.conkey', 't.oid')})`);
  const acrossSchemas = () =>
    names(`select f.conrelid::regclass || ' → ' || f.confrelid::regclass as name from pg_constraint f
      join pg_class a on a.oid = f.conrelid join pg_class b on b.oid = f.confrelid
      where f.contype = 'f' and a.relnamespace <> b.relnamespace
      union all
      select distinct v.relname || ' → ' || used.relname from pg_depend d
      join pg_rewrite r on r.oid = d.objid and d.classid = 'pg_rewrite'::regclass
      join pg_class v on v.oid = r.ev_class
      join pg_class used on used.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
      join pg_namespace vn on vn.oid = v.relnamespace
      where vn.nspname = any(${schemas}) and used.relnamespace <> v.relnamespace`);
  /** Lines of the access log may be written and never changed; what is older than five years goes by this way only. */
  const forgetting = serviceNames
    .map((service) => `${schemaOf(service)}.forget_access_log(timestamp with time zone,integer)`)
    .toSorted();
  const definers = () =>
    names(`select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = any(${schemas}) and p.prosecdef
      union all
      select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any(${schemas}) and c.relkind in ('v', 'm')
        and not coalesce('security_invoker=true' = any(c.reloptions), false)`);

  test('have an index for each foreign key', async () => {
    expect(await unindexedForeignKeys()).toEqual([]);
  });

  test('keep instants as timestamptz, text as text, and no money in floating point', async () => {
    expect(await wrongTypes()).toEqual([]);
  });

  test('with a kommune have row security, forced, for what is read and for what is written', async () => {
    expect(await withoutRowSecurity()).toEqual([]);
  });

  test('say which personal data they hold, on what legal basis, and when it is deleted', async () => {
    expect(await withoutComment()).toEqual([]);
  });

  test('have the kommune in every key, so that no unique index tells of another kommune’s rows', async () => {
    expect(await keysWithoutKommune()).toEqual([]);
  });

  test('refer to rows of the same kommune only', async () => {
    expect(await foreignKeysWithoutKommune()).toEqual([]);
  });

  test('of one service depend on no other service’s', async () => {
    expect(await acrossSchemas()).toEqual([]);
  });

  test('are read with the reader’s own rights: one function lends its owner’s, to forget what is too old', async () => {
    expect((await definers()).toSorted()).toEqual(forgetting);
  });

  test('that break these conventions are found', async () => {
    await database.admin(`
      create table intake.bad (kommune text, id uuid primary key, at timestamp, name varchar(10));
      create table intake.worse (kommune text, id uuid primary key, bad_id uuid references intake.bad (id));
      alter table intake.worse enable row level security;
      alter table intake.worse force row level security;
      create policy half on intake.worse using (true) with check (true);
      create table allocation.cross (id uuid references intake.bad (id));
      create view intake.lent as select * from intake.bad;
      create function intake.lent_rights() returns int language sql security definer as 'select 1'`);

    expect({
      foreignKeys: await unindexedForeignKeys(),
      types: await wrongTypes(),
      security: await withoutRowSecurity(),
      comments: await withoutComment(),
      keys: await keysWithoutKommune(),
      references: await foreignKeysWithoutKommune(),
      across: await acrossSchemas(),
      definers: await definers(),
    }).toEqual({
      foreignKeys: expect.arrayContaining(['intake.worse: worse_bad_id_fkey']),
      types: expect.arrayContaining([
        'intake.bad.at: timestamp without time zone',
        'intake.bad.name: character varying(10)',
      ]),
      security: expect.arrayContaining(['intake.bad', 'intake.worse']),
      comments: expect.arrayContaining(['intake.bad', 'intake.worse', 'allocation.cross']),
      keys: expect.arrayContaining(['intake.bad: intake.bad_pkey', 'intake.worse: intake.worse_pkey']),
      references: ['intake.worse: worse_bad_id_fkey'],
      across: ['allocation."cross" → intake.bad'],
      definers: expect.arrayContaining(['intake.lent_rights()', 'intake.lent']),
    });
  });
});
