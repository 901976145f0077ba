import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command } from './fee.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'opptak-fee-'));
});
afterAll(() => rm(folder, { recursive: true }));

const child = {
  id: 'a',
  birthDate: '2023-03-01',
  kindergartenKommune: '4601',
  weeklyHours: 45,
  fullTime: true,
  monthlyPriceNok: 1200,
  foodNok: 489,
};
const aCase = {
  decidedOn: '2026-08-15',
  month: '2026-09',
  household: { incomeNok: 650_000, kommune: '4601', children: [child] },
  settings: {
    siblingOrder: 'youngest-first',
    fullTimeHours: 45,
    partTimeCeiling: 'strict',
    oneYearOldCoreTime: false,
  },
};
const withChild = (change: object) => ({
  ...aCase,
  household: { ...aCase.household, children: [{ ...child, ...change }] },
});

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function runWith(args: readonly string[], input = ''): Promise<Run> {
  let [out, err] = ['', ''];
  const code = await command(args, {
    stdin: Readable.from([input]),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  });
  return { code, out, err };
}

const run = (content: unknown) =>
  runWith(['-'], typeof content === 'string' ? content : JSON.stringify(content));

describe('opptak fee', () => {
  // 1 200 × 25/45 = 666.67; food 489
  test('prints fee, food, steps and total of one case', async () => {
    const file = path.join(folder, 'case.json');
    await writeFile(file, JSON.stringify(aCase));

    const { code, out, err } = await runWith([file]);

    const result = JSON.parse(out);
    expect([code, err]).toEqual([0, '']);
    expect(Object.keys(result)).toEqual(['children', 'totalNok']);
    expect(result).toMatchObject({ children: [{ id: 'a', feeNok: 666, foodNok: 489 }], totalNok: 1155 });
    expect(
      result.children[0].steps.map((step: { rule: string; section: string }) => [step.rule, step.section]),
    ).toEqual([
      ['fee.maximum-price', '§ 1'],
      ['fee.income-ceiling', '§ 3 b'],
      ['fee.sibling-reduction', '§ 3 a'],
      ['fee.free-core-time', '§ 3 c'],
      ['fee.rounding', '§ 3 b'],
      ['fee.food', '§ 1'],
    ]);
    expect(result.children[0].steps[3]).toMatchObject({
      facts: { incomeNok: 650_000, incomeLimitNok: 692_465, hours: 45, fullTimeHoursFrom: 'kommune' },
      result: '2000/3',
    });
    expect(Object.keys(result.children[0].steps[0].text)).toEqual(['nb', 'nn', 'en', 'se']);
  });

  test('an array gives an array in the same order, and the same bytes again', async () => {
    const cases = [
      aCase,
      { ...aCase, month: '2026-07' },
      { ...aCase, household: { ...aCase.household, incomeNok: null } },
    ];

    const first = await run(cases);

    expect(JSON.parse(first.out).map((each: { totalNok: number }) => each.totalNok)).toEqual([1155, 0, 1689]);
    expect((await run(cases)).out).toBe(first.out);
    expect((await run([])).out).toBe('[]\n');
  });

  test('settings and food may be left out; hours alone say whether a place is full-time', async () => {
    const { foodNok: _food, fullTime: _fullTime, ...bare } = child;
    const { settings: _settings, ...withoutSettings } = aCase;

    const { out } = await run({ ...withoutSettings, household: { ...aCase.household, children: [bare] } });

    expect(JSON.parse(out)).toMatchObject({ children: [{ feeNok: 666, foodNok: 0 }] });
  });

  test.each<[string, unknown, string[]]>([
    [
      'an amount beyond reason',
      withChild({ foodNok: 2 ** 52 }),
      ['/household/children/0/foodNok: must be whole kroner'],
    ],
    ['no JSON', '{"decidedOn":', ['(whole file): is not JSON']],
    ['not an object', 7, ['(whole file): must be an object']],
    ['an empty file', ' \n', ['(whole file): is empty']],
    ['words that are no JSON', '{"month":NaN}', ['(whole file): is not JSON']],
    ['a document too deep to be one', '['.repeat(100_000), ['(whole file): is not JSON']],
    ['an array in an array', [[aCase]], ['/0: must be an object']],
    ['null in an array', [null, aCase], ['/0: must be an object']],
    [
      'nothing that is needed',
      {},
      ['/decidedOn: is missing', '/month: is missing', '/household: is missing'],
    ],
    [
      'an income that is there twice',
      JSON.stringify(aCase).replace('"incomeNok":', '"incomeNok":1,"incomeNok":'),
      ['/household/incomeNok: is given twice'],
    ],
    [
      'more than a number can hold',
      JSON.stringify(aCase).replace('650000', '1e400'),
      ['/household/incomeNok: must be whole kroner'],
    ],
    [
      'a part of a krone',
      JSON.stringify(aCase).replace('650000', '650000.5'),
      ['/household/incomeNok: must be whole kroner'],
    ],
    [
      'the 29th of February of a year without one',
      withChild({ birthDate: '2023-02-29' }),
      ['/household/children/0/birthDate: must be a day that exists'],
    ],
    [
      'a moment instead of a day',
      withChild({ birthDate: '2023-03-01T00:00:00Z' }),
      ['/household/children/0/birthDate: must be a day that exists'],
    ],
    [
      'the same child twice',
      { ...aCase, household: { ...aCase.household, children: [child, child] } },
      ['/household/children/1/id: is the same'],
    ],
    [
      'children that are no list',
      { ...aCase, household: { ...aCase.household, children: {} } },
      ['/household/children: must be an array'],
    ],
    [
      'no children',
      { ...aCase, household: { ...aCase.household, children: [] } },
      ['/household/children: must hold at least one child'],
    ],
    ['no kommune', withChild({ kindergartenKommune: '9999' }), ['/household/children/0/kindergartenKommune']],
    [
      'another script’s digits',
      withChild({ kindergartenKommune: '٤٦٠١' }),
      ['/household/children/0/kindergartenKommune: must be a kommune number'],
    ],
    ['settings that are null', { ...aCase, settings: null }, ['/settings: must be an object']],
    [
      'a member of every object’s own',
      JSON.stringify(aCase).replace('"settings":{', '"settings":{"__proto__":{},'),
      ['/settings/__proto__: is not known'],
    ],
    [
      'a day that does not exist',
      { ...aCase, decidedOn: '2026-02-30' },
      ['/decidedOn: must be a day that exists'],
    ],
    [
      'a day before any rate',
      { ...aCase, decidedOn: '2016-02-20' },
      ['/decidedOn: no complete set of rates'],
    ],
    ['no month', { ...aCase, month: '2026-13' }, ['/month: must be a month']],
    [
      'a month before the rates',
      { ...withChild({ birthDate: '2016-03-01' }), month: '2018-07' },
      ['/month: rates are known from 2018-08'],
    ],
    [
      'a missing field',
      withChild({ monthlyPriceNok: undefined }),
      ['/household/children/0/monthlyPriceNok: is missing'],
    ],
    [
      'a number as text',
      withChild({ monthlyPriceNok: '1200' }),
      ['/household/children/0/monthlyPriceNok: must be a number'],
    ],
    [
      'a negative amount',
      withChild({ foodNok: -1 }),
      ['/household/children/0/foodNok: must be whole kroner'],
    ],
    [
      'hours against full-time',
      withChild({ weeklyHours: 27 }),
      ['/household/children/0/fullTime: is true, but weeklyHours'],
    ],
    [
      'an income that is left out',
      { ...aCase, household: { ...aCase.household, incomeNok: undefined } },
      ['/household/incomeNok: is missing'],
    ],
    [
      'a misspelt setting',
      { ...aCase, settings: { fullTimeHour: 41 } },
      ['/settings/fullTimeHour: is not known'],
    ],
    [
      'a word no setting knows',
      { ...aCase, settings: { siblingOrder: 'tallest-first' } },
      ['/settings/siblingOrder: must be one of'],
    ],
    [
      'a kommune number of another time',
      withChild({ kindergartenKommune: '5426' }),
      ['/household/children/0/kindergartenKommune: the number belongs to'],
    ],
    [
      'several faults',
      [aCase, { ...withChild({ id: 1, birthDate: 'yesterday' }), settings: { freeMonth: true } }],
      [
        '/1/household/children/0/id: must be text',
        '/1/household/children/0/birthDate: must be a day',
        '/1/settings/freeMonth: must be a number',
      ],
    ],
  ])('%s: one line per fault, nothing on stdout, exit code 2', async (_, content, lines) => {
    const { code, out, err } = await run(content);

    expect([code, out]).toEqual([2, '']);
    const printed = err.trimEnd().split('\n');
    expect(printed).toHaveLength(lines.length);
    for (const [index, line] of lines.entries()) expect(printed[index]).toContain(line);
  });

  test('a fault never shows the value', async () => {
    const { err } = await run(withChild({ birthDate: '1877-02-31', monthlyPriceNok: 66_777.5 }));

    expect(err).not.toMatch(/1877|66777/);
  });

  test('letters of any language, a byte order mark and a leap day are read as they are', async () => {
    const id = 'Áilu Ŋorđŧe 子';
    const { code, out } = await run(`\ufeff${JSON.stringify(withChild({ id, birthDate: '2024-02-29' }))}`);

    expect([code, JSON.parse(out).children[0].id]).toEqual([0, id]);
  });

  test('a file in another encoding, and a folder, are refused', async () => {
    const latin = path.join(folder, 'latin.json');
    await writeFile(latin, Buffer.from(JSON.stringify(withChild({ id: 'Kåre' })), 'latin1'));

    expect(await runWith([latin])).toEqual({ code: 2, out: '', err: '(whole file): is not UTF-8 text\n' });
    expect(await runWith([folder])).toMatchObject({ code: 2, out: '', err: `${folder}: can not be read\n` });
  });

  test('ten thousand cases come out in their order', async () => {
    const cases = Array.from({ length: 10_000 }, (_, index) => ({
      ...aCase,
      household: { ...aCase.household, children: [{ ...child, foodNok: index }] },
    }));

    const { code, out } = await run(cases);

    expect(code).toBe(0);
    // 666 and the food.
    expect(JSON.parse(out).map((each: { totalNok: number }) => each.totalNok - 666)).toEqual(
      cases.map((_, index) => index),
    );
  }, 60_000);

  test('a file that is not there, and no file at all', async () => {
    expect(await runWith([path.join(folder, 'none.json')])).toMatchObject({ code: 2, out: '' });
    expect(await runWith([])).toMatchObject({ code: 2, err: expect.stringContaining('usage') });
  });
});
