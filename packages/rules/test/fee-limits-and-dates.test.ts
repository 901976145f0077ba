import { isoDate, kommuneNumber, kroner } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import {
  actionZone as actionZoneList,
  calendarMonth,
  type FeeSettings,
  incomeInMonth,
  listCoverage,
  lowerPrice,
  priceZoneOn,
} from '../src/index.ts';
import { actionZone, feeOf, feesOf, lower, onlyChildOf, ordinary, outcomeOf } from './fee-builders.ts';

/** July is made payable, so that both sides of 1 August can be compared. */
const payable: Partial<FeeSettings> = { freeMonth: 4 };
const price = (month: string, kommune: string) =>
  feesOf({
    income: null,
    children: [{ born: Number(month.slice(0, 4)) - 2 }],
    month,
    kommune,
    settings: payable,
  })[0];

describe('the maximum price changes on its day, in each zone', () => {
  test.each([
    { before: '2018-12', after: '2019-01', prices: [2910, 2990], kommune: ordinary },
    { before: '2019-07', after: '2019-08', prices: [2990, 3040], kommune: ordinary },
    { before: '2019-12', after: '2020-01', prices: [3040, 3135], kommune: ordinary },
    { before: '2020-12', after: '2021-01', prices: [3135, 3230], kommune: ordinary },
    { before: '2021-12', after: '2022-01', prices: [3230, 3315], kommune: ordinary },
    { before: '2022-07', after: '2022-08', prices: [3315, 3050], kommune: ordinary },
    { before: '2022-12', after: '2023-01', prices: [3050, 3000], kommune: ordinary },
    { before: '2024-07', after: '2024-08', prices: [3000, 2000], kommune: ordinary },
    { before: '2025-07', after: '2025-08', prices: [2000, 1200], kommune: ordinary },
    { before: '2026-07', after: '2026-08', prices: [1200, 1200], kommune: ordinary },
    { before: '2024-07', after: '2024-08', prices: [3000, 1500], kommune: lower },
    { before: '2025-07', after: '2025-08', prices: [1500, 700], kommune: lower },
    { before: '2026-07', after: '2026-08', prices: [700, 700], kommune: lower },
    { before: '2024-07', after: '2026-09', prices: [0, 0], kommune: actionZone },
  ])('$kommune: $before and $after', ({ before, after, prices, kommune }) => {
    const children = [{ born: 2018 }];
    const fees = [before, after].flatMap((month) =>
      feesOf({
        income: null,
        children: month < '2024' ? children : [{ born: 2023 }],
        month,
        kommune,
        settings: payable,
      }),
    );

    expect(fees).toEqual(prices);
  });

  test('Kåfjord becomes free on 1 August 2023, under the number it had then', () => {
    expect(price('2023-07', '5426')).toBe(3000);
    expect(price('2023-08', '5426')).toBe(0);
  });

  test('a number of another period is refused, not taken for a kommune at the full price', () => {
    expect(() => price('2023-11', '5540')).toThrow(/kommune: the number belongs to Kåfjord/);
    expect(() => price('2024-01', '5426')).toThrow(/kommune: the number belongs to Kåfjord/);
  });

  test('the lists hold 18 + 7 kommuner and those of centrality 5 and 6 outside them, each number once', () => {
    const numbers = [...actionZoneList, ...lowerPrice].flatMap((each) => each.numbers.map((n) => n.number));

    expect(actionZoneList).toHaveLength(listCoverage.actionZone.listed);
    expect(lowerPrice).toHaveLength(listCoverage.lowerPrice.listed);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(actionZoneList.filter((each) => each.numbers.at(-1)?.number.startsWith('56'))).toHaveLength(18);
  });

  test('the kommuner of the lower price are the 212 of the announcement', () => {
    const names = lowerPrice.map(({ name }) => name);

    expect(names).toEqual(
      expect.arrayContaining(
        'Alstahaug Stranda Rauma Trysil Vaksdal Bømlo Sogndal Ulvik Høyanger Aurland Frøya Inderøy'.split(
          ' ',
        ),
      ),
    );
    // Haram is a kommune of its own from 2024. Of the action zone all but Alta and Hammerfest (centrality 4) are 5 or 6.
    const zone = actionZoneList.filter(({ name }) => !['Alta', 'Hammerfest'].includes(name));
    expect(names.filter((name) => name !== 'Haram').length + zone.length).toBe(212);
    for (const { numbers } of lowerPrice) {
      expect(priceZoneOn(kommuneNumber(numbers.at(-1)?.number ?? ''), isoDate('2024-07-31')).zone).toBe(
        'ordinary',
      );
      expect(priceZoneOn(kommuneNumber(numbers.at(-1)?.number ?? ''), isoDate('2024-08-01')).zone).toBe(
        'lower',
      );
    }
  });

  test('a kommune that no list holds gets the ordinary price, and the step says it is a default', () => {
    expect(priceZoneOn(kommuneNumber('4627'), isoDate('2026-09-01'))).toEqual({
      zone: 'ordinary',
      from: 'default',
    });
    const child = onlyChildOf({ income: null, children: [{ born: 2023 }], kommune: '4627' });
    expect(child.steps[0]?.facts).toMatchObject({ zone: 'ordinary', zoneFrom: 'default', maximumNok: 1200 });
  });

  test('the kommune can state its zone, and whose maximum counts for a child in another kommune', () => {
    const children = [{ born: 2023, kommune: actionZone }];

    expect(
      feesOf({ income: null, children: [{ born: 2023 }], settings: { maximumPriceZone: 'lower' } }),
    ).toEqual([700]);
    expect(feesOf({ income: null, children })).toEqual([0]);
    expect(feesOf({ income: null, children, settings: { maximumPriceBy: 'residence' } })).toEqual([1200]);
  });

  test("the owner's lower price stands", () => {
    expect(feesOf({ income: null, children: [{ born: 2023, price: 1199 }] })).toEqual([1199]);
    expect(feesOf({ income: null, children: [{ born: 2023, price: 1201 }] })).toEqual([1200]);
  });
});

