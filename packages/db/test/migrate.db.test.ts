import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { migrate } from '@opptak/db';
import { asAdmin, dropDatabase, inDatabase } from '@opptak/testing';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';

describe('the migrator', () => {
  const server = inject('opptak').adminUrl;
  let name: string;
  let adminUrl: string;
  let folder: string;

  beforeEach(async () => {
    name = `opptak_migrate_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
    await asAdmin(server, `create database ${name}`);
    adminUrl = inDatabase(server, name);
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'opptak-migrations-'));
    await file(
      'intake/0001_thing.sql',
      'create table thing (kommune text, id uuid, primary key (kommune, id));',
    );
  });
  afterEach(async () => {
    await fs.rm(folder, { recursive: true });
    await dropDatabase(server, name);
  });

  async function file(at: string, sql: string): Promise<void> {
    await fs.mkdir(path.dirname(path.join(folder, at)), { recursive: true });
    await fs.writeFile(path.join(folder, at), sql);
  }
  const run = () => migrate({ adminUrl, folder });
  const tables = () =>
    asAdmin<{ name: string }>(
      adminUrl,
      `select schemaname || '.' || tablename as name from pg_tables
       where schemaname in ('intake', 'allocation') order by 1`,
    ).then((rows) => rows.map((row) => row.name));

  test('runs each file once, in its own schema', async () => {
    expect(await run()).toEqual(['intake: intake/0001_thing.sql']);
    expect(await run()).toEqual([]);
    expect(await tables()).toEqual(['intake.thing']);
  });

  test('runs what is for every service in each schema', async () => {
    await file('every-service/0001_common.sql', 'create table common (id uuid primary key);');

    await run();

    expect(await tables()).toEqual(['allocation.common', 'intake.common', 'intake.thing']);
  });

  test('two at once: one does the work, the other waits and finds it done', async () => {
    const outcomes = await Promise.all([run(), run(), run()]);

    expect(outcomes.map((done) => done.length).sort()).toEqual([0, 0, 1]);
  });

  test('two at once in two databases of one server, where the roles are shared, both succeed', async () => {
    const second = `${name}_b`;
    await asAdmin(server, `create database ${second}`);

    const outcomes = await Promise.all([run(), migrate({ adminUrl: inDatabase(server, second), folder })]);

    expect(outcomes.map((done) => done.length)).toEqual([1, 1]);
    await dropDatabase(server, second);
  });

  test('refuses a file that was changed after it ran', async () => {
    await run();
    await file('intake/0001_thing.sql', 'create table thing (kommune text, id uuid, extra text);');

    await expect(run()).rejects.toThrow('intake: intake/0001_thing.sql was changed after it ran');
  });

  test('refuses a database that is ahead of the files', async () => {
    await run();
    await fs.rm(path.join(folder, 'intake/0001_thing.sql'));

    await expect(run()).rejects.toThrow('its file is missing');
  });

  test('undoes all of a file that fails half-way, and says which it was', async () => {
    await file('intake/0002_half.sql', 'create table half (id uuid primary key); select 1 / 0;');

    await expect(run()).rejects.toThrow('Migration intake: intake/0002_half.sql: division by zero');
    expect(await tables()).toEqual(['intake.thing']);

    await file('intake/0002_half.sql', 'create table half (id uuid primary key);');
    expect(await run()).toEqual(['intake: intake/0002_half.sql']);
  });

  test.each([
    ['without a number', 'intake/thing.sql', 'name it 0001_what_it_makes.sql'],
    ['with a number that is taken', 'intake/0001_other.sql', 'its number is taken'],
  ])('refuses a file %s, before it runs any', async (_what, at, message) => {
    await file(at, 'select 1;');

    await expect(run()).rejects.toThrow(message);
    expect(await tables()).toEqual([]);
  });

  test('gives a table with a kommune its row security, without being asked', async () => {
    await run();

    const [policy] = await asAdmin(
      adminUrl,
      `select c.relrowsecurity as on, c.relforcerowsecurity as forced, p.polname as name
       from pg_class c join pg_policy p on p.polrelid = c.oid where c.relname = 'thing'`,
    );

    expect(policy).toEqual({ on: true, forced: true, name: 'kommune' });
  });
});
