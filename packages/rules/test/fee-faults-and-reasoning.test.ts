import { isoDate, kroner } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import { en } from '../src/fees/texts/en.ts';
import { type FeeTexts, feeTextKeys } from '../src/fees/texts/fee-text-keys.ts';
import { nb } from '../src/fees/texts/nb.ts';
import { nn } from '../src/fees/texts/nn.ts';
import { se } from '../src/fees/texts/se.ts';
import {
  type Adult,
  calendarMonth,
  cite,
  explainFeeStep,
  explainFeeStepInAll,
  type FeeFacts,
  type FeeLanguage,
  feeFaults,
  householdFee,
  householdIncome,
  languagesNeedingReview,
} from '../src/index.ts';
import { feeFacts, feeOf, onlyChildOf } from './fee-builders.ts';

const good = feeFacts({ income: 300_000, children: [{ born: 2023 }] });
const [goodChild] = good.household.children;
const withChild = (change: object): FeeFacts => ({
  ...good,
  household: { ...good.household, children: goodChild ? [{ ...goodChild, ...change }] : [] },
});

describe('impossible facts', () => {
  test.each<[string, FeeFacts]>([
    ['/month', { ...good, month: calendarMonth('2018-07') }],
    ['/household/incomeNok', { ...good, household: { ...good.household, incomeNok: kroner(-1) } }],
    ['/household/children', { ...good, household: { ...good.household, children: [] } }],
    ['/household/children/0/id', withChild({ id: '' })],
    ['/household/children/0/birthDate', withChild({ birthDate: isoDate('2026-10-01') })],
    ['/household/children/0/birthDate', withChild({ birthDate: isoDate('2017-12-31') })],
    ['/household/children/0/monthlyPriceNok', withChild({ monthlyPriceNok: -1 })],
    ['/household/children/0/monthlyPriceNok', withChild({ monthlyPriceNok: 0.5 })],
    ['/household/children/0/foodNok', withChild({ foodNok: Number.NaN })],
    ['/household/children/0/weeklyHours', withChild({ weeklyHours: 0 })],
    ['/household/children/0/weeklyHours', withChild({ weeklyHours: 168.5 })],
    ['/household/children/0/weeklyHours', withChild({ weeklyHours: 22.333 })],
    ['/household/children/0/weeklyHours', withChild({ weeklyHours: null, fullTime: null })],
    ['/household/children/0/weeklyHours', withChild({ weeklyHours: null, fullTime: false })],
    ['/household/children/0/fullTime', withChild({ weeklyHours: 40.5, fullTime: true })],
    ['/household/children/0/fullTime', withChild({ weeklyHours: 41, fullTime: false })],
    [
      '/household/children/0/attendsUntil',
      withChild({ attendsFrom: isoDate('2026-09-10'), attendsUntil: isoDate('2026-09-09') }),
    ],
    ['/settings/fullTimeHours', { ...good, settings: { fullTimeHours: 40 } }],
    ['/settings/freeMonth', { ...good, settings: { freeMonth: 13 } }],
    ['/settings/localTiers/0', { ...good, settings: { localTiers: [{ id: 'x', incomeBelowNok: null }] } }],
    [
      '/settings/localTiers/0/percentOff',
      { ...good, settings: { localTiers: [{ id: 'x', incomeBelowNok: null, percentOff: 101 }] } },
    ],
  ])('%s is named, never the value', (at, facts) => {
    expect(feeFaults(facts).map((fault) => fault.at)).toContain(at);
    expect(() => householdFee(facts)).toThrow(RangeError);
    expect(() => householdFee(facts)).toThrow(at);
  });

  test('two children with one id are a fault of the second', () => {
    const facts = feeFacts({
      income: null,
      children: [
        { born: 2023, id: 'a' },
        { born: 2022, id: 'a' },
      ],
    });

    expect(feeFaults(facts).map((fault) => fault.at)).toEqual(['/household/children/1/id']);
  });

  test('both sides of full-time are possible: 41 hours are full-time, 40.99 are not', () => {
    expect(feeFaults(withChild({ weeklyHours: 41, fullTime: true }))).toEqual([]);
    expect(feeFaults(withChild({ weeklyHours: 40.99, fullTime: false }))).toEqual([]);
  });
});

