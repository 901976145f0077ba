import { isoDate, kroner } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import {
  type Adult,
  calendarMonth,
  feesOfMonths,
  householdIncome,
  monthsOfKindergartenYear,
} from '../src/index.ts';
import {
  actionZone,
  exactOf,
  feeFacts,
  feeOf,
  feesOf,
  type HouseholdInput,
  lower,
  ordinary,
} from './fee-builders.ts';

const born = (...years: number[]) => years.map((year) => ({ born: year }));

/**
 * Worked by hand with fractions. Rates from August 2026: 1 200 ordinary, 700 lower, 0 in the action zone;
 * core time below 692 465; 45 hours; a full-time place at the maximum price unless said.
 */
describe('worked examples of the payment regulation', () => {
  test.each<HouseholdInput & { row: string; exact: string[]; fees: number[] }>([
    // 6 % of 800 000 is 48 000 > 13 200: no ceiling; 800 000 ≥ 692 465: no core time.
    { row: 'X1 one child', income: 800_000, children: born(2025), exact: ['1200'], fees: [1200] },
    // 1 200 × 70 % = 840
    {
      row: 'X2 two siblings',
      income: 800_000,
      children: born(2025, 2023),
      exact: ['1200', '840'],
      fees: [1200, 840],
    },
    // third: 1 200 × 0 = 0
    {
      row: 'X3 three siblings',
      income: 800_000,
      children: born(2025, 2023, 2021),
      exact: ['1200', '840', '0'],
      fees: [1200, 840, 0],
    },
    {
      row: 'X3 four siblings',
      income: 800_000,
      children: born(2025, 2024, 2023, 2021),
      exact: ['1200', '840', '0', '0'],
      fees: [1200, 840, 0, 0],
    },
    // 650 000 × 6 % = 39 000 > 13 200; 1 200 × 25/45 = 2000/3
    { row: 'X4 core time alone', income: 650_000, children: born(2023), exact: ['2000/3'], fees: [666] },
    // 180 000 × 6 % / 11 = 10 800/11 = 981.818; one-year-old, so no core time
    { row: 'X5 ceiling alone', income: 180_000, children: born(2025), exact: ['10800/11'], fees: [981] },
    // 10 800/11 × 25/45 = 6 000/11 = 545.454
    {
      row: 'X5b one-year-old where the kommune has chosen it',
      income: 180_000,
      children: born(2025),
      settings: { oneYearOldCoreTime: true },
      exact: ['6000/11'],
      fees: [545],
    },
    // 150 000 × 6 % / 11 = 9 000/11; × 5/9 = 5 000/11 = 454.545 (the other order would give 666)
    {
      row: 'X6 ceiling, then core time',
      income: 150_000,
      children: born(2023),
      exact: ['5000/11'],
      fees: [454],
    },
    // second: 5 000/11 × 7/10 = 3 500/11 = 318.18
    {
      row: 'X7 all three reductions',
      income: 150_000,
      children: born(2021, 2023),
      exact: ['3500/11', '5000/11'],
      fees: [318, 454],
    },
    // one-year-old is no. 1: 1 200; three-year-old: 1 200 × 7/10 × 5/9 = 1 400/3 = 466.67
    {
      row: 'X8 youngest first',
      income: 650_000,
      children: born(2025, 2023),
      exact: ['1200', '1400/3'],
      fees: [1200, 466],
    },
    // three-year-old is no. 1: 1 200 × 5/9 = 2 000/3; one-year-old: 1 200 × 7/10 = 840
    {
      row: 'X8 oldest first',
      income: 650_000,
      children: born(2025, 2023),
      settings: { siblingOrder: 'oldest-first' },
      exact: ['840', '2000/3'],
      fees: [840, 666],
    },
    {
      row: 'X9 youngest first',
      income: 650_000,
      children: born(2025, 2023, 2021),
      exact: ['1200', '1400/3', '0'],
      fees: [1200, 466, 0],
    },
    // oldest first: 2 000/3, 1 400/3, 0
    {
      row: 'X9 oldest first',
      income: 650_000,
      children: born(2025, 2023, 2021),
      settings: { siblingOrder: 'oldest-first' },
      exact: ['0', '1400/3', '2000/3'],
      fees: [0, 466, 666],
    },
    // 220 000 × 6 % = 13 200 = 1 200 × 11: not more than 6 %, so no ceiling
    { row: 'X10 at the limit', income: 220_000, children: born(2025), exact: ['1200'], fees: [1200] },
    // 219 999 × 6 / 1 100 = 1 319 994/1 100 = 659 997/550 = 1 199.995
    {
      row: 'X10 one krone below',
      income: 219_999,
      children: born(2025),
      exact: ['659997/550'],
      fees: [1199],
    },
    { row: 'X11 at the limit', income: 692_465, children: born(2022), exact: ['1200'], fees: [1200] },
    { row: 'X11 one krone below', income: 692_464, children: born(2022), exact: ['2000/3'], fees: [666] },
    // 700 × 11 = 7 700 < 18 000: no ceiling; 700 × 5/9 = 3 500/9 = 388.89
    {
      row: 'X12 lower price, core time',
      income: 300_000,
      children: born(2023),
      kommune: lower,
      exact: ['3500/9'],
      fees: [388],
    },
    // 120 000 × 6 % / 11 = 7 200/11 = 654.55; × 5/9 = 4 000/11 = 363.64
    {
      row: 'X13 lower price, all',
      income: 120_000,
      children: born(2023),
      kommune: lower,
      exact: ['4000/11'],
      fees: [363],
    },
    {
      row: 'X14 action zone',
      income: 900_000,
      children: born(2023),
      kommune: actionZone,
      exact: ['0'],
      fees: [0],
    },
    // 100 000 × 6 % / 11 = 6 000/11 = 545.45, below 960
    {
      row: 'X15 part-time, strict ceiling',
      income: 100_000,
      children: [{ born: 2025, hours: 36, price: 960 }],
      exact: ['6000/11'],
      fees: [545],
    },
    // 6 000/11 × 36/45 = 4 800/11 = 436.36
    {
      row: 'X15 part-time, ceiling pro rata',
      income: 100_000,
      children: [{ born: 2025, hours: 36, price: 960 }],
      settings: { partTimeCeiling: 'pro-rata' },
      exact: ['4800/11'],
      fees: [436],
    },
    // 720 × 7/27 = 560/3 = 186.67
    {
      row: 'X16 part-time, core time',
      income: 650_000,
      children: [{ born: 2023, hours: 27, price: 720 }],
      exact: ['560/3'],
      fees: [186],
    },
    // 840 × 7/27 = 1 960/9 = 217.78
    {
      row: 'X17 60 % of the hours at 70 % of the price',
      income: 650_000,
      children: [{ born: 2023, hours: 27, price: 840 }],
      exact: ['1960/9'],
      fees: [217],
    },
    // 600 × 2.5/22.5 = 600/9 = 200/3 = 66.67
    {
      row: 'X18 half place, core time',
      income: 650_000,
      children: [{ born: 2023, hours: 22.5, price: 600 }],
      exact: ['200/3'],
      fees: [66],
    },
    {
      row: 'X19 twenty hours',
      income: 650_000,
      children: [{ born: 2023, hours: 20, price: 600 }],
      exact: ['0'],
      fees: [0],
    },
    {
      row: 'X19 below twenty hours',
      income: 650_000,
      children: [{ born: 2023, hours: 15, price: 500 }],
      exact: ['0'],
      fees: [0],
    },
    // one quarter of an hour above: 600 × 0.25/20.25 = 600/81 = 200/27 = 7.41
    {
      row: 'X19 just above twenty hours',
      income: 650_000,
      children: [{ born: 2023, hours: 20.25, price: 600 }],
      exact: ['200/27'],
      fees: [7],
    },
    {
      row: 'X20 turns two on 31 December 2026',
      income: 650_000,
      children: [{ born: '2024-12-31' }],
      month: '2026-08',
      exact: ['2000/3'],
      fees: [666],
    },
    {
      row: 'X21 born the day after',
      income: 650_000,
      children: [{ born: '2025-01-01' }],
      exact: ['1200'],
      fees: [1200],
    },
    {
      row: 'X22 deferred school start',
      income: 650_000,
      children: [{ born: 2020, deferred: true }],
      exact: ['2000/3'],
      fees: [666],
    },
    { row: 'X29 no income at all', income: 0, children: born(2025), exact: ['0'], fees: [0] },
    // 400 000 × 6 % / 11 = 24 000/11 = 2 181.82 (born 2022: too young for core time)
    {
      row: 'X30 January 2023, ceiling',
      income: 400_000,
      children: born(2022),
      month: '2023-01',
      exact: ['24000/11'],
      fees: [2181],
    },
    // × 5/9 = 40 000/33 = 1 212.12; second × 7/10 = 28 000/33 = 848.48
    {
      row: 'X30 with core time, two children',
      income: 400_000,
      children: born(2020, 2019),
      month: '2023-01',
      exact: ['40000/33', '28000/33'],
      fees: [1212, 848],
    },
    // 300 000 × 6 % / 11 = 18 000/11 = 1 636.36; born 2023: turns two only in 2025
    {
      row: 'X31 September 2024, ceiling',
      income: 300_000,
      children: born(2023),
      month: '2024-09',
      exact: ['18000/11'],
      fees: [1636],
    },
    // × 5/9 = 10 000/11 = 909.09
    {
      row: 'X31 with core time',
      income: 300_000,
      children: born(2021),
      month: '2024-09',
      exact: ['10000/11'],
      fees: [909],
    },
    // 128 333 × 6 % = 7 699.98 < 7 700; 128 333 × 6 / 1 100 = 384 999/550 = 699.998
    {
      row: 'X32 the published limit is rounded: the formula decides',
      income: 128_333,
      children: born(2025),
      kommune: lower,
      exact: ['384999/550'],
      fees: [699],
    },
    {
      row: 'X32 one krone more',
      income: 128_334,
      children: born(2025),
      kommune: lower,
      exact: ['700'],
      fees: [700],
    },
  ])('$row', ({ row: _, exact, fees, ...input }) => {
    const result = feeOf(input);

    expect(result.children.map(exactOf)).toEqual(exact);
    expect(result.children.map((child) => child.feeNok)).toEqual(fees);
  });

  // Born on 1 January 2025: turns two in 2027, so July 2027 is paid in full (July made payable here) and August is not.
  test('X21 the wait ends on 1 August 2027', () => {
    const child = [{ born: '2025-01-01' }];
    const settings = { freeMonth: 12 };

    expect(feesOf({ income: 650_000, children: child, month: '2027-07', settings })).toEqual([1200]);
    expect(feesOf({ income: 650_000, children: child, month: '2027-08', settings })).toEqual([666]);
  });

  const mother: Adult = {
    id: 'mother',
    registeredWithChild: true,
    relation: 'parent',
    incomeNok: kroner(210_000),
  };
  const father: Adult = {
    id: 'father',
    registeredWithChild: false,
    relation: 'parent',
    incomeNok: kroner(900_000),
  };
  const partner = (months: number): Adult => ({
    id: 'partner',
    registeredWithChild: true,
    relation: 'cohabitant',
    monthsTogetherOf18: months,
    jointChild: false,
    incomeNok: kroner(600_000),
  });

  // 210 000 × 6 % / 11 = 12 600/11 = 1 145.45; × 5/9 = 7 000/11 = 636.36. 810 000: no reduction.
  test.each([
    {
      row: 'X23 shared residence, registered with the mother',
      adults: [mother, father],
      income: 210_000,
      fee: 636,
    },
    {
      row: 'X24 partner for 11 of 18 months',
      adults: [mother, father, partner(11)],
      income: 210_000,
      fee: 636,
    },
    {
      row: 'X24 partner for 12 of 18 months',
      adults: [mother, father, partner(12)],
      income: 810_000,
      fee: 1200,
    },
  ])('$row', ({ adults, income, fee }) => {
    const household = householdIncome(adults);

    expect(household).toMatchObject({ outcome: 'decided', incomeNok: income });
    expect(feesOf({ income: household.incomeNok, children: born(2022) })).toEqual([fee]);
  });

  // Aug–Oct 3 × 1 200 = 3 600; from November 198 000 × 6 % / 11 = 1 080, × 5/9 = 600: 8 × 600 = 4 800 (Nov–June); July 0.
  test('X25 income lost in October counts from November: 8 400 for the year', () => {
    const facts = feeFacts({ income: 800_000, children: born(2023), decidedOn: '2026-10-20' });
    const change = {
      kind: 'lasting-fall' as const,
      appliedOn: isoDate('2026-10-12'),
      yearlyNok: kroner(198_000),
    };

    const year = feesOfMonths(
      () => facts,
      { lastYearNok: kroner(800_000), changes: [change] },
      monthsOfKindergartenYear(2026),
    );

    expect(year.months.map(({ fee }) => fee.totalNok)).toEqual([
      1200, 1200, 1200, 600, 600, 600, 600, 600, 600, 600, 600, 0,
    ]);
    expect(year.totalNok).toBe(8400);
  });

  test('X26 siblings in two kommuner get no sibling reduction', () => {
    const children = [{ born: 2025 }, { born: 2023, kommune: '0301' }];

    expect(feesOf({ income: 800_000, children })).toEqual([1200, 1200]);
  });

  // 666 + 489 = 1 155
  test('X27 food comes on top, whole', () => {
    const result = feeOf({ income: 650_000, children: [{ born: 2023, food: 489 }] });

    expect(result.children[0]).toMatchObject({ feeNok: 666, foodNok: 489 });
    expect(result.totalNok).toBe(1155);
  });

  // Ordinary: Jan–June 6 × 2 000, July free, Aug–Dec 5 × 1 200 = 18 000. Lower: 6 × 1 500 + 5 × 700 = 12 500.
  test.each([
    { kommune: ordinary, total: 18_000 },
    { kommune: lower, total: 12_500 },
  ])('X28 the calendar year 2025 in kommune $kommune costs $total', ({ kommune, total }) => {
    const facts = feeFacts({ income: 2_000_000, children: born(2023), kommune, decidedOn: '2025-01-01' });
    const months = Array.from({ length: 12 }, (_, index) =>
      calendarMonth(`2025-${String(index + 1).padStart(2, '0')}`),
    );

    const year = feesOfMonths(() => facts, { lastYearNok: kroner(2_000_000), changes: [] }, months);

    expect(year.totalNok).toBe(total);
  });
});
