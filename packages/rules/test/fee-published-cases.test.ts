import { exact, exactText, fraction, isoDate, type Kroner, kroner } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import {
  averageSiblingPercent,
  calendarMonth,
  feesOfMonths,
  incomeLimitOfCeiling,
  monthsOfKindergartenYear,
  nationalFeeParameters,
  type PriceRow,
  type PriceTable,
  type PriceUnit,
  priceRowOf,
  priceTableFaults,
  priceTableOn,
  valueOn,
} from '../src/index.ts';
import { actionZone, feeFacts, feeOf, feesOf } from './fee-builders.ts';

/** The limit of § 3 b on a day: maximum price × 11 / 6 %, as an exact fraction. */
function limitOn(day: string): {
  readonly maximum: number;
  readonly limit: string;
  readonly roundedUp: number;
} {
  const on = isoDate(day);
  const maximum = valueOn(nationalFeeParameters.maximumMonthlyFee, on, on).value.ordinary;
  const { percent, paymentsPerYear } = valueOn(nationalFeeParameters.incomeCeiling, on, on).value;
  const limit = incomeLimitOfCeiling(maximum, percent, paymentsPerYear);
  return {
    maximum,
    limit: exactText(limit),
    roundedUp: Number((limit.top + limit.bottom - 1n) / limit.bottom),
  };
}

describe('published limits of the income ceiling', () => {
  // maximum × 11 / 0.06, worked by hand; fractions are published rounded up
  test.each([
    { row: 'E1', day: '2015-05-01', maximum: 2580, limit: '473000', published: 473_000 },
    { row: 'E2', day: '2016-01-01', maximum: 2655, limit: '486750', published: 486_750 },
    { row: 'E3', day: '2017-01-01', maximum: 2730, limit: '500500', published: 500_500 },
    { row: 'E4', day: '2018-08-01', maximum: 2910, limit: '533500', published: 533_500 },
    // 2 990 × 11 = 32 890; / 0.06 = 548 166.67
    { row: 'E5', day: '2019-01-01', maximum: 2990, limit: '1644500/3', published: 548_167 },
    // 3 040 × 11 = 33 440; / 0.06 = 557 333.33. Rounded to the nearest it is 557 333.
    { row: 'August 2019', day: '2019-08-01', maximum: 3040, limit: '1672000/3', published: 557_334 },
    { row: 'E6', day: '2020-01-01', maximum: 3135, limit: '574750', published: 574_750 },
    // 3 230 × 11 = 35 530; / 0.06 = 592 166.67
    { row: 'E7', day: '2021-01-01', maximum: 3230, limit: '1776500/3', published: 592_167 },
    { row: 'January 2022', day: '2022-01-01', maximum: 3315, limit: '607750', published: 607_750 },
    { row: 'August 2022', day: '2022-08-01', maximum: 3050, limit: '1677500/3', published: 559_167 },
    { row: 'E8', day: '2023-01-01', maximum: 3000, limit: '550000', published: 550_000 },
    // 2 000 × 11 = 22 000; / 0.06 = 366 666.67
    { row: 'E9', day: '2024-08-01', maximum: 2000, limit: '1100000/3', published: 366_667 },
    { row: 'E10', day: '2026-08-01', maximum: 1200, limit: '220000', published: 220_000 },
  ])('$row: maximum $maximum, limit $published', ({ day, maximum, limit, published }) => {
    expect(limitOn(day)).toEqual({ maximum, limit, roundedUp: published });
  });

  test('E2 a year of payments in 2016 is 29 205', () => {
    expect(limitOn('2016-01-01').maximum * 11).toBe(29_205);
  });
});

describe('published totals', () => {
  const high = 2_000_000;

  // 1 200; 1 200 + 840; 1 200 + 840 + 0; food 489 each: 1 689, 2 040 + 978 = 3 018, 2 040 + 1 467 = 3 507
  test.each([
    { years: [2023], fees: 1200, withFood: 1689 },
    { years: [2023, 2022], fees: 2040, withFood: 3018 },
    { years: [2023, 2022, 2021], fees: 2040, withFood: 3507 },
  ])(
    'E11 $years.length children from August 2025: $fees, with food $withFood',
    ({ years, fees, withFood }) => {
      const result = feeOf({
        income: high,
        children: years.map((born) => ({ born, food: 489 })),
        month: '2025-08',
      });

      expect(result.children.reduce((sum, child) => sum + child.feeNok, 0)).toBe(fees);
      expect(result.totalNok).toBe(withFood);
    },
  );

  test('E11 there are eleven payments a year: July costs nothing, food included', () => {
    const facts = feeFacts({ income: high, children: [{ born: 2023, food: 489 }], decidedOn: '2025-08-01' });

    const year = feesOfMonths(
      () => facts,
      { lastYearNok: null, changes: [] },
      monthsOfKindergartenYear(2025),
    );

    expect(year.months.filter(({ fee }) => fee.totalNok === 1689)).toHaveLength(11);
    expect(year.months.at(-1)?.fee.totalNok).toBe(0);
  });

  // 2 000 + 1 400 + 0 …
  test.each([2, 3, 4, 5])('E12 %d siblings cost at most 3 400 from August 2024', (count) => {
    const children = Array.from({ length: count }, (_, index) => ({ born: 2023, id: `c${index}` }));

    expect(feeOf({ income: high, children, month: '2024-08' }).totalNok).toBe(3400);
  });
});

