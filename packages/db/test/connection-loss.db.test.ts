import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  connectDatabase,
  inKommune,
  migrate,
  openPool,
  type PlatformTables,
  serviceDatabaseUrl,
  startEmbeddedPostgres,
} from '@opptak/db';
import { kommuneNumber } from '@opptak/domain';
import { createTestDatabase, freePort, startFaultyProxy, type TestDatabase } from '@opptak/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';

const kommune = kommuneNumber('5544');
const failed = (work: Promise<unknown>) =>
  work.then(
    () => false,
    () => true,
  );

describe('a connection that the server ends', () => {
  let database: TestDatabase<PlatformTables>;

  beforeAll(async () => {
    database = await createTestDatabase<PlatformTables>('intake');
  });
  afterAll(() => database[Symbol.asyncDispose]());

  test('in the middle of a transaction fails that transaction, not the process; the next one works', async () => {
    const { db } = database.connect('intake', { max: 1 });

    const cut = inKommune(db, kommune, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await database.admin('select pg_terminate_backend($1)', [rows[0]?.pid]);
      // The end arrives while no query of ours is running: without a listener this would end the process.
      await delay(100);
      await sql`select 1`.execute(tx);
    });

    expect(await failed(cut)).toBe(true);
    expect(await inKommune(db, kommune, async () => 'works')).toBe('works');
  });

  test('while it is idle in the pool is not noticed by anybody', async () => {
    const { db, pool } = database.connect('intake', { max: 3 });
    await Promise.all([1, 2, 3].map(() => sql`select 1`.execute(db)));

    await database.admin(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename = 'opptak_intake_app'`,
    );
    await expect.poll(() => pool.totalCount, { timeout: 30_000 }).toBe(0);

    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  });
});

describe('a server that is restarted like after a power cut', () => {
  test('under load: the process lives, and everything that was acknowledged is there', async () => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'opptak-restart-'));
    const options = { folder, durable: true, port: await freePort() };
    let server = await startEmbeddedPostgres(options);
    await migrate({ adminUrl: server.url, folder: inject('opptak').migrations });
    const { db, close } = connectDatabase<PlatformTables>({
      url: serviceDatabaseUrl(server.url, 'intake'),
      applicationName: 'test',
    });
    const acknowledged: string[] = [];
    let going = true;
    const write = async (writer: number) => {
      for (let count = 0; going; count++) {
        const type = `${writer}-${count}`;
        await inKommune(db, kommune, (tx) =>
          tx
            .insertInto('caseEvent')
            .values({
              kommune,
              caseId: '00000000-0000-8000-8000-000000000001',
              type,
              actor: 'a',
              details: '{}',
              occurredAt: new Date(0),
            })
            .execute(),
        ).then(
          () => acknowledged.push(type),
          () => delay(20),
        );
      }
    };
    const writers = [1, 2, 3, 4].map(write);

    const acknowledgedMoreThan = (count: number) =>
      expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(count);
    await acknowledgedMoreThan(0);
    await server.stop('immediate');
    server = await startEmbeddedPostgres(options);
    await acknowledgedMoreThan(acknowledged.length);
    going = false;
    await Promise.all(writers);

    const stored = await inKommune(db, kommune, (tx) => tx.selectFrom('caseEvent').select('type').execute());
    const there = new Set(stored.map((row) => row.type));
    expect(acknowledged.filter((type) => !there.has(type))).toEqual([]);
    await close();
    await server.stop();
    await fs.rm(folder, { recursive: true });
  });
});

describe('a network that loses everything', () => {
  test('does not hold a caller longer than the limits, and is used again when it heals', async () => {
    const { adminUrl } = inject('opptak');
    const proxy = await startFaultyProxy(adminUrl);
    const pool = openPool({
      url: proxy.through(adminUrl),
      applicationName: 'test',
      max: 1,
      connectTimeoutMs: 300,
      queryTimeoutMs: 300,
    });
    await vi.waitFor(() => pool.query('select 1'), 20_000);
    const timed = async () => {
      const startedAt = performance.now();
      const gone = await failed(pool.query('select 1'));
      return { gone, ms: performance.now() - startedAt };
    };

    proxy.become('lose');
    const [onOpenConnection, onNewConnection] = [await timed(), await timed()];
    proxy.become('pass');
    proxy.become('cut');
    proxy.become('pass');

    await vi.waitFor(() => pool.query('select 1'), 20_000);
    expect([onOpenConnection.gone, onNewConnection.gone]).toEqual([true, true]);
    // Without limits it would be minutes.
    expect(Math.max(onOpenConnection.ms, onNewConnection.ms)).toBeLessThan(20_000);
    await proxy.close();
    await pool.end();
  });

  test('a pool without a free connection says so within its limit', async () => {
    const pool = openPool({
      url: inject('opptak').adminUrl,
      applicationName: 'test',
      max: 1,
      connectTimeoutMs: 200,
    });
    const held = await vi.waitFor(() => pool.connect(), 20_000);

    expect(await failed(pool.query('select 1'))).toBe(true);

    held.release();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});
