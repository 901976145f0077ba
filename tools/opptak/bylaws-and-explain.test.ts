import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { allocate, type MatchInput } from '@opptak/matching';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from './command.ts';
import { command as explain } from './explain.ts';
import { command as lintBylaws } from './lint-bylaws.ts';

const input: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    { id: 'north', capacity: 1, order: ['a', 'b'] },
    { id: 'south', capacity: 1, order: ['b', 'a'] },
  ],
  applicants: [
    { id: 'a', wishes: ['north'] },
    { id: 'b', wishes: ['north'] },
  ],
};
let folder = '';
const file = (name: string) => path.join(folder, name);

async function run(command: Command, ...args: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await command(args, {
    stdin: Readable.from([]),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { code, stdout, stderr };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'opptak-cli-'));
  const lot = { key: 'lot', paragraph: '§ 1', text: {} };
  const version = {
    id: '1',
    adoptedOn: '2026-01-01',
    validFrom: '2026-08-01',
    languages: [],
    tiers: [{ criteria: [lot] }],
  };
  const bylaws = {
    format: 'opptak-bylaws/1',
    sets: [{ id: 's', name: 's', kommune: '3310', versions: [version] }],
  };
  const criteria = [
    { key: 'statutory-priority', paragraph: '§ 1' },
    {
      key: 'points',
      paragraph: '§ 2',
      items: [{ criterion: { key: 'flag', paragraph: '§ 2', name: 'illness' }, points: 1 }],
    },
    { key: 'distance', paragraph: '§ 3' },
  ];
  const files = {
    'input.json': input,
    'result.json': allocate(input),
    'other.json': allocate({ ...input, intake: 'another' }),
    'bad-bylaws.json': bylaws,
    'criteria.json': {
      format: 'opptak-match/1',
      kindergartens: [{ id: 'k', capacity: 1, criteria }],
      applicants: [],
    },
    'no-bylaws.json': { format: 'opptak-bylaws/1', sets: [{ kommune: '01012012345' }] },
  };
  for (const [name, content] of Object.entries(files)) await writeFile(file(name), JSON.stringify(content));
  await writeFile(file('broken.json'), '{"secret":');
});
afterAll(() => rm(folder, { recursive: true }));

describe('opptak explain', () => {
  test('tells why, and the one change that would have helped', async () => {
    const { code, stdout } = await run(
      explain,
      file('input.json'),
      file('result.json'),
      '--applicant',
      'b',
      '--lang',
      'en',
    );

    expect(code).toBe(0);
    expect(stdout).toContain('The order in this kindergarten was given beforehand and has been followed.');
    expect(stdout).toContain(
      'Yes. If south had also been on your list, the child would have been given a place there.',
    );
  });

  test('gives the facts behind the text as JSON', async () => {
    const { stdout } = await run(
      explain,
      file('input.json'),
      file('result.json'),
      '--applicant',
      'b',
      '--json',
    );

    expect(JSON.parse(stdout)).toMatchObject({
      format: 'opptak-explanation/1',
      applicant: 'b',
      outcome: { kind: 'none', kindergarten: null },
      change: { helps: { change: { kind: 'list', add: 'south' }, kindergarten: 'south' }, tried: ['list'] },
    });
  });

  test.each([
    ['nobody has the id', ['input.json', 'result.json', '--applicant', 'z'], 'no such applicant'],
    ['the result is of another input', ['input.json', 'other.json', '--applicant', 'a'], 'does not belong'],
    ['the result is no result', ['input.json', 'input.json', '--applicant', 'a'], '/certificate'],
    ['a file is no JSON', ['broken.json', 'result.json', '--applicant', 'a'], 'is not JSON'],
    ['a file is missing', ['nowhere.json', 'result.json', '--applicant', 'a'], 'can not be read'],
    ['the language is not known', ['input.json', 'result.json', '--applicant', 'a', '--lang', 'sv'], 'usage'],
  ])('exits with 2 and one line when %s', async (_, args, message) => {
    const named = args.map((argument) => (argument.endsWith('.json') ? file(argument) : argument));
    const { code, stdout, stderr } = await run(explain, ...named);

    expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({
      code: 2,
      stdout: '',
      lines: 1,
    });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('secret');
  });
});

describe('opptak lint-bylaws', () => {
  test('writes one finding a line with code and place, and exits with 1 when one is an error', async () => {
    const { code, stdout } = await run(lintBylaws, file('bad-bylaws.json'));

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^error statutory-missing \/sets\/0\/versions\/0\/tiers: .+ \[barnehageloven § 18\]\n$/,
    );
  });

  test('reads the criteria of an allocation file too, also inside points', async () => {
    const { code, stdout } = await run(lintBylaws, file('criteria.json'));

    expect(code).toBe(1);
    expect(stdout.split('\n').map((line) => line.split(':')[0])).toEqual([
      'error lot-missing /kindergartens/0/criteria',
      'error health-beyond-statutory /kindergartens/0/criteria/1/items/0/criterion (flag)',
      'error distance-without-bands /kindergartens/0/criteria/2 (distance)',
      '',
    ]);
  });

  test('says nothing about every example, and exits with 0', async () => {
    const examples = path.join(import.meta.dirname, '../../examples/bylaws');
    for (const name of await readdir(examples)) {
      if (!name.endsWith('.json')) continue;
      expect(await run(lintBylaws, path.join(examples, name))).toEqual({ code: 0, stdout: '', stderr: '' });
    }
  });

  test('exits with 2 and one line for each fault of a bad file, never with a value', async () => {
    const { code, stderr } = await run(lintBylaws, file('no-bylaws.json'));

    expect(code).toBe(2);
    expect(stderr).toContain('/sets/0/kommune must be four digits\n');
    expect(stderr).not.toContain('01012012345');
  });
});
