import { mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

/** A stored sample: a child born in 2021, resident in 3418. */
const sample = async (): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(path.join(samples, '27862199486.json'), 'utf8'));
const put = (name: string, content: unknown): Promise<void> =>
  writeFile(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const event = (sekvensnummer: unknown, hendelsetype = 'endringINavn', who = '27862199486') => ({
  sekvensnummer,
  hendelse: { folkeregisteridentifikator: who, hendelsetype },
});

describe('a folder that somebody has tampered with', () => {
  test('empty gives no lines, and says so', async () => {
    expect(await run('--from', folder)).toEqual({ code: 0, lines: [], err: 'people: 0\n' });
  });

  test('broken files of every kind are counted, and the good one beside them is read', async () => {
    await put('good.json', await sample());
    const broken = [
      '',
      'null',
      '7',
      '"27862199486"',
      '{',
      '[[[',
      '<html>',
      '{}',
      '[{}]',
      '[null]',
      '[[]]',
      '{"oppslag":7}',
    ];
    for (const [index, text] of broken.entries()) await put(`broken-${index}.json`, text);
    await put('deep.json', '['.repeat(200_000));
    await writeFile(path.join(folder, 'latin1.json'), Buffer.from('{"navn":"\xe5"}', 'latin1'));
    await put('large.json', ' ');
    await truncate(path.join(folder, 'large.json'), 300 * 1024 * 1024);
    const { code, lines, err } = await run('--from', folder, '--on', '2023-02-01');
    expect(code).toBe(0);
    expect(lines).toHaveLength(1);
    expect(err).toContain(`unreadable files or events: ${broken.length + 3}\n`);
    expect(err).not.toMatch(/\d{11}|html|broken/);
  });

  test('real numbers are not taken in: the command is for synthetic people', async () => {
    // The register's own published example of a number of the coming kind that is not synthetic.
    const text = JSON.stringify(await sample()).replaceAll('27862199486', '30108299939');
    await put('real.json', text);
    expect((await run('--from', folder, '--on', '2023-02-01')).lines).toEqual([]);
  });

  test('a person with two documents is concluded about once, by the newer one, in whatever order they lie', async () => {
    const older = await sample();
    const status = (word: string, at: string) => [
      { erGjeldende: true, status: word, ajourholdstidspunkt: at },
    ];
    await put('a.json', { ...older, status: status('utflyttet', '2030-01-01T00:00:00.123456789+01:00') });
    await put('b.json', older);
    const { lines, err } = await run('--from', folder, '--on', '2023-02-01');
    expect(lines).toMatchObject([{ status: 'emigrated' }]);
    expect(err).toContain('documents of somebody who has a newer one: 1');
  });

  test('pages: gaps, disorder, the same event on two pages, an entry without its number, a huge one', async () => {
    await put('1.json', [event(9), event(2), event(2), event(700_000)]);
    await put('2.json', [
      event(9),
      event(10, 'noeNytt'),
      event(11, 'endringISivilstand'),
      event(12, 'endringINavn', 'x'),
    ]);
    await put('3.json', [event(13), event(undefined)]);
    await put(
      '4.json',
      Array.from({ length: 20_000 }, (_, index) => event(1_000_000 + index, 'endringIIdentitetsgrunnlag')),
    );
    const { code, err } = await run('--from', folder);
    expect(code).toBe(0);
    expect(err.split('\n')).toEqual(
      expect.arrayContaining([
        'events sent twice: 2',
        'events that matter: 3',
        'events of unknown types: 1',
        'events that do not matter: 20001',
        // An event about nobody, and a page with an entry without its number.
        'unreadable files or events: 2',
        'people in events without a document: 1',
      ]),
    );
  });

  test('fields nobody knows are counted by place; a number as a name, and a name that means something to a program, show nothing', async () => {
    await put('a.json', {
      ...(await sample()),
      noeNytt: [],
      '27862199486': [],
      constructor: [],
      __proto__: [],
      status: [{ erGjeldende: true, status: 'svevende', toString: 1 }],
    });
    const { lines, err } = await run('--from', folder, '--on', '2023-02-01');
    expect(lines).toMatchObject([{ status: 'unknown', decision: 'person' }]);
    expect(err.split('\n')).toEqual(
      expect.arrayContaining([
        'unknown noeNytt: 1',
        'unknown constructor: 1',
        'unknown (odd name): 1',
        'unknown status.status: 1',
        'unknown status.toString: 1',
      ]),
    );
    expect(err).not.toMatch(/\d{11}/);
  });

  test('Sámi letters, a byte order mark, folders within, and a bulk answer are read', async () => {
    const child = await sample();
    await mkdir(path.join(folder, 'Ávjovárri'));
    const named = { ...child, navn: [{ erGjeldende: true, fornavn: 'Áŋŋel', etternavn: 'Čáhceš ŧ' }] };
    await put(
      'Ávjovárri/đ.json',
      `\uFEFF${JSON.stringify({ oppslag: [{ folkeregisterperson: named }, { feilmelding: 'x' }] })}`,
    );
    const { lines, err } = await run('--from', folder, '--on', '2023-02-01');
    expect(lines).toHaveLength(1);
    expect(err).toContain('unreadable files or events: 1');
  });

  test('links are counted and not followed, also in a circle', async () => {
    await put('a.json', await sample());
    await symlink(path.join(samples, '02851798067.json'), path.join(folder, 'link.json'));
    await symlink(folder, path.join(folder, 'circle.json'));
    await symlink(path.join(folder, 'nothing'), path.join(folder, 'gone.json'));
    const { lines, err } = await run('--from', folder, '--on', '2023-02-01');
    expect(lines).toHaveLength(1);
    expect(err).toContain('links and other things that are no files: 3');
  });
});

test('a folder that is not there, or no folder, is refused', async () => {
  expect((await run()).code).toBe(2);
  expect((await run('--from', path.join(folder, 'nothing'))).code).toBe(2);
});