interface Listed {
  readonly from: number;
  readonly upTo: number;
  readonly nok: number;
  readonly food?: number;
  readonly full?: true;
}

function tableOf(
  owner: PriceTable['owner'],
  validFrom: string,
  unit: PriceUnit,
  rows: readonly Listed[],
): PriceTable {
  return { owner, validFrom: isoDate(validFrom), adoptedOn: isoDate(validFrom), unit, rows: rowsOf(rows) };
}

const rowsOf = (rows: readonly Listed[]): PriceRow[] =>
  rows.map(({ from, upTo, nok, food, full }) => ({
    from,
    upTo,
    monthlyNok: kroner(nok),
    ...(food === undefined ? {} : { foodNok: kroner(food) }),
    ...(full ? { fullTime: full } : {}),
  }));

const at = (amount: number, nok: number, full?: true): Listed => ({
  from: amount,
  upTo: amount,
  nok,
  ...(full ? { full } : {}),
});

function rowOn(tables: readonly PriceTable[], unit: PriceUnit, amount: number, day: string) {
  const on = isoDate(day);
  const table = priceTableOn(tables, { kindergarten: 'k', kommune: 'm', day: on, decidedOn: on });
  return table && priceRowOf(table, { [unit]: amount });
}

const priceOf = (...asked: Parameters<typeof rowOn>): Kroner | undefined => rowOn(...asked)?.monthlyNok;

describe('published part-time prices are tables, not percents', () => {
  const kommune = { kommune: 'm' };

  test('E13 Tønsberg 2023: four days cost 90 %, three 70 %, two and a half 60 %', () => {
    const table = tableOf(kommune, '2023-01-01', 'days', [
      at(5, 3000, true),
      at(4, 2700),
      at(3, 2100),
      at(2.5, 1800),
    ]);

    const prices = [5, 4, 3, 2.5].map((days) => priceOf([table], 'days', days, '2023-03-01'));

    expect(prices).toEqual([3000, 2700, 2100, 1800]);
    expect(priceOf([table], 'days', 2, '2023-03-01')).toBeUndefined();
  });

  test('E14 Trondheim: hour bands, with new prices in 2021', () => {
    const bands = (part: number, more: number, full: number): Listed[] => [
      { from: 25, upTo: 32.99, nok: part },
      { from: 33, upTo: 40.99, nok: more },
      { from: 41, upTo: 60, nok: full, full: true },
    ];
    const tables = [
      tableOf(kommune, '2020-01-01', 'hours', bands(2210, 2785, 3135)),
      tableOf(kommune, '2021-01-01', 'hours', bands(2280, 2870, 3230)),
    ];

    const prices = (day: string) =>
      [25, 32, 33, 40, 41, 45].map((hours) => priceOf(tables, 'hours', hours, day));

    expect(prices('2020-12-31')).toEqual([2210, 2210, 2785, 2785, 3135, 3135]);
    expect(prices('2021-01-01')).toEqual([2280, 2280, 2870, 2870, 3230, 3230]);
  });

  test("E15 a kindergarten's own table goes before the kommune's", () => {
    const tables = [
      tableOf(kommune, '2022-08-01', 'hours', [{ from: 41, upTo: 60, nok: 3050, full: true }]),
      tableOf({ kindergarten: 'k' }, '2022-08-01', 'hours', [
        { from: 25, upTo: 32.99, nok: 2150 },
        { from: 33, upTo: 40.99, nok: 2710 },
        { from: 41, upTo: 60, nok: 3050, full: true },
      ]),
      tableOf({ kindergarten: 'k' }, '2023-01-01', 'hours', [
        { from: 25, upTo: 32.99, nok: 2115 },
        { from: 33, upTo: 40.99, nok: 2665 },
        { from: 41, upTo: 60, nok: 3000, full: true },
      ]),
    ];

    const prices = (day: string) => [30, 36, 45].map((hours) => priceOf(tables, 'hours', hours, day));

    expect(prices('2022-12-31')).toEqual([2150, 2710, 3050]);
    expect(prices('2023-01-01')).toEqual([2115, 2665, 3000]);
  });

  test('E16 Eigersund 2019 is proportional: 100, 80, 60 and 40 %', () => {
    const table = tableOf(kommune, '2019-01-01', 'percent', [
      at(100, 2990, true),
      at(80, 2392),
      at(60, 1794),
      at(40, 1196),
    ]);

    for (const percent of [100, 80, 60, 40]) {
      expect(priceOf([table], 'percent', percent, '2019-02-01')).toBe((2990 * percent) / 100);
    }
  });

  test('E17 a private owner in 2020: 88 and 66 % for 80 and 60 %, with food by size', () => {
    const table = tableOf({ kindergarten: 'k' }, '2020-01-01', 'percent', [
      { from: 100, upTo: 100, nok: 3135, food: 300, full: true },
      { from: 80, upTo: 80, nok: 2759, food: 240 },
      { from: 60, upTo: 60, nok: 2069, food: 180 },
    ]);
    const row = (amount: number) => rowOn([table], 'percent', amount, '2020-02-01');

    expect([100, 80, 60].map((amount) => [row(amount)?.monthlyNok, row(amount)?.foodNok])).toEqual([
      [3135, 300],
      [2759, 240],
      [2069, 180],
    ]);
  });

  test('a table is refused when part-time costs as much as full-time, rows overlap, or no row is full-time', () => {
    const faults = (...rows: Listed[]) => priceTableFaults(rowsOf(rows));

    expect(faults(at(100, 1200, true), at(80, 1199))).toEqual([]);
    expect(faults(at(100, 1200, true), at(80, 1200))).toMatchObject([
      { at: '/rows/1', message: expect.stringContaining('must cost less') },
    ]);
    expect(faults({ from: 60, upTo: 100, nok: 1200, full: true }, at(80, 960))).toMatchObject([
      { at: '/rows/1', message: 'two rows overlap' },
    ]);
    expect(faults(at(100, 1200, true), { from: 80, upTo: 60, nok: 1 })).toMatchObject([{ at: '/rows/1' }]);
    expect(faults(at(80, 960))).toMatchObject([{ at: '/rows' }]);
    expect(faults(at(100, 1200, true), at(80, 960, true))).toMatchObject([{ at: '/rows' }]);
    // A kindergarten that is free is free part-time too.
    expect(faults(at(100, 0, true), at(80, 0))).toEqual([]);
  });

  test('a private kindergarten has not the prices of the kommune, and a table counts once it is adopted', () => {
    const tables = [
      {
        ...tableOf(kommune, '2027-01-01', 'percent', [at(100, 1200, true)]),
        adoptedOn: isoDate('2026-12-10'),
      },
    ];
    const asked = {
      kindergarten: 'k',
      kommune: 'm',
      day: isoDate('2027-01-01'),
      decidedOn: isoDate('2026-12-10'),
    };

    expect(priceTableOn(tables, asked)).toBe(tables[0]);
    expect(priceTableOn(tables, { ...asked, kommune: null })).toBeNull();
    expect(priceTableOn(tables, { ...asked, decidedOn: isoDate('2026-12-09') })).toBeNull();
    expect(priceTableOn(tables, { ...asked, day: isoDate('2026-12-31') })).toBeNull();
  });
});