describe('the reasoning', () => {
  test('names every section in order, with exact amounts', () => {
    const result = feeOf({
      income: 150_000,
      children: [
        { born: 2025, price: 1200 },
        { born: 2023, food: 300 },
      ],
    });

    expect(result.children[1]?.steps.map((step) => [step.rule, cite(step.source), step.result])).toEqual([
      ['fee.maximum-price', 'forskrift om foreldrebetaling i barnehager § 1', '1200'],
      ['fee.income-ceiling', 'forskrift om foreldrebetaling i barnehager § 3 b', '9000/11'],
      ['fee.sibling-reduction', 'forskrift om foreldrebetaling i barnehager § 3 a', '6300/11'],
      ['fee.free-core-time', 'forskrift om foreldrebetaling i barnehager § 3 c', '3500/11'],
      ['fee.rounding', 'forskrift om foreldrebetaling i barnehager § 3 b', '318'],
      ['fee.food', 'forskrift om foreldrebetaling i barnehager § 1', '300'],
    ]);
  });

  test('a setting that decides stands in the step, with whether it was chosen', () => {
    const children = [{ born: 2025 }, { born: 2023 }];
    const step = (settings: object) =>
      feeOf({ income: 650_000, children, settings }).children[1]?.steps.find(
        (s) => s.rule === 'fee.sibling-reduction',
      );

    expect(step({})?.facts).toMatchObject({ siblingOrder: 'youngest-first', siblingOrderFrom: 'default' });
    expect(step({ siblingOrder: 'youngest-first' })?.facts).toMatchObject({ siblingOrderFrom: 'kommune' });
    expect(feeOf({ income: 650_000, children }).settings.from).toMatchObject({
      fullTimeHours: 'default',
      partTimeCeiling: 'default',
    });
  });

  test('is one sentence in each of four languages', () => {
    const child = onlyChildOf({ income: 150_000, children: [{ born: 2025 }] });
    const texts = child.steps.map((step) => explainFeeStepInAll(step))[1];

    expect(texts).toEqual({
      nb: 'Et år med betaling for ett barn kan høyst være 6 % av husholdningens inntekt på 150\u00a0000 kr. Fordelt på elleve betalinger blir det 818,18 kr per måned.',
      nn: 'Eit år med betaling for eitt barn kan høgst vere 6 % av inntekta til hushaldet på 150\u00a0000 kr. Fordelt på elleve betalingar blir det 818,18 kr per månad.',
      en: 'A year of payment for one child can be at most 6% of the household income of NOK 150,000. Spread over eleven payments that is NOK 818.18 a month.',
      se: 'Ovtta máná jahkemáksu sáhttá eanemusat leat 6 % dállodoalu sisaboađus, mii lea 150\u00a0000 ru. Juhkkojuvvon oktanuppelot máksui dat dahká 818,18 ru mánnui.',
    });
  });

  const source = { document: '', section: '§ 3 b', title: '' };
  test.each([
    [
      'fee.income-change',
      'fulfilled',
      { kind: 'lasting-fall', yearlyNok: 198_000, countsFrom: '2026-11' },
      'Inntekten har gått varig ned til 198 000 kr. Det gjelder fra november 2026, måneden etter søknaden.',
    ],
    [
      'fee.income-change',
      'fulfilled',
      { kind: 'household-change', yearlyNok: 198_000, countsFrom: '2026-11' },
      'Husholdningen er endret, og inntekten er nå 198 000 kr. Det gjelder fra november 2026, måneden etter søknaden.',
    ],
    [
      'fee.household-member',
      'not-fulfilled',
      { registeredWithChild: true, relation: 'resident', monthsTogetherOf18: 11 },
      'En voksen på adressen (ugift voksen) har bodd der i 11 av de siste 18 månedene, uten felles barn. Før det er gått 12, regnes den voksne ikke med i husholdningen.',
    ],
    [
      'fee.household-member',
      'not-fulfilled',
      { registeredWithChild: false, relation: 'parent' },
      'En voksen (forelder) er ikke registrert på barnets adresse, og regnes ikke med i husholdningen.',
    ],
    [
      'fee.income-ceiling',
      'not-fulfilled',
      { incomeNok: 200_000, percent: 6, ceilingNok: '12000/11' },
      'Etter husholdningens inntekt på 200 000 kr kan betalingen høyst være 1 090,90 kr per måned (6 % av inntekten i året). Den er ikke høyere, og blir ikke satt ned etter inntekt.',
    ],
  ] as const)('of %s, %s with %j is said in words', (rule, outcome, facts, text) => {
    const said = explainFeeStep({ rule, source, outcome, facts, result: '' }, 'nb');
    expect(said.replaceAll('\u00a0', ' ')).toBe(text);
  });

  test('every text of a language uses the same facts as the Bokmål one', () => {
    const names = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    const others: Readonly<Record<string, FeeTexts>> = { nn, en, se };

    for (const key of feeTextKeys) {
      for (const [language, texts] of Object.entries(others)) {
        expect([language, key, names(texts[key])]).toEqual([language, key, names(nb[key])]);
      }
    }
  });

  test('no text is left with a hole, in any case of a broad sweep', () => {
    const languages: readonly FeeLanguage[] = ['nb', 'nn', 'en', 'se'];
    const seen = new Set<string>();
    for (const income of [null, 0, 150_000, 650_000, 900_000]) {
      for (const settings of [
        {},
        { paymentPlan: 'twelve-instalments' as const },
        { localTiers: [freeBelow] },
      ]) {
        for (const month of ['2026-07', '2026-09']) {
          const children = [
            { born: 2025, food: 100 },
            { born: 2023, from: '2026-07-10' },
            { born: 2020, deferred: null, together: null },
            { born: 2019 },
          ];
          for (const step of feeOf({ income, children, settings, month }).children.flatMap((c) => c.steps)) {
            seen.add(`${step.rule}.${step.outcome}`);
            for (const language of languages)
              expect(explainFeeStep(step, language)).not.toMatch(/[{}]|null|undefined/);
          }
        }
      }
    }
    expect(seen.size).toBeGreaterThan(12);
  });

  test('Northern Sámi is marked as not yet read by a speaker', () => {
    expect(languagesNeedingReview).toEqual(['se']);
  });
});

