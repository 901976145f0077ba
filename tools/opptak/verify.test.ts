import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command as match } from './match.ts';
import { command as verify } from './verify.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opptak-verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

const input = {
  format: 'opptak-match/1',
  kindergartens: [{ id: 'k1', capacity: 1, order: ['a', 'b'] }],
  applicants: [
    { id: 'a', wishes: ['k1'] },
    { id: 'b', wishes: ['k1'] },
  ],
};

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(command: typeof verify, ...args: string[]): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const into = (stream: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[stream] += text;
    },
  });
  const io = { stdin: Readable.from([]), stdout: into('stdout'), stderr: into('stderr') };
  const code = await command(args, io);
  return { code, ...written };
}

async function file(name: string, content: string): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, content);
  return at;
}

test('what match writes is VALID', async () => {
  const inputFile = await file('input.json', JSON.stringify(input));
  const matched = await run(match, inputFile);
  const resultFile = await file('result.json', matched.stdout);

  expect(await run(verify, inputFile, resultFile)).toEqual({ code: 0, stdout: 'VALID\n', stderr: '' });
});

test('a swapped result is refused, one violation a line, exit 1', async () => {
  const inputFile = await file('input.json', JSON.stringify(input));
  const matched = await run(match, inputFile);
  const names: Record<string, string> = { '"id":"a"': '"id":"b"', '"id":"b"': '"id":"a"' };
  const swapped = matched.stdout.replaceAll(
    /"id": ?"[ab]"/g,
    (name) => names[name.replaceAll(' ', '')] ?? name,
  );
  const resultFile = await file('swapped.json', swapped);

  const { code, stdout } = await run(verify, inputFile, resultFile);

  expect(code).toBe(1);
  expect(stdout).toContain('justified-envy a at k1: stands before b there');
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .every((line) => /^[a-z-]+ .+: .+$/.test(line)),
  ).toBe(true);
});

test('files that can not be used give exit 2 and one line each, without any of their content', async () => {
  const noJson = await file('no.json', '{"seed":"secret');
  const noInput = await file('other.json', '{"format":"something else"}');
  const absent = path.join(folder, 'absent.json');

  const unreadable = await run(verify, noJson, absent);
  const noSuchFormat = await run(verify, noInput, noInput);
  const nothing = await run(verify);

  expect(unreadable.code).toBe(2);
  expect(unreadable.stderr.trimEnd().split('\n')).toHaveLength(2);
  expect(unreadable.stderr).not.toContain('secret');
  expect(noSuchFormat.code).toBe(2);
  expect(noSuchFormat.stderr).toContain('input/format: not one of opptak-match/1');
  expect(nothing).toMatchObject({ code: 2, stderr: 'usage: opptak verify FILE RESULT\n' });
});
