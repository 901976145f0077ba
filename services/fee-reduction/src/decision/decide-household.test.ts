import { type IsoDate, isoDate, kommuneNumber, kroner } from '@opptak/domain';
import { calendarMonth, canonicalJson, monthAfter, monthOfDate } from '@opptak/rules';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChildDecision, decideHousehold } from './decide-household.ts';
import {
  type DecisionInputs,
  type PlacePrice,
  type PricedPlace,
  ruleVersion,
  type StandingCharge,
} from './decision-inputs.ts';

const at = (nok: number, from = '2020-01'): PlacePrice => ({
  from: calendarMonth(from),
  monthlyPriceNok: kroner(nok),
  foodNok: kroner(300),
  origin: { by: 'full-time', from: 'kindergarten', validFrom: null },
});

const place = (facts: Partial<PricedPlace> = {}): PricedPlace => ({
  placementId: 'p',
  kindergarten: '974760673',
  from: isoDate('2025-08-01'),
  until: isoDate('2029-07-31'),
  weeklyHours: 45,
  prices: [at(1200)],
  ...facts,
});

const child = (id = 'a', places: readonly PricedPlace[] = [place()], birthDate = '2023-03-01') => ({
  id,
  birthDate: isoDate(birthDate),
  places,
});

const inputs = (facts: Partial<DecisionInputs> = {}): DecisionInputs => ({
  ruleVersion,
  decidedOn: isoDate('2026-10-12'),
  kommune: kommuneNumber('5501'),
  kindergartenYear: 2026,
  higherFrom: calendarMonth('2026-12'),
  answersApplication: false,
  settings: {},
  payerId: 'payer',
  income: { lastYear: null, changes: [] },
  children: [child()],
  standing: [],
  ...facts,
});

/** What is charged once a decision is in force. */
function standingAfter(
  before: readonly StandingCharge[],
  decided: readonly ChildDecision[],
): StandingCharge[] {
  const charges = new Map(before.map((charge) => [`${charge.childId}|${charge.month}`, charge]));
  for (const { id, vedtak, removed } of decided) {
    for (const month of removed) charges.delete(`${id}|${month}`);
    const changed = vedtak.flatMap(({ charges: months }) => months);
    for (const { month, payerId, place: of, feeNok, foodNok } of changed) {
      charges.set(`${id}|${month}`, { childId: id, month, payerId, place: of, feeNok, foodNok });
    }
  }
  return [...charges.values()];
}

const first = inputs({ decidedOn: isoDate('2026-04-01') });
const standing = standingAfter([], decideHousehold(first).children);
const feeIn = (of: readonly StandingCharge[], month: string, id = 'a') =>
  of.find((charge) => charge.month === month && charge.childId === id)?.feeNok;
const after = (facts: Partial<DecisionInputs>, of = standing) =>
  standingAfter(of, decideHousehold(inputs({ standing: of, ...facts })).children);

