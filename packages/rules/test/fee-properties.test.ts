import { isoDate, kroner } from '@opptak/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  calendarMonth,
  canonicalJson,
  datedParameter,
  type FeeParameters,
  type FeeSettings,
  feeLawOn,
  feesOfMonths,
  householdFee,
  monthsOfKindergartenYear,
  nationalFeeParameters,
} from '../src/index.ts';
import {
  actionZone,
  type ChildInput,
  feeFacts,
  feeOf,
  type HouseholdInput,
  lower,
  ordinary,
  outcomeOf,
} from './fee-builders.ts';

fc.configureGlobal({ seed: 20_260_801 });

const siblingOrders = [
  'youngest-first',
  'oldest-first',
  'highest-price-first',
  'lowest-price-first',
] as const;

const anyChild: fc.Arbitrary<ChildInput> = fc.record({
  born: fc.integer({ min: 2019, max: 2025 }),
  hours: fc.constantFrom(12, 20, 20.25, 27, 33.75, 36, 40.5, 41, 45, 50),
  price: fc.integer({ min: 0, max: 2500 }),
  kommune: fc.constantFrom(ordinary, lower, actionZone),
  deferred: fc.boolean(),
});
const anyHousehold = fc.array(anyChild, { minLength: 1, maxLength: 5 });
const anyTier = fc.record({
  id: fc.constant('council'),
  incomeBelowNok: fc.integer({ min: 0, max: 800_000 }).map(kroner),
  maximumNok: fc.integer({ min: 0, max: 1300 }).map(kroner),
  percentOff: fc.integer({ min: 0, max: 100 }),
});
const anySettings: fc.Arbitrary<Partial<FeeSettings>> = fc.record({
  siblingOrder: fc.constantFrom(...siblingOrders),
  siblingReduction: fc.constantFrom('by-order', 'spread-evenly'),
  fullTimeHours: fc.constantFrom(41, 42.5, 45, 47.5, 50),
  partTimeCeiling: fc.constantFrom('strict', 'pro-rata'),
  oneYearOldCoreTime: fc.boolean(),
  paymentPlan: fc.constantFrom('eleven-months', 'twelve-instalments'),
  localTiers: fc.array(anyTier, { maxLength: 2 }),
});
const anyMonth = fc.constantFrom('2025-08', '2026-02', '2026-08', '2026-09');
const anyIncome = fc.oneof(
  fc.nat(2_000_000),
  fc.constantFrom(0, 1, 128_333, 219_999, 220_000, 366_666, 366_667, 642_699, 642_700, 692_464, 692_465),
);

