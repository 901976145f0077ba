import { movableClock, type NationalId, nationalId } from '@opptak/domain';
import fc from 'fast-check';
import type { Static } from 'typebox';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { testEnvironmentOf } from '../../test/registry-environments.ts';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import type { Income, MockWorld } from '../mock-world/mock-world.ts';
import { connectToMocks, type MockConnections } from '../mocks/connect-to-mocks.ts';
import { type Mocks, startMocks } from '../mocks/start-mocks.ts';
import { RegistryRefused, RegistryUnavailable } from '../registry-errors.ts';
import { fiksIncome } from './fiks-income.ts';
import type { IncomeAnswer, IncomeQuestion, IncomeRegistry } from './income-registry.ts';
import { type FiksCalculation, judgeCalculation } from './judge-calculation.ts';
import { skatteetatenIncome } from './skatteetaten-income.ts';

const clock = movableClock(new Date('2026-08-03T10:15:30Z'));
const year = 2025;
let world: MockWorld;
let mocks: Mocks;
let adapters: MockConnections;

const settled = (posts: Record<string, number>): Income => ({ type: 'found', stage: 'oppgjoer', posts });
const draft = (posts: Record<string, number>): Income => ({ type: 'found', stage: 'utkast', posts });

function adult(income?: Income): NationalId {
  const person = world.addPerson({ birthDate: '1990-05-06', sex: 'female', home: null });
  if (income) world.setIncome(person, year, income);
  return nationalId(person, 'synthetic');
}

const alone = (applicant: NationalId): IncomeQuestion => ({ applicant, partner: null, incomeYear: year });
const couple = (applicant: NationalId, other: NationalId): IncomeQuestion => ({
  applicant,
  partner: { nationalId: other, relation: 'cohabitant' },
  incomeYear: year,
});

beforeAll(async () => {
  world = mockWorld({ clock });
  mocks = await startMocks({ world });
  adapters = connectToMocks(mocks, { timeoutMs: 1_000 });
});
afterEach(() => mocks.faults.clear());
afterAll(() => mocks.close());

describe.each([
  ['Skatteetaten', 'skatteetaten', (): IncomeRegistry => adapters.skatteetatenIncome],
  ['KS Fiks', 'fiks-income', (): IncomeRegistry => adapters.fiksIncome],
] as const)('income from %s', (_name, mock, registry) => {
  test('the sum of a settled income, post by post', async () => {
    const person = adult(settled({ samletLoennsinntekt: 412_000, renteinntekter: 1_500 }));

    expect(await registry().findIncome(alone(person))).toEqual({
      type: 'found',
      incomeYear: year,
      stage: 'settled',
      total: 413_500,
      people: [
        {
          nationalId: person,
          amount: 413_500,
          stage: 'settled',
          settledOn: '2026-06-10',
          posts: [
            { name: 'samletLoennsinntekt', amount: 412_000 },
            { name: 'renteinntekter', amount: 1_500 },
          ],
        },
      ],
      remarks: [],
    });
  });

  test('a household is two people, and a draft when one of them has only a draft', async () => {
    const answer = await registry().findIncome(
      couple(adult(settled({ loenn: 300_000 })), adult(draft({ loenn: 250_000 }))),
    );

    expect(answer).toMatchObject({ type: 'found', total: 550_000, stage: 'draft' });
    expect(answer.type === 'found' && answer.people.map((one) => one.stage)).toEqual(['settled', 'draft']);
  });

  test('nobody’s income is zero because there is no basis', async () => {
    const without = adult();

    expect(await registry().findIncome(alone(without))).toEqual({ type: 'not-found', people: [without] });
    expect(await registry().findIncome(couple(adult(settled({ loenn: 1 })), without))).toEqual({
      type: 'not-found',
      people: [without],
    });
    expect(await registry().findIncome(alone(adult(settled({}))))).toMatchObject({ type: 'not-found' });
  });

  test('an income that really is zero is found', async () => {
    expect(await registry().findIncome(alone(adult(settled({ loenn: 0 }))))).toMatchObject({
      type: 'found',
      total: 0,
    });
  });

  test('somebody whose figures are hidden is protected, also as a partner', async () => {
    const hidden = adult({ type: 'protected' });

    expect(await registry().findIncome(alone(hidden))).toEqual({ type: 'protected', people: [hidden] });
    expect(await registry().findIncome(couple(adult(settled({ loenn: 1 })), hidden))).toEqual({
      type: 'protected',
      people: [hidden],
    });
  });

  test('a negative sum is named, not used', async () => {
    expect(await registry().findIncome(alone(adult(settled({ naering: -90_000 }))))).toEqual({
      type: 'negative',
    });
  });

  test('a year that is no longer offered', async () => {
    mocks.faults.next(
      mock,
      { type: 'status', status: 410 },
      { path: mock === 'fiks-income' ? 'beregning' : '' },
    );

    expect(await registry().findIncome(alone(adult()))).toEqual({ type: 'gone' });
  });

  test('too many questions: how long to wait, in the standard’s seconds', async () => {
    const fault = { type: 'status', status: 429, headers: { 'retry-after': '60' } } as const;
    mocks.faults.next(mock, fault, { path: mock === 'fiks-income' ? 'beregning' : '' });

    expect(await registry().findIncome(alone(adult()))).toEqual({ type: 'wait', retryAfterMs: 60_000 });
  });

  test('a register that is down is no answer', async () => {
    mocks.faults.next(mock, { type: 'status', status: 503 });

    await expect(registry().findIncome(alone(adult()))).rejects.toThrow(RegistryUnavailable);
  });

  test('the people’s numbers stand in no error', async () => {
    mocks.faults.next(mock, { type: 'status', status: 400, body: { kode: 'SSG-006' } });

    await expect(registry().findIncome(alone(adult()))).rejects.toThrow(/^[^\d]*400( SSG-006)?$/);
  });
});