describe('a price above the maximum (§ 4)', () => {
  test.each([
    { price: 1500, excepted: false, fee: 1200 },
    { price: 1500, excepted: true, fee: 1500 },
    { price: 1200, excepted: true, fee: 1200 },
  ])('$price kroner, excepted $excepted: $fee', ({ price, excepted, fee }) => {
    expect(feesOf({ income: null, children: [{ born: 2023, price, excepted }] })).toEqual([fee]);
  });

  test('names § 4, and the other reductions are of the price that is taken', () => {
    const child = onlyChildOf({ income: 650_000, children: [{ born: 2023, price: 1500, excepted: true }] });

    // 1 500 × 25/45 = 833.33; unreduced 1 500.
    expect(child).toMatchObject({ feeNok: 833, unreducedNok: 1500 });
    expect(child.steps[0]).toMatchObject({ source: { section: '§ 4' }, facts: { reason: 'exception' } });
    // 6 % of 150 000 over eleven payments, 818.18, holds for it too: × 25/45 = 454.54 (X6).
    expect(feesOf({ income: 150_000, children: [{ born: 2023, price: 1500, excepted: true }] })).toEqual([
      454,
    ]);
  });
});

test('the tiltakssone, number by number, before and after 2024', () => {
  const numbers = (from: string) =>
    actionZoneList
      .map((each) => each.numbers.find((number) => number.from === from)?.number)
      .toSorted()
      .join(' ');

  expect(numbers('2020-01-01')).toBe(
    '5403 5404 5405 5406 5423 5424 5425 5426 5427 5428 5429 5430 5432 5433 5434 5435 5436 5437 5438 5439 5440 5441 5442 5443 5444',
  );
  expect(numbers('2024-01-01')).toBe(
    '5534 5536 5538 5540 5542 5544 5546 5601 5603 5605 5607 5610 5612 5614 5616 5618 5620 5622 5624 5626 5628 5630 5632 5634 5636',
  );
});

// 60 % of the hours priced at 70 %: 840. Exactly at 220 000 the ceiling does not apply; one krone below it is
// 219 999 × 6 % / 11 × 27/45 = 719.997.
test.each([
  { income: 220_000, fee: 840 },
  { income: 219_999, fee: 719 },
])('a pro-rata ceiling applies only below the limit: $income gives $fee', ({ income, fee }) => {
  const children = [{ born: 2025, hours: 27, price: 840 }];

  expect(feesOf({ income, children, settings: { partTimeCeiling: 'pro-rata' } })).toEqual([fee]);
});

