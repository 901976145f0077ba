import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startEmbeddedPostgres } from '@opptak/db';
import { asAdmin } from '@opptak/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

describe('PostgreSQL from its npm package', () => {
  let home: string;

  beforeEach(async () => {
    home = await fs.mkdtemp(path.join(os.tmpdir(), 'opptak-home-'));
  });
  afterEach(() => fs.rm(home, { recursive: true, force: true }));

  test('keeps its data in a folder, also below a home that others may not enter', async () => {
    await fs.chmod(home, 0o700);
    const folder = path.join(home, 'checkout', '.data');

    const first = await startEmbeddedPostgres({ folder, durable: false });
    await asAdmin(first.url, 'create table kept as select 1 as one');
    await first.stop();
    const second = await startEmbeddedPostgres({ folder, durable: false });
    const kept = await asAdmin(second.url, 'select one from kept');
    await second.stop();

    expect(kept).toEqual([{ one: 1 }]);
  });

  test('is shared by a second process, whose stop leaves it running', async () => {
    const folder = path.join(home, '.data');
    const first = await startEmbeddedPostgres({ folder, durable: false });

    const second = await startEmbeddedPostgres({ folder, durable: false });
    await second.stop();

    expect([first.attached, second.attached]).toEqual([false, true]);
    expect(await asAdmin(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
  });

  test('throws its data away when it was given no folder', async () => {
    await fs.chmod(home, 0o755);
    const temp = process.env['TMPDIR'];
    process.env['TMPDIR'] = home;
    try {
      const server = await startEmbeddedPostgres({ durable: false });
      const during = await fs.readdir(home);
      await server.stop();

      expect([during.length, await fs.readdir(home)]).toEqual([2, []]);
    } finally {
      if (temp === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = temp;
    }
  });

  test('does not keep a process alive that has forgotten to stop it, and ends with it', async () => {
    const module = path.resolve(import.meta.dirname, '../src/index.ts');
    const script = `
      import { startEmbeddedPostgres } from ${JSON.stringify(module)};
      const { url } = await startEmbeddedPostgres({ durable: false, folder: ${JSON.stringify(path.join(home, '.data'))} });
      console.log(url);`;

    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module-typescript', '-e', script],
      {
        timeout: 50_000,
      },
    );

    const gone = () =>
      asAdmin(stdout.trim(), 'select 1').then(
        () => false,
        () => true,
      );
    await expect.poll(gone, { timeout: 40_000 }).toBe(true);
  });
});
