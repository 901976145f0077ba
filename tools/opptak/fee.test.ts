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

  test('a file that is not there, and no file at all', async () => {
    expect(await runWith([path.join(folder, 'none.json')])).toMatchObject({ code: 2, out: '' });
    expect(await runWith([])).toMatchObject({ code: 2, err: expect.stringContaining('usage') });
  });
});