describe('facts that change during the year', () => {
  test('nothing new gives nothing: no vedtak, no charge', () => {
    const [decided] = decideHousehold(inputs({ standing })).children;
    expect(decided).toEqual({ id: 'a', vedtak: [], removed: [] });
  });

  test('X25: a lasting fall of income counts from the month after the application', () => {
    // 800 000 before, 198 000 from 12 October, born 2023: November to June 1 080 × 25/45 = 600; July free.
    // The ceiling: 198 000 × 6 % / 11 = 1 080.
    const change = {
      kind: 'lasting-fall',
      appliedOn: isoDate('2026-10-12'),
      yearlyNok: kroner(198_000),
    } as const;
    const now = after({
      income: {
        lastYear: { countsFrom: calendarMonth('2026-08'), yearlyNok: kroner(800_000) },
        changes: [change],
      },
    });
    const year = now.map(({ feeNok }) => feeNok);
    expect(year).toEqual([1200, 1200, 1200, 600, 600, 600, 600, 600, 600, 600, 600, 0]);
    expect(year.reduce((sum, fee) => sum + fee, 0)).toBe(8400);
  });

  test('a rise of income changes nothing', () => {
    const known = after({
      income: { lastYear: { countsFrom: calendarMonth('2026-08'), yearlyNok: kroner(300_000) }, changes: [] },
    });
    const change = {
      kind: 'lasting-fall',
      appliedOn: isoDate('2026-10-12'),
      yearlyNok: kroner(900_000),
    } as const;
    const income = {
      lastYear: { countsFrom: calendarMonth('2026-08'), yearlyNok: kroner(300_000) },
      changes: [change],
    };
    expect(after({ income }, known)).toEqual(known);
  });

  test('a higher price counts after notice, and never backwards; a lower one at once', () => {
    const dearer = after({ children: [child('a', [place({ prices: [at(1100)] })])] });
    expect([feeIn(dearer, '2026-08'), feeIn(dearer, '2026-12')]).toEqual([1100, 1100]);
    const again = after({ children: [child()] }, dearer);
    expect(['2026-10', '2026-11', '2026-12', '2027-06'].map((month) => feeIn(again, month))).toEqual([
      1100, 1100, 1200, 1200,
    ]);
    const { children } = decideHousehold(inputs({ standing: dearer }));
    expect(children[0]?.vedtak.map(({ raised }) => raised)).toEqual([true]);
  });

  test('a brother or sister who leaves makes the other’s fee higher only after notice', () => {
    const two = [child('a'), child('b', [place()], '2021-03-01')];
    const both = standingAfter([], decideHousehold({ ...first, children: two }).children);
    // The younger one (a) is no. 1; the older one pays 70 %: 840.
    expect(feeIn(both, '2026-10', 'b')).toBe(840);
    const left = [child('a', [place({ until: isoDate('2026-10-31') })]), two[1] ?? child()];
    const now = after({ children: left }, both);
    expect(['2026-10', '2026-11', '2026-12'].map((month) => feeIn(now, month, 'b'))).toEqual([
      840, 840, 1200,
    ]);
    expect(feeIn(now, '2026-11', 'a')).toBeUndefined();
  });

  test('another kindergarten is another place: its price counts from its first day', () => {
    const moved = [
      place({ until: isoDate('2026-10-31') }),
      place({
        placementId: 'q',
        kindergarten: '974767880',
        from: isoDate('2026-11-01'),
        prices: [at(1200)],
      }),
    ];
    const before = standingAfter(
      [],
      decideHousehold({ ...first, children: [child('a', [place({ prices: [at(900)] })])] }).children,
    );
    const now = after(
      {
        children: [
          child('a', [place({ until: isoDate('2026-10-31'), prices: [at(900)] }), ...moved.slice(1)]),
        ],
      },
      before,
    );
    expect(['2026-10', '2026-11'].map((month) => feeIn(now, month))).toEqual([900, 1200]);
  });

  test('a child with a place at school age has a deferred start, and core time (X22)', () => {
    const older = child(
      'a',
      [place({ from: isoDate('2026-08-01'), until: isoDate('2027-06-30') })],
      '2020-05-01',
    );
    const { children, undecided } = decideHousehold(
      inputs({
        children: [older],
        income: {
          lastYear: { countsFrom: calendarMonth('2026-08'), yearlyNok: kroner(650_000) },
          changes: [],
        },
      }),
    );
    expect(children[0]?.vedtak[0]?.feeNok).toBe(666);
    expect(undecided).toEqual([]);
  });
});

