import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command } from './sync.ts';

const samples = path.resolve(import.meta.dirname, '../../packages/registries/data/folkeregisteret/persons');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'opptak-sync-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await command(args, {
    stdin: process.stdin,
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
  });
  return { code, lines: out.map((line) => JSON.parse(line)), err: err.join('') };
}

test('every stored sample is read, and shown without its number', async () => {
  const { code, lines, err } = await run('--from', samples, '--on', '2023-02-01');
  expect(code).toBe(0);
  expect(lines).toHaveLength(12);
  expect(JSON.stringify(lines)).not.toMatch(/\d{11}/);
  expect(err).not.toContain('unreadable');
  // Born in June 2021, resident in 3418; the mother's document is not in the folder, so nobody knows whom to ask.
  expect(lines.find(({ birthDate }) => birthDate === '2021-06-27')).toEqual({
    fnr: '*********86',
    status: 'resident',
    birthDate: '2021-06-27',
    kommune: '3418',
    protection: 'none',
    guardians: 1,
    decision: 'person',
    reasons: ['responsibility-unknown'],
  });
});

test('what can not be read, or is not known, is counted and never fatal', async () => {
  await writeFile(path.join(folder, 'a.json'), '{ half');
  await writeFile(
    path.join(folder, 'b.json'),
    JSON.stringify([
      {
        sekvensnummer: 5,
        hendelse: { folkeregisteridentifikator: '02851798067', hendelsetype: 'endringINavn' },
      },
      { sekvensnummer: 6, hendelse: { folkeregisteridentifikator: '02851798067', hendelsetype: 'noeNytt' } },
    ]),
  );
  const { code, lines, err } = await run('--from', folder, '--on', '2027-02-01');
  expect(code).toBe(0);
  expect(lines).toEqual([]);
  expect(err).toContain('unreadable files or events: 1');
  expect(err).toContain('events of unknown types: 1');
  expect(err).toContain('people in events without a document: 1');
});

test('a folder that is not there, or no folder, is refused', async () => {
  expect((await run()).code).toBe(2);
  expect((await run('--from', path.join(folder, 'nothing'))).code).toBe(2);
});