describe('siblings by date', () => {
  // third child: 50 % of 3 000 = 1 500 before August 2023, nothing after
  test.each([
    { month: '2023-07', fees: [3000, 2100, 1500] },
    { month: '2023-08', fees: [3000, 2100, 0] },
  ])('$month', ({ month, fees }) => {
    const children = [{ born: 2022 }, { born: 2021 }, { born: 2020 }];

    expect(feesOf({ income: null, children, month, settings: payable })).toEqual(fees);
  });

  test('the order can go by price: the reduction then falls on the cheapest or the dearest place', () => {
    const children = [
      { born: 2025, price: 600, hours: 22.5 },
      { born: 2023, price: 1200 },
    ];

    // 1 200 + 600 × 0.7 = 420; or 600 + 1 200 × 0.7 = 840
    expect(feesOf({ income: null, children, settings: { siblingOrder: 'highest-price-first' } })).toEqual([
      420, 1200,
    ]);
    expect(feesOf({ income: null, children, settings: { siblingOrder: 'lowest-price-first' } })).toEqual([
      600, 840,
    ]);
  });

  test('twins are ordered by id, whatever the order of the list', () => {
    const [a, b] = [
      { born: '2023-05-05', id: 'a' },
      { born: '2023-05-05', id: 'b' },
    ];

    expect(feesOf({ income: null, children: [a, b] })).toEqual([1200, 840]);
    expect(feesOf({ income: null, children: [b, a] })).toEqual([840, 1200]);
  });

  test('a sibling who has left, or lives elsewhere, does not count', () => {
    const left = [{ born: 2025 }, { born: 2023, until: '2026-08-31' }];
    const elsewhere = [{ born: 2025 }, { born: 2023, together: false }];

    expect(feesOf({ income: null, children: left })).toEqual([1200, 0]);
    expect(feesOf({ income: null, children: elsewhere })).toEqual([1200, 1200]);
  });

  test('not knowing whether a sibling lives with the others is undecided', () => {
    const result = feeOf({ income: 800_000, children: [{ born: 2025 }, { born: 2023, together: null }] });

    expect(result.undecided).toEqual([
      { childId: 'child-2', rule: 'fee.sibling-reduction', reason: 'not-known' },
    ]);
  });
});