describe('Skatteetaten', () => {
  test.each([
    ['another person', { personidentifikator: '03851598730' }, 'answer-for-someone-else'],
    ['another year', { inntektsaar: '2024' }, 'another-year'],
    ['no stage', { stadie: 'kladd' }, 'unknown-stage'],
  ])('an answer about %s', async (_what, change, type) => {
    const person = adult();
    const body = {
      personidentifikator: person,
      inntektsaar: '2025',
      stadie: 'oppgjoer',
      skjermet: false,
      grunnlag: [{ tekniskNavn: 'loenn', beloep: 1, kategori: ['inntekt'] }],
      ...change,
    };
    mocks.faults.next('skatteetaten', { type: 'raw', body: JSON.stringify(body) });

    expect((await adapters.skatteetatenIncome.findIncome(alone(person))).type).toBe(type);
  });

  test('deductions and wealth do not count: the income is gross', async () => {
    const person = adult();
    const grunnlag = [
      { tekniskNavn: 'loenn', beloep: 400_000, kategori: 'inntekt' },
      { tekniskNavn: 'renteutgifter', beloep: 90_000, kategori: 'inntektsfradrag' },
      { tekniskNavn: 'bankinnskudd', beloep: 70_000, kategori: ['formue'] },
    ];
    const body = { personidentifikator: person, inntektsaar: '2025', stadie: 'oppgjoer', grunnlag };
    mocks.faults.next('skatteetaten', { type: 'raw', body: JSON.stringify(body) });

    expect(await adapters.skatteetatenIncome.findIncome(alone(person))).toMatchObject({ total: 400_000 });
  });

  test.each([
    ['SSG-007', 404, { type: 'person-unknown' }],
    ['SSG-010', 403, { type: 'consent-missing' }],
  ])('%s is an outcome', async (kode, status, expected) => {
    mocks.faults.next('skatteetaten', { type: 'status', status, body: { kode } });

    expect(await adapters.skatteetatenIncome.findIncome(alone(adult()))).toMatchObject(expected);
  });

  test.each([
    ['SSG-003', 404],
    ['SSG-005', 403],
  ])('%s is a refusal', async (kode, status) => {
    mocks.faults.next('skatteetaten', { type: 'status', status, body: { kode } });

    await expect(adapters.skatteetatenIncome.findIncome(alone(adult()))).rejects.toThrow(RegistryRefused);
  });
});