const freeBelow = { id: 'council', incomeBelowNok: kroner(200_000), maximumNok: kroner(0) };

describe('the household whose income counts', () => {
  const parent: Adult = {
    id: 'p',
    registeredWithChild: true,
    relation: 'parent',
    incomeNok: kroner(300_000),
  };
  const partner: Adult = { ...parent, id: 'q', relation: 'partner', incomeNok: kroner(100_000) };

  test('a married partner counts from the first day, a cohabitant with a joint child too', () => {
    const cohabitant: Adult = { ...partner, relation: 'cohabitant', jointChild: true, monthsTogetherOf18: 0 };

    expect(householdIncome([parent, partner]).incomeNok).toBe(400_000);
    expect(householdIncome([parent, cohabitant]).incomeNok).toBe(400_000);
  });

  test.each<[string, readonly Adult[], string]>([
    ['a protected address', [parent, { ...partner, registeredWithChild: null }], 'membership'],
    [
      'unknown months together',
      [parent, { ...partner, relation: 'cohabitant', jointChild: false }],
      'membership',
    ],
    [
      'unknown joint child',
      [parent, { ...partner, relation: 'cohabitant', monthsTogetherOf18: 3 }],
      'membership',
    ],
    ['a protected income', [parent, { ...partner, incomeNok: null }], 'income'],
    ['nobody at the address', [{ ...parent, registeredWithChild: false }], 'no-adult'],
  ])('%s is undecided, never zero income', (_, adults, reason) => {
    const result = householdIncome(adults);

    expect(result).toMatchObject({ outcome: 'undecided', incomeNok: null });
    expect(result.steps.at(-1)?.facts).toMatchObject({ reason });
    for (const step of result.steps) expect(explainFeeStep(step, 'en')).not.toMatch(/[{}]|null/);
  });

  test('the income of an adult who does not count may stay unknown', () => {
    const outside: Adult = { ...parent, id: 'o', registeredWithChild: false, incomeNok: null };

    expect(householdIncome([parent, outside])).toMatchObject({ outcome: 'decided', incomeNok: 300_000 });
  });

  test.each([-1, 19, 1.5])('%d months of 18 are refused', (monthsTogetherOf18) => {
    expect(() => householdIncome([{ ...parent, monthsTogetherOf18 }])).toThrow(
      '/adults/0/monthsTogetherOf18',
    );
    expect(() => householdIncome([])).toThrow('/adults');
  });
});
