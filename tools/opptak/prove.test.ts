import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { allocate, type MatchInput } from '@opptak/matching';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command as prove } from './prove.ts';

/** The pair wants both places or none; the single child wants either, and the two kindergartens disagree about it: nothing is stable. */
const input: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    { id: 'north', capacity: 1, order: ['p1', 's'] },
    { id: 'south', capacity: 1, order: ['s', 'p2'] },
  ],
  families: [{ id: 'pair', members: ['p1', 'p2'], wishes: [['north', 'south']] }],
  applicants: [
    { id: 'p1', wishes: ['north'], family: 'pair' },
    { id: 'p2', wishes: ['south'], family: 'pair' },
    { id: 's', wishes: ['north', 'south'] },
  ],
};

let folder = '';
const file = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'opptak-prove-'));
  await writeFile(file('input.json'), JSON.stringify(input));
  await writeFile(file('result.json'), JSON.stringify(allocate(input)));
  await writeFile(file('other.json'), JSON.stringify(allocate({ ...input, intake: 'another' })));
  await writeFile(file('broken.json'), '{"secret":');
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await prove(args, {
    stdin: Readable.from([]),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { code, stdout, stderr };
}

test('opptak prove says that nothing better exists', async () => {
  const { code, stdout, stderr } = await run(file('input.json'), file('result.json'));

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    format: 'opptak-proof/1',
    components: [{ families: ['pair'], verdict: 'nothing-better' }],
    better: null,
  });
});

test.each([
  ['a file is no JSON', ['broken.json', 'result.json'], ['is not JSON']],
  ['the input is none', ['result.json', 'result.json'], ['/format']],
  ['the result is none', ['input.json', 'input.json'], ['result/format']],
  ['the result is of another input', ['input.json', 'other.json'], ['(wrong-input-hash)']],
  ['a file is missing', ['input.json', 'nowhere.json'], ['can not be read']],
  ['a file is not named', ['input.json'], ['usage']],
  ['the budget is no number', ['input.json', 'result.json', '--work', 'much'], ['usage']],
])('opptak prove exits with 2 and one line for each fault when %s', async (_, args, messages) => {
  const { code, stdout, stderr } = await run(
    ...args.map((argument) => (argument.endsWith('.json') ? file(argument) : argument)),
  );

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  for (const message of messages) expect(stderr).toContain(message);
  expect(
    stderr
      .trimEnd()
      .split('\n')
      .every((line) => line.length > 10),
  ).toBe(true);
  expect(stderr).not.toContain('secret');
});