describe('prices that change on a day that is known', () => {
  const shown = (facts: Partial<DecisionInputs>, of = standing) =>
    decideHousehold(inputs({ standing: of, ...facts })).children[0]?.vedtak.map((one) => ({
      from: one.validFrom,
      until: one.validUntil,
      feeNok: one.feeNok,
      raised: one.raised,
    }));
  const dearer = [child('a', [place({ prices: [at(1100), at(1190, '2027-01')] })])];

  test('are told with the month they change in: a vedtak for each price, of which the dearer is a rise', () => {
    expect(shown({ decidedOn: isoDate('2026-04-01'), children: dearer }, [])).toEqual([
      { from: '2026-08-01', until: '2026-12-31', feeNok: 1100, raised: false },
      { from: '2027-01-01', until: '2027-07-31', feeNok: 1190, raised: true },
    ]);
  });

  test.each([
    // One whole month’s notice: what is set on 30 November counts from January, on 1 December from February.
    { decidedOn: '2026-11-30', higherFrom: '2027-01', january: 1190 },
    { decidedOn: '2026-12-01', higherFrom: '2027-02', january: 1100 },
  ])('set on $decidedOn: January costs $january', ({ decidedOn, higherFrom, january }) => {
    const before = after({ children: [child('a', [place({ prices: [at(1100)] })])] });
    const facts = {
      decidedOn: isoDate(decidedOn),
      higherFrom: calendarMonth(higherFrom),
      children: dearer,
    };
    const now = after(facts, before);
    expect(['2026-12', '2027-01', '2027-02'].map((month) => feeIn(now, month))).toEqual([
      1100,
      january,
      1190,
    ]);
    expect(shown(facts, before)).toMatchObject([{ raised: true, feeNok: 1190 }]);
  });

  test('a month without a price is not charged', () => {
    const now = standingAfter(
      [],
      decideHousehold({ ...first, children: [child('a', [place({ prices: [at(1100, '2027-01')] })])] })
        .children,
    );
    expect([feeIn(now, '2026-12'), feeIn(now, '2027-01')]).toEqual([undefined, 1100]);
  });
});

const months = ['2026-08', '2026-10', '2027-01', '2027-05'] as const;
const anyPlace = fc.record({
  from: fc.constantFrom(...months),
  price: fc.integer({ min: 0, max: 1200 }),
  newPrice: fc.option(
    fc.record({ nok: fc.integer({ min: 0, max: 1200 }), from: fc.constantFrom('2026-11', '2027-01') }),
  ),
  days: fc.integer({ min: 1, max: 5 }),
});
const anyInputs = fc
  .record({
    children: fc.array(
      fc.record({ place: anyPlace, born: fc.constantFrom('2021-04-04', '2023-01-31', '2025-06-06') }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    income: fc.option(fc.integer({ min: 0, max: 900_000 })),
    fall: fc.option(fc.integer({ min: 0, max: 900_000 })),
  })
  .map(
    ({ children, income, fall }): Pick<DecisionInputs, 'children' | 'income'> => ({
      children: children.map(({ place: { from, price, newPrice, days }, born }, index) =>
        child(
          `c${index}`,
          [
            place({
              from: isoDate(`${from}-01`),
              weeklyHours: days * 9,
              prices: [at(price), ...(newPrice ? [at(newPrice.nok, newPrice.from)] : [])],
            }),
          ],
          born,
        ),
      ),
      income: {
        lastYear:
          income === null ? null : { countsFrom: calendarMonth('2026-08'), yearlyNok: kroner(income) },
        changes:
          fall === null
            ? []
            : [{ kind: 'lasting-fall', appliedOn: isoDate('2026-10-01'), yearlyNok: kroner(fall) }],
      },
    }),
  );

const days = fc.constantFrom<IsoDate>(isoDate('2026-06-20'), isoDate('2026-09-03'), isoDate('2027-02-14'));

describe('whatever the facts', () => {
  test('the same inputs give the same bytes, also after a round through storage', () => {
    fc.assert(
      fc.property(anyInputs, (facts) => {
        const given = inputs(facts);
        const stored: DecisionInputs = JSON.parse(canonicalJson(given));
        expect(canonicalJson(decideHousehold(stored))).toBe(canonicalJson(decideHousehold(given)));
      }),
      { numRuns: 60 },
    );
  });

  test('the same place never costs more before notice, and deciding twice changes nothing', () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, days, (one, two, decidedOn) => {
        const before = standingAfter([], decideHousehold(inputs(one)).children);
        const higherFrom = monthAfter(monthAfter(monthOfDate(decidedOn)));
        const next = inputs({ ...two, decidedOn, higherFrom, standing: before });
        const decided = decideHousehold(next).children;
        const now = standingAfter(before, decided);
        for (const charge of now) {
          const was = before.find(
            ({ childId, month }) => childId === charge.childId && month === charge.month,
          );
          if (was?.place === charge.place && charge.month < higherFrom) {
            expect(charge.feeNok).toBeLessThanOrEqual(was.feeNok);
          }
        }
        for (const again of decideHousehold({ ...next, standing: now }).children) {
          expect({ ...again, id: '' }).toEqual({ id: '', vedtak: [], removed: [] });
        }
      }),
      { numRuns: 100 },
    );
  });
});
