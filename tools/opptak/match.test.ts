import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from './match.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opptak-match-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(text: string) {
  const file = path.join(folder, 'input.json');
  await writeFile(file, text);
  let [stdout, stderr] = ['', ''];
  const code = await command([file], {
    stdin: Readable.from([]),
    stdout: { write: (part: string) => (stdout += part) },
    stderr: { write: (part: string) => (stderr += part) },
  });
  return {
    code,
    stdout,
    lines: stderr
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(`${file}: `, '')),
  };
}

test('a classical instance needs ids, capacity, order and wishes only', async () => {
  const { code, stdout } = await run(
    JSON.stringify({
      format: 'opptak-match/1',
      kindergartens: [{ id: 'k', capacity: 1, order: ['b', 'a'] }],
      applicants: [
        { id: 'a', wishes: ['k'] },
        { id: 'b', wishes: ['k'] },
      ],
    }),
  );
  expect(code).toBe(0);
  const result = JSON.parse(stdout);
  expect(result.assignments).toEqual([
    { id: 'a', kindergarten: null, wish: null, via: null },
    { id: 'b', kindergarten: 'k', wish: 1, via: 'wish' },
  ]);
  expect(result.stats).toMatchObject({
    applicants: 2,
    kindergartens: 1,
    placed: 1,
    firstWish: 1,
    proposals: 2,
  });
  expect(result.stats.engineMs).toBeGreaterThan(0);
});

test('a bad file gives one line for each fault, with the place and without the value, and exit code 2', async () => {
  const { code, stdout, lines } = await run(
    JSON.stringify({
      format: 'opptak-match/1',
      kindergartens: [
        { id: 'k', capacity: 1, criteria: [{ key: 'distance', paragraph: '§ 4' }] },
        { id: 'k', capacity: 1 },
      ],
      applicants: [{ id: 'a', wishes: ['secret', 'k', 'k'], current: 'gone' }],
    }),
  );
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(lines).toEqual([
    '/kindergartens/1/id is used twice',
    '/applicants/0/wishes/0 names no kindergarten',
    '/applicants/0/wishes/2 is wished twice',
    '/applicants/0/current names no kindergarten',
    '/kindergartens/0/criteria/0 must be statutory-priority: children under barnehageloven § 18 go before everyone',
  ]);
});

test('faults of shape come before all others', async () => {
  const { code, lines } = await run(
    JSON.stringify({
      format: 'opptak-match/1',
      kindergartens: [
        { id: 'k', capacity: -1, criteria: [{ key: 'distance' }, { key: 'wish-number', paragraph: '§ 5' }] },
      ],
      applicants: [{ id: 'a', wishes: 'k', statutoryPriorty: true }],
    }),
  );
  expect(code).toBe(2);
  expect(lines).toEqual([
    '/kindergartens/0/capacity must be a whole number from 0 to 1000000',
    '/kindergartens/0/criteria/0/paragraph is missing',
    '/kindergartens/0/criteria/1/openly must be true: a first-preference-first rule punishes honest wishes and must be said openly',
    '/applicants/0/wishes must be a list',
    '/applicants/0/statutoryPriorty is not a known field',
  ]);
});

test('a seed that is not the committed one is refused', async () => {
  const { code, lines } = await run(
    JSON.stringify({
      format: 'opptak-match/1',
      seed: 'x',
      seedCommitment: '0'.repeat(64),
      kindergartens: [],
      applicants: [],
    }),
  );
  expect(code).toBe(2);
  expect(lines).toEqual(['/seedCommitment is not the SHA-256 of the seed: another lot was promised']);
});

test('a place that children hold must be in the capacity', async () => {
  const { code, lines } = await run(
    JSON.stringify({
      format: 'opptak-match/1',
      kindergartens: [{ id: 'k', capacity: 0 }],
      applicants: [{ id: 'a', wishes: [], current: 'k' }],
    }),
  );
  expect(code).toBe(2);
  expect(lines).toEqual(['/kindergartens/0/capacity has not seats for all children who hold a place here']);
});