describe('free core time by date, age and income', () => {
  test.each([
    { month: '2018-08', limit: 533_500, born: 2014 },
    { month: '2019-08', limit: 548_500, born: 2017 },
    { month: '2020-08', limit: 566_100, born: 2018 },
    { month: '2021-08', limit: 583_650, born: 2019 },
    { month: '2022-08', limit: 598_825, born: 2020 },
    { month: '2023-08', limit: 615_590, born: 2021 },
    { month: '2024-08', limit: 642_700, born: 2022 },
    { month: '2025-08', limit: 669_050, born: 2023 },
    { month: '2026-08', limit: 692_465, born: 2024 },
  ])('from $month the income must be below $limit', ({ month, limit, born }) => {
    const outcome = (income: number) =>
      outcomeOf(onlyChildOf({ income, children: [{ born }], month }), 'fee.free-core-time');

    expect(outcome(limit - 1)).toBe('fulfilled');
    expect(outcome(limit)).toBe('not-fulfilled');
  });

  // kindergarten year 2018/19: three-year-olds (born 2015) and older; from August 2019 two-year-olds too
  test.each([
    { month: '2018-09', born: 2015, outcome: 'fulfilled' },
    { month: '2018-09', born: 2016, outcome: 'not-fulfilled' },
    { month: '2019-07', born: 2016, outcome: 'not-fulfilled' },
    { month: '2019-08', born: 2017, outcome: 'fulfilled' },
    { month: '2019-08', born: 2018, outcome: 'not-fulfilled' },
    { month: '2026-07', born: 2024, outcome: 'not-fulfilled' },
    { month: '2026-08', born: 2024, outcome: 'fulfilled' },
  ])('$month, born $born: $outcome', ({ month, born, outcome }) => {
    const child = onlyChildOf({ income: 300_000, children: [{ born }], month });

    expect(outcomeOf(child, 'fee.free-core-time')).toBe(outcome);
  });

  test.each([
    { month: '2026-07', born: 2020, deferred: false, outcome: 'fulfilled' },
    { month: '2026-08', born: 2020, deferred: false, outcome: 'not-fulfilled' },
    { month: '2026-08', born: 2020, deferred: true, outcome: 'fulfilled' },
    { month: '2027-07', born: 2020, deferred: true, outcome: 'fulfilled' },
    { month: '2027-08', born: 2020, deferred: true, outcome: 'not-fulfilled' },
    { month: '2026-08', born: 2020, deferred: null, outcome: 'undecided' },
    { month: '2026-08', born: 2020, deferred: undefined, outcome: 'undecided' },
    { month: '2026-08', born: 2021, deferred: null, outcome: 'fulfilled' },
  ])(
    '$month, born $born, deferred school start $deferred: $outcome',
    ({ month, born, deferred, outcome }) => {
      const place = deferred === undefined ? { born } : { born, deferred };
      const child = onlyChildOf({ income: 300_000, children: [place], month });

      expect(outcomeOf(child, 'fee.free-core-time')).toBe(outcome);
    },
  );

  // 1 200 × (H − 20)/H, worked in law's own examples: 614.63, 635.29, 666.67, 694.74, 720
  test.each([
    { fullTimeHours: 41, fee: 614 },
    { fullTimeHours: 42.5, fee: 635 },
    { fullTimeHours: 45, fee: 666 },
    { fullTimeHours: 47.5, fee: 694 },
    { fullTimeHours: 50, fee: 720 },
  ])('with $fullTimeHours hours in a full-time place it leaves $fee', ({ fullTimeHours, fee }) => {
    const settings = { fullTimeHours };

    expect(feesOf({ income: 650_000, children: [{ born: 2023 }], settings })).toEqual([fee]);
    expect(feesOf({ income: 650_000, children: [{ born: 2023, hours: null }], settings })).toEqual([fee]);
  });

  test.each([
    { income: 219_999, month: '2026-09', chosen: true, outcome: 'fulfilled' },
    { income: 220_000, month: '2026-09', chosen: true, outcome: 'not-fulfilled' },
    { income: 219_999, month: '2026-09', chosen: false, outcome: 'not-fulfilled' },
    { income: 100_000, month: '2026-06', chosen: true, outcome: 'not-fulfilled' },
  ])('one-year-olds, $month, $income, chosen $chosen: $outcome', ({ income, month, chosen, outcome }) => {
    const born = month < '2026-08' ? 2024 : 2025;
    const child = onlyChildOf({
      income,
      children: [{ born }],
      month,
      settings: { oneYearOldCoreTime: chosen },
    });

    expect(outcomeOf(child, 'fee.free-core-time')).toBe(outcome);
  });
});

describe('income that is not known', () => {
  test('gives no reduction by income, and says so in two undecided steps', () => {
    const result = feeOf({ income: null, children: [{ born: 2023 }] });

    expect(result.totalNok).toBe(1200);
    expect(result.undecided).toEqual([
      { childId: 'child-1', rule: 'fee.income-ceiling', reason: 'no-income' },
      { childId: 'child-1', rule: 'fee.free-core-time', reason: 'no-income' },
    ]);
  });
});

describe('changes during the year', () => {
  const fall = {
    kind: 'lasting-fall' as const,
    appliedOn: isoDate('2026-10-31'),
    yearlyNok: kroner(300_000),
  };
  const inMonth = (changes: Parameters<typeof incomeInMonth>[0]['changes'], month: string) =>
    incomeInMonth({ lastYearNok: kroner(500_000), changes }, calendarMonth(month));

  test('a fall counts from the month after the application', () => {
    expect(inMonth([fall], '2026-10').value).toBe(500_000);
    expect(inMonth([fall], '2026-11').value).toBe(300_000);
    expect(inMonth([{ ...fall, appliedOn: isoDate('2026-12-01') }], '2026-12').value).toBe(500_000);
    expect(inMonth([{ ...fall, appliedOn: isoDate('2026-12-01') }], '2027-01').value).toBe(300_000);
  });

  test('a rise counts for nothing, by work or by a new adult', () => {
    const rise = {
      kind: 'household-change' as const,
      appliedOn: isoDate('2026-12-05'),
      yearlyNok: kroner(900_000),
    };

    const result = inMonth([rise, fall], '2027-03');

    expect(result.value).toBe(300_000);
    expect(result.steps.map((step) => step.outcome)).toEqual(['fulfilled', 'not-fulfilled']);
  });

  test('a household that splits counts with its new income from the month after', () => {
    const split = {
      kind: 'household-change' as const,
      appliedOn: isoDate('2026-09-02'),
      yearlyNok: kroner(250_000),
    };

    expect(inMonth([split], '2026-09').value).toBe(500_000);
    expect(inMonth([split], '2026-10').value).toBe(250_000);
  });

  test('a new income that can not be found leaves the old one and is undecided, never zero', () => {
    const result = inMonth([{ ...fall, yearlyNok: null }], '2026-12');

    expect(result.value).toBe(500_000);
    expect(result.steps[0]?.outcome).toBe('undecided');
  });
});