describe('published sibling reductions that are spread evenly', () => {
  const old = { second: 30, thirdAndLater: 50 };
  const now = { second: 30, thirdAndLater: 100 };

  test.each([
    // (30)/2; (30 + 50)/3; (30 + 50 + 50)/4; with 100 for the third: 130/3, 230/4
    { percent: old, siblings: 2, each: fraction(15n, 1n) },
    { percent: old, siblings: 3, each: fraction(80n, 3n) },
    { percent: old, siblings: 4, each: fraction(65n, 2n) },
    { percent: now, siblings: 2, each: fraction(15n, 1n) },
    { percent: now, siblings: 3, each: fraction(130n, 3n) },
    { percent: now, siblings: 4, each: fraction(115n, 2n) },
    { percent: now, siblings: 1, each: exact(0) },
  ])('E18 $siblings siblings', ({ percent, siblings, each }) => {
    expect(averageSiblingPercent(percent, siblings)).toEqual(each);
  });

  // 1 200 × (100 − 130/3) % = 1 200 × 17/30 = 680 each; together 2 040, as by order
  test('E18 three children at the same price pay the same in all', () => {
    const children = [{ born: 2025 }, { born: 2023 }, { born: 2021 }];
    const settings = { siblingReduction: 'spread-evenly' as const };

    expect(feesOf({ income: 2_000_000, children, settings })).toEqual([680, 680, 680]);
  });
});

// 400 for a whole place, 320 for 80 %, 200 for 50 %: the owner's prices, untouched although the place is free.
test.each([
  { hours: 45, food: 400 },
  { hours: 36, food: 320 },
  { hours: 22.5, food: 200 },
])('E19 food is due in a free place of $hours hours: $food', ({ hours, food }) => {
  const children = [{ born: 2023, hours, food }];

  const result = feeOf({ income: null, children, kommune: actionZone, month: calendarMonth('2026-09') });

  expect(result.children[0]).toMatchObject({ feeNok: 0, foodNok: food });
});