describe('whatever the household', () => {
  test('a year of fees for one child never passes 6 % of the income', () => {
    fc.assert(
      fc.property(anyHousehold, anySettings, fc.nat(700_000), (children, settings, income) => {
        const facts = feeFacts({ income, children, settings, decidedOn: '2026-08-01' });
        const basis = { lastYearNok: kroner(income), changes: [] };

        const year = feesOfMonths(() => facts, basis, monthsOfKindergartenYear(2025));

        for (const index of children.keys()) {
          const paid = year.months.reduce((sum, { fee }) => sum + (fee.children[index]?.feeNok ?? 0), 0);
          expect(paid * 100).toBeLessThanOrEqual(income * 6);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('more income never lowers a fee', () => {
    fc.assert(
      fc.property(
        anyHousehold,
        anySettings,
        anyMonth,
        anyIncome,
        anyIncome,
        (children, settings, month, a, b) => {
          const [less, more] = a < b ? [a, b] : [b, a];
          const at = (income: number) => feeOf({ income, children, settings, month }).children;

          for (const [index, child] of at(more).entries()) {
            expect(child.feeNok).toBeGreaterThanOrEqual(at(less)[index]?.feeNok ?? 0);
          }
        },
      ),
    );
  });

  test('a known income never costs more than an unknown one', () => {
    fc.assert(
      fc.property(anyHousehold, anySettings, anyMonth, anyIncome, (children, settings, month, income) => {
        const unknown = feeOf({ income: null, children, settings, month });

        expect(feeOf({ income, children, settings, month }).totalNok).toBeLessThanOrEqual(unknown.totalNok);
      }),
    );
  });

  test('the order of siblings never changes who gets core time, nor does the order of the list', () => {
    fc.assert(
      fc.property(anyHousehold, anySettings, anyMonth, anyIncome, (children, settings, month, income) => {
        const named = children.map((child, index) => ({ ...child, id: `c${index}` }));
        const coreTime = (input: Partial<HouseholdInput>, order: (typeof siblingOrders)[number]) => {
          const all = {
            income,
            children: named,
            month,
            ...input,
            settings: { ...settings, siblingOrder: order },
          };
          return new Map(feeOf(all).children.map((c) => [c.id, outcomeOf(c, 'fee.free-core-time')]));
        };
        const expected = coreTime({}, 'youngest-first');

        for (const order of siblingOrders) expect(coreTime({}, order)).toEqual(expected);
        const turned = coreTime({ children: named.toReversed() }, 'youngest-first');
        for (const [id, outcome] of expected) expect(turned.get(id)).toBe(outcome);
      }),
    );
  });

  test('turning the list round changes nobody: fees follow the child', () => {
    fc.assert(
      fc.property(anyHousehold, anySettings, anyMonth, anyIncome, (children, settings, month, income) => {
        const named = children.map((child, index) => ({ ...child, id: `c${index}` }));
        const feesById = (list: readonly ChildInput[]) =>
          new Map(feeOf({ income, children: list, settings, month }).children.map((c) => [c.id, c.feeNok]));

        const turned = feesById(named.toReversed());
        for (const [id, fee] of feesById(named)) expect(turned.get(id)).toBe(fee);
      }),
    );
  });
});

describe('repeating a vedtak', () => {
  const inJune = { income: 300_000, children: [{ born: 2023 }, { born: 2022 }], decidedOn: '2026-06-15' };

  /** The rates as they will be after a budget adopted on 3 December 2026 that works back to August. */
  const afterNextBudget: FeeParameters = {
    ...nationalFeeParameters,
    maximumMonthlyFee: datedParameter('maximumMonthlyFee', [
      ...nationalFeeParameters.maximumMonthlyFee.values,
      {
        validFrom: isoDate('2026-08-01'),
        adoptedOn: isoDate('2026-12-03'),
        value: { ordinary: kroner(1000), lower: kroner(500), 'action-zone': kroner(0) },
        source: { document: 'test', section: '', title: 'a later budget' },
      },
    ]),
  };
  const bytes = (decidedOn: string, parameters: FeeParameters) => {
    const facts = feeFacts({ ...inJune, decidedOn });
    return canonicalJson(householdFee(facts, feeLawOn(facts.month, facts.decidedOn, parameters)));
  };

  test('gives the same bytes, also after new rates were added', () => {
    const first = bytes('2026-06-15', nationalFeeParameters);

    expect(bytes('2026-06-15', nationalFeeParameters)).toBe(first);
    expect(bytes('2026-06-15', afterNextBudget)).toBe(first);
    expect(bytes('2026-12-02', afterNextBudget)).toBe(first);
  });

  test('a vedtak made after the new rates were adopted uses them', () => {
    expect(bytes('2026-12-03', afterNextBudget)).not.toBe(bytes('2026-12-02', afterNextBudget));
  });

  test('a vedtak made before a rate was adopted uses the rate known then', () => {
    const facts = feeFacts({
      income: null,
      children: [{ born: 2023 }],
      decidedOn: '2024-06-01',
      month: '2025-09',
    });

    expect(householdFee(facts).totalNok).toBe(2000);
  });

  test('law of another month or vedtak is refused', () => {
    const law = feeLawOn(calendarMonth('2026-10'), isoDate('2026-06-15'));

    expect(() => householdFee(feeFacts(inJune), law)).toThrow(RangeError);
  });
});