describe('payment plans and parts of months', () => {
  // 1 200 × 11/12 = 1 100 in every month, July included
  test('eleven payments can be spread over twelve months', () => {
    const settings = { paymentPlan: 'twelve-instalments' as const };

    for (const month of ['2026-08', '2026-12', '2027-07']) {
      expect(feesOf({ income: null, children: [{ born: 2023 }], month, settings })).toEqual([1100]);
    }
  });

  // September has 30 days: 15 days from the 16th are half of 1 200; 10 days from the 21st a third
  test.each([
    { from: '2026-09-16', partMonth: 'calendar-days' as const, fee: 600 },
    { from: '2026-09-21', partMonth: 'calendar-days' as const, fee: 400 },
    { from: '2026-09-15', partMonth: 'half-months' as const, fee: 1200 },
    { from: '2026-09-16', partMonth: 'half-months' as const, fee: 600 },
    { from: '2026-09-30', partMonth: 'whole-month' as const, fee: 1200 },
    { from: '2026-10-01', partMonth: 'whole-month' as const, fee: 0 },
    { from: '2026-09-01', partMonth: 'calendar-days' as const, fee: 1200 },
  ])('a place from $from, by $partMonth: $fee', ({ from, partMonth, fee }) => {
    expect(feesOf({ income: null, children: [{ born: 2023, from }], settings: { partMonth } })).toEqual([
      fee,
    ]);
  });

  test('a place until the 15th is half a month, until the 16th a whole one', () => {
    const until = (day: string) =>
      feesOf({
        income: null,
        children: [{ born: 2023, until: day }],
        settings: { partMonth: 'half-months' },
      });

    expect(until('2026-09-15')).toEqual([600]);
    expect(until('2026-09-16')).toEqual([1200]);
  });

  test('food is not charged without the place', () => {
    const gone = onlyChildOf({ income: null, children: [{ born: 2023, food: 400, until: '2026-08-31' }] });

    expect(gone).toMatchObject({ feeNok: 0, foodNok: 0 });
  });
});

describe("the kommune's own steps", () => {
  const tier = (more: object) => ({ id: 'council 12/26', incomeBelowNok: kroner(400_000), ...more });

  test.each([
    { income: 399_999, tiers: [tier({ maximumNok: kroner(0) })], fee: 0 },
    { income: 400_000, tiers: [tier({ maximumNok: kroner(0) })], fee: 1200 },
    // 10 % off 1 200 = 1 080; the better of two is used
    { income: 399_999, tiers: [tier({ percentOff: 10 })], fee: 1080 },
    { income: 399_999, tiers: [tier({ percentOff: 10 }), tier({ maximumNok: kroner(500) })], fee: 500 },
    { income: 399_999, tiers: [tier({ maximumNok: kroner(5000) })], fee: 1200 },
    { income: null, tiers: [tier({ maximumNok: kroner(0), incomeBelowNok: null })], fee: 0 },
    { income: null, tiers: [tier({ maximumNok: kroner(0) })], fee: 1200 },
  ])('income $income: $fee', ({ income, tiers, fee }) => {
    const child = onlyChildOf({ income, children: [{ born: 2025 }], settings: { localTiers: tiers } });

    expect(child.feeNok).toBe(fee);
    if (income === null && fee > 0) expect(outcomeOf(child, 'fee.local-tier')).toBe('undecided');
  });
});