describe('KS Fiks', () => {
  const a = nationalId('12889197496', 'synthetic');
  const b = nationalId('17868597437', 'synthetic');
  const question = couple(a, b);
  const post = (identifikator: string, beloep: number) => ({
    tekniskNavn: 'loenn',
    beloep,
    operasjon: 'ADDERE' as const,
    identifikator,
  });
  const person = (identifikator: string) => ({ identifikator, skjermet: false, stadie: 'OPPGJOER' });
  const answer = (change: Partial<Static<typeof FiksCalculation>> = {}): Static<typeof FiksCalculation> => ({
    inntektsaar: year,
    stadie: 'OPPGJOER',
    personer: [person(a), person(b)],
    beregningsbeloep: 500,
    inntekt: {
      beloep: 500,
      beregning: [{ beloep: 500, operasjon: 'ADDERE', beregningsposter: [post(a, 300), post(b, 200)] }],
    },
    fradrag: { beloep: 0, beregning: [] },
    feilmeldinger: [],
    ...change,
  });

  test.each<[string, Partial<Static<typeof FiksCalculation>>, IncomeAnswer['type']]>([
    ['as it should be', {}, 'found'],
    [
      'somebody else among the people',
      { personer: [person(a), person('02851798067')] },
      'answer-for-someone-else',
    ],
    [
      'somebody else’s post',
      {
        inntekt: {
          beloep: 500,
          beregning: [{ beloep: 500, operasjon: 'ADDERE', beregningsposter: [post('02851798067', 500)] }],
        },
      },
      'answer-for-someone-else',
    ],
    ['one answer for two', { personer: [person(a)] }, 'one-answer-for-two'],
    ['one of two hidden', { personer: [person(a), { ...person(b), skjermet: true }] }, 'protected'],
    ['another year', { inntektsaar: 2024 }, 'another-year'],
    ['a stage not known', { personer: [person(a), { ...person(b), stadie: 'UKJENT' }] }, 'unknown-stage'],
    ['a stage not known for the whole', { stadie: 'UKJENT' }, 'unknown-stage'],
    ['a sum that is not the sum', { beregningsbeloep: 499 }, 'inconsistent'],
    ['a deduction that is not in the sum', { fradrag: { beloep: 10, beregning: [] } }, 'inconsistent'],
  ])('%s', (_what, change, type) => {
    expect(judgeCalculation(question, answer(change)).type).toBe(type);
  });

  test('posts under a basis, and posts that are taken away, enter with their sign', () => {
    const judged = judgeCalculation(
      alone(a),
      answer({
        personer: [person(a)],
        beregningsbeloep: 240,
        inntekt: {
          beloep: 250,
          beregning: [
            {
              beloep: 300,
              operasjon: 'ADDERE',
              beregningsgrunnlag: [{ beloep: 300, operasjon: 'ADDERE', beregningsposter: [post(a, 300)] }],
            },
            { beloep: 50, operasjon: 'SUBTRAHERE', beregningsposter: [post(a, 50)] },
          ],
        },
        fradrag: {
          beloep: 10,
          beregning: [{ beloep: 10, operasjon: 'ADDERE', beregningsposter: [post(a, 10)] }],
        },
      }),
    );

    // 300 − 50 − 10 = 240
    expect(judged).toMatchObject({
      total: 240,
      people: [{ posts: [{ amount: 300 }, { amount: -50 }, { amount: -10 }] }],
    });
  });

  test('whatever is answered, a sum is found only when both are shown and it adds up', () => {
    const someone = fc.constantFrom<string>(a, b, '02851798067');
    const posts = fc.array(fc.record({ who: someone, amount: fc.integer({ min: -1_000, max: 1_000 }) }));
    fc.assert(
      fc.property(
        fc.array(someone),
        posts,
        fc.integer({ min: -2_000, max: 2_000 }),
        (shown, given, total) => {
          const judged = judgeCalculation(
            question,
            answer({
              personer: shown.map(person),
              beregningsbeloep: total,
              inntekt: {
                beloep: total,
                beregning: [
                  {
                    beloep: total,
                    operasjon: 'ADDERE',
                    beregningsposter: given.map((one) => post(one.who, one.amount)),
                  },
                ],
              },
            }),
          );
          if (judged.type !== 'found') return;
          expect(new Set([...shown, ...given.map((one) => one.who)])).toEqual(new Set([a, b]));
          expect(given.reduce((sum, one) => sum + one.amount, 0)).toBe(judged.total);
          expect(judged.total).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test.each([
    ['cohabitant', ['SOEKER', 'SAMBOER', 'EKTEFELLE'], 'SAMBOER'],
    ['spouse', ['SOEKER', 'SAMBOER', 'EKTEFELLE'], 'EKTEFELLE'],
    ['cohabitant', ['SOEKER', 'ANNET'], 'ANNET'],
  ] as const)('a %s is called what the service accepts (%j: %s)', async (relation, accepted, called) => {
    mocks.fiksIncome.setPersonTypes(accepted);
    mocks.log.clear();
    const [one, other] = [adult(settled({ loenn: 1 })), adult(settled({ loenn: 2 }))];

    await connectToMocks(mocks).fiksIncome.findIncome({
      ...couple(one, other),
      partner: { nationalId: other, relation },
    });

    expect(mocks.log.requests('fiks-income').at(-1)?.body).toMatchObject({
      personer: [{}, { type: called }],
    });
    mocks.fiksIncome.setPersonTypes(['SOEKER', 'EKTEFELLE', 'PARTNER', 'SAMBOER', 'BARN']);
  });

  test('a service that accepts no partner at all needs a person', async () => {
    mocks.fiksIncome.setPersonTypes(['SOEKER']);

    await expect(connectToMocks(mocks).fiksIncome.findIncome(couple(adult(), adult()))).rejects.toThrow(
      RegistryRefused,
    );
    mocks.fiksIncome.setPersonTypes(['SOEKER', 'EKTEFELLE', 'PARTNER', 'SAMBOER', 'BARN']);
  });
});

const real = testEnvironmentOf('skatteetaten');
const realFiks = testEnvironmentOf('fiks');
test.skipIf(real === null)('Skatteetaten’s test environment gives a named outcome', async () => {
  if (real) expect((await skatteetatenIncome(real).findIncome(alone(real.person))).type).toMatch(/^[a-z-]+$/);
});
test.skipIf(realFiks === null)('the Fiks test environment gives a named outcome', async () => {
  if (realFiks)
    expect((await fiksIncome(realFiks).findIncome(alone(realFiks.person))).type).toMatch(/^[a-z-]+$/);
});
