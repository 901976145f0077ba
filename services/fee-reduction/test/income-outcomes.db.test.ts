import type { Fault, Income } from '@opptak/registries/mocks';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench } from './bench.ts';
import { settled } from './test-kommune.ts';

/*
 * Every outcome of the income registries ends in the right state: decided only on an income that was found, asked again
 * when the registry is busy or down, and otherwise a case for a person. Never an income of zero.
 */

const sources = [
  ['fiks', 'fiks-income', 'beregning'],
  ['skatteetaten', 'skatteetaten', ''],
] as const;

describe.each(sources)('income from %s', (incomeSource, mock, path) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ fees: { incomeSource } });
    await bench.kindergarten();
  });
  afterEach(() => bench.mocks.faults.clear());
  afterAll(() => bench[Symbol.asyncDispose]());

  async function applyWith(adults: readonly string[]) {
    const { householdId, childIds } = await bench.household(['2023-03-01'], adults);
    await bench.place(childIds[0] ?? '', {});
    await bench.work();
    const { json } = await bench.call('POST', '/v1/fee-applications', { householdId });
    return { applicationId: String(json.applicationId), childId: childIds[0] ?? '' };
  }

  async function stateOf({ applicationId, childId }: { applicationId: string; childId: string }) {
    const [application] = await bench.rows(
      `select status, tries from fee_reduction.fee_application where id = '${applicationId}'`,
    );
    const cases = await bench.rows(
      `select reason from fee_reduction.fee_case where application_id = '${applicationId}' and status = 'open'`,
    );
    const [charge] = await bench.rows(
      `select fee_nok from fee_reduction.charge where child_id = '${childId}' order by month limit 1`,
    );
    const bases = await bench.rows(
      `select stage, source, income_year from fee_reduction.income_basis where application_id = '${applicationId}'`,
    );
    return {
      status: application?.['status'],
      tries: application?.['tries'],
      reason: cases[0]?.['reason'] ?? null,
      feeNok: charge?.['fee_nok'],
      basis: bases[0] ?? null,
    };
  }

  const draft = (amount: number): Income => ({
    type: 'found',
    stage: 'utkast',
    posts: { samletLoennsinntekt: amount },
  });
  const undecided = { status: 'manual', feeNok: 1200, basis: null };

  test('settled, of two adults: their sum decides', async () => {
    // 300 000 + 250 000 = 550 000, below the limit of core time: 1 200 × 25/45 = 666.667.
    const made = await applyWith([bench.adult(settled(300_000)), bench.adult(settled(250_000))]);
    await bench.work();
    expect(await stateOf(made)).toMatchObject({
      status: 'decided',
      feeNok: 666,
      basis: { stage: 'settled', source: incomeSource, income_year: 2025 },
    });
  });

  test('a draft decides, and stands as one', async () => {
    const made = await applyWith([bench.adult(draft(400_000))]);
    await bench.work();
    expect(await stateOf(made)).toMatchObject({ status: 'decided', feeNok: 666, basis: { stage: 'draft' } });
  });

  test('an income of nothing, settled, is an income: the fee is nothing', async () => {
    const made = await applyWith([bench.adult(settled(0))]);
    await bench.work();
    expect(await stateOf(made)).toMatchObject({ status: 'decided', feeNok: 0 });
  });

  test.each<[string, () => readonly string[], string]>([
    ['no basis', () => [bench.adult()], 'income-not-found'],
    ['one of two without a basis', () => [bench.adult(settled(1)), bench.adult()], 'income-not-found'],
    ['protected', () => [bench.adult({ type: 'protected' })], 'income-protected'],
    ['negative', () => [bench.adult(settled(-90_000))], 'negative-income'],
    ['no adult', () => [], 'no-adult-known'],
    [
      'three adults',
      () => [bench.adult(settled(1)), bench.adult(settled(1)), bench.adult(settled(1))],
      'more-than-two-adults',
    ],
  ])('%s goes to a person', async (_what, adults, reason) => {
    const made = await applyWith(adults());
    await bench.work();
    expect(await stateOf(made)).toMatchObject({ ...undecided, reason });
  });

  // Every code of the registries' documents, and what a firewall, a broken line or a wrong machine makes of them.
  const status = (code: number, kode?: string): Fault => ({
    type: 'status',
    status: code,
    ...(kode === undefined ? {} : { body: { kode, melding: 'Se dokumentasjonen', korrelasjonsid: 'x' } }),
  });
  const codes: readonly (readonly [string, Fault, string, number?])[] =
    mock === 'skatteetaten'
      ? [
          ['SSG-003 (no such address)', status(404, 'SSG-003'), 'registry-refused'],
          // A token is tried anew once: both tries are refused.
          ['SSG-004 (no access)', status(401, 'SSG-004'), 'registry-refused', 2],
          ['SSG-005 (not allowed)', status(403, 'SSG-005'), 'registry-refused'],
          ['SSG-006 (wrong input)', status(400, 'SSG-006'), 'registry-refused'],
          ['SSG-007 (nobody known)', status(404, 'SSG-007'), 'person-unknown'],
          ['SSG-008 (no basis, neither stage)', status(404, 'SSG-008'), 'income-not-found', 2],
          ['SSG-009 (wrong Accept)', status(406, 'SSG-009'), 'registry-refused'],
          ['SSG-010 (no consent)', status(403, 'SSG-010'), 'consent-missing'],
          ['SSG-011 (no longer offered)', status(410, 'SSG-011'), 'year-no-longer-offered'],
          ['DAS-001 (the gateway)', status(403, 'DAS-001'), 'registry-refused'],
        ]
      : [
          ['400 (wrong input)', status(400), 'registry-refused'],
          ['401 (no access)', status(401), 'registry-refused', 2],
          ['403 (role without the service area)', status(403), 'registry-refused'],
          ['404 (no hits)', status(404), 'income-not-found'],
          ['410 (no longer offered)', status(410), 'year-no-longer-offered'],
        ];

  const failures: readonly (readonly [string, Fault, string, number?])[] = [
    ...codes,
    ['a firewall’s page', { type: 'html' }, 'registry-unreadable'],
    ['a redirect', { type: 'status', status: 302, headers: { location: '/' } }, 'registry-unreadable'],
    ['half an answer', { type: 'half' }, 'registry-unreadable'],
    ['a small answer that unpacks to 32 MB', { type: 'gzip-bomb', megabytes: 32 }, 'registry-unreadable'],
    ['another shape', { type: 'raw', body: '{"stadie":7}' }, 'registry-unreadable'],
  ];
  test.each(failures.map(([what, fault, reason, times = 1]) => ({ what, fault, reason, times })))(
    '$what goes to a person',
    async ({ fault, reason, times }) => {
      const made = await applyWith([bench.adult(settled(400_000))]);
      bench.mocks.faults.next(mock, fault, { path, times });
      await bench.work();
      expect(await stateOf(made)).toMatchObject({ ...undecided, reason });
    },
  );

  test.each<readonly [string, Fault]>([
    ['an internal error (SSG-001, 500)', status(500, 'SSG-001')],
    ['an internal error (SSG-002, 500)', status(500, 'SSG-002')],
    ['a gateway that is down (502)', status(502)],
    ['a service that is closed (503)', status(503)],
    ['no answer in time', { type: 'hang' }],
    ['a line that breaks before', { type: 'cut' }],
    ['a line that breaks after', { type: 'lose-answer' }],
  ])('%s: the application waits and is decided later, once', async (_what, fault) => {
    const made = await applyWith([bench.adult(settled(400_000))]);
    bench.mocks.faults.next(mock, fault, { path });
    bench.hurry(fault.type === 'hang');
    await bench.work();
    bench.hurry(false);
    bench.mocks.faults.clear();
    expect(await stateOf(made)).toMatchObject({ status: 'waiting', tries: 1, feeNok: 1200, basis: null });

    bench.clock.moveTo(new Date(bench.clock.now().getTime() + 3_600_000));
    await bench.work();
    expect(await stateOf(made)).toMatchObject({ status: 'decided', feeNok: 666 });
  });

  /** A good answer about these people, and what is changed in it. */
  const answerAbout = (people: readonly string[], change: Record<string, unknown>) =>
    mock === 'skatteetaten'
      ? {
          personidentifikator: people[0],
          inntektsaar: '2025',
          grunnlag: [{ tekniskNavn: 'samletLoennsinntekt', beloep: 100_000, kategori: 'inntekt' }],
          skjermet: false,
          stadie: 'oppgjoer',
          ajourholdstidspunkt: '2026-04-10T10:00:00Z',
          ...change,
        }
      : {
          inntektsaar: 2025,
          stadie: 'OPPGJOER',
          beregningstype: 'BARNEHAGE_SFO',
          soeketidspunkt: '2026-04-10T10:00:00Z',
          personer: people.map((identifikator, index) => ({
            identifikator,
            type: index === 0 ? 'SOEKER' : 'SAMBOER',
            skjermet: false,
            stadie: 'OPPGJOER',
          })),
          visningsposter: [],
          beregningsbeloep: 100_000,
          inntekt: {
            beloep: 100_000,
            beregning: [
              {
                beloep: 100_000,
                operasjon: 'ADDERE',
                beregningsposter: people.map((identifikator) => ({
                  tekniskNavn: 'samletLoennsinntekt',
                  beloep: 100_000 / people.length,
                  operasjon: 'ADDERE',
                  identifikator,
                })),
              },
            ],
          },
          fradrag: { beloep: 0, beregning: [] },
          feilmeldinger: [],
          ...change,
        };

  const answers: readonly (readonly [string, (people: readonly string[]) => object, string])[] =
    mock === 'skatteetaten'
      ? [
          ['another year', (people) => answerAbout(people, { inntektsaar: '2024' }), 'another-year'],
          ['a stage nobody knows', (people) => answerAbout(people, { stadie: 'kladd' }), 'unknown-stage'],
          ['skjermet', (people) => answerAbout(people, { skjermet: true }), 'income-protected'],
        ]
      : [
          ['another year', (people) => answerAbout(people, { inntektsaar: 2024 }), 'another-year'],
          ['a stage nobody knows', (people) => answerAbout(people, { stadie: 'UKJENT' }), 'unknown-stage'],
          [
            'a sum that is not the sum',
            (people) => answerAbout(people, { beregningsbeloep: 99_999 }),
            'inconsistent-income',
          ],
          ['one answer for two', (people) => answerAbout(people.slice(0, 1), {}), 'one-answer-for-two'],
          [
            'two, one of them skjermet',
            (people) =>
              answerAbout(people, {
                personer: people.map((identifikator, index) => ({
                  identifikator,
                  skjermet: index === 1,
                  stadie: 'OPPGJOER',
                })),
              }),
            'income-protected',
          ],
        ];

  test.each(answers)('%s goes to a person', async (_what, answer, reason) => {
    const people = [bench.adult(settled(200_000)), bench.adult(settled(200_000))];
    const made = await applyWith(people);
    // The registry is asked about the adults in the order of their ids.
    const kommune = bench.deps.tenants.all[0]?.kommune;
    if (!kommune) throw new Error('no tenant');
    const idOf = (number: string) => bench.deps.vault.personId(kommune, number);
    const ordered = people.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    bench.mocks.faults.next(mock, { type: 'raw', body: JSON.stringify(answer(ordered)) }, { path });
    await bench.work();
    expect(await stateOf(made)).toMatchObject({ ...undecided, reason });
  });

  test('busy (429): asked again when the registry says, and then decided', async () => {
    const made = await applyWith([bench.adult(settled(400_000))]);
    bench.mocks.faults.next(
      mock,
      { type: 'status', status: 429, headers: { 'retry-after': '60' } },
      { path },
    );
    await bench.work();
    expect(await stateOf(made)).toMatchObject({ status: 'waiting', tries: 1, feeNok: 1200, reason: null });

    bench.clock.moveTo(new Date(bench.clock.now().getTime() + 59_000));
    expect(await bench.work()).toBe(0);
    bench.clock.moveTo(new Date(bench.clock.now().getTime() + 1_000));
    await bench.work();
    expect(await stateOf(made)).toMatchObject({ status: 'decided', feeNok: 666 });
  });

  test('down: asked again for a day, and then a person looks', async () => {
    const made = await applyWith([bench.adult(settled(400_000))]);
    bench.mocks.faults.often(mock, { type: 'status', status: 503 }, 1);
    for (let time = 0; time < 25; time += 1) {
      await bench.work();
      bench.clock.moveTo(new Date(bench.clock.now().getTime() + 2 * 3_600_000));
    }
    bench.mocks.faults.often(mock, { type: 'status', status: 503 }, 0);
    expect(await stateOf(made)).toMatchObject({ ...undecided, reason: 'registry-unavailable' });
  });

  test('an answer about somebody else decides nothing, and raises an alarm', async () => {
    const asked = bench.adult(settled(400_000));
    const other = bench.adult(settled(100_000));
    const made = await applyWith([asked]);
    const body =
      mock === 'skatteetaten'
        ? {
            personidentifikator: other,
            inntektsaar: '2025',
            grunnlag: [{ tekniskNavn: 'samletLoennsinntekt', beloep: 100_000, kategori: 'inntekt' }],
            skjermet: false,
            stadie: 'oppgjoer',
            ajourholdstidspunkt: '2026-04-10T10:00:00Z',
          }
        : {
            inntektsaar: 2025,
            stadie: 'OPPGJOER',
            beregningstype: 'BARNEHAGE_SFO',
            soeketidspunkt: '2026-04-10T10:00:00Z',
            personer: [
              {
                identifikator: other,
                type: 'SOEKER',
                skjermet: false,
                stadie: 'OPPGJOER',
                skatteoppgjoersdato: '2026-06-10',
              },
            ],
            visningsposter: [],
            beregningsbeloep: 100_000,
            inntekt: { beloep: 100_000, beregning: [] },
            fradrag: { beloep: 0, beregning: [] },
            feilmeldinger: [],
          };
    bench.mocks.faults.next(
      mock,
      { type: 'raw', body: JSON.stringify(body), contentType: 'application/json' },
      { path },
    );
    await bench.work();

    expect(await stateOf(made)).toMatchObject({ ...undecided, reason: 'answer-for-someone-else' });
    expect(bench.alarms.at(-1)).toBe('alarm: the income registry has answered about somebody else');
  });

  test('nothing was lost, and no decision is without the income it rests on', async () => {
    const [counts] = await bench.rows(`
      select (select count(*) from fee_reduction.fee_application a where a.status = 'manual' and not exists (
                select from fee_reduction.fee_case c where c.application_id = a.id and c.status = 'open'))::int as lost,
             (select count(*) from fee_reduction.fee_application a where a.status = 'decided' and not exists (
                select from fee_reduction.fee_decision d where d.application_id = a.id))::int as undecided,
             (select count(*) from fee_reduction.fee_decision d where d.application_id is not null and not exists (
                select from fee_reduction.income_basis b where b.application_id = d.application_id))::int as baseless,
             (select count(*) from fee_reduction.fee_decision where application_id is not null)::int as decisions`);
    expect(counts).toMatchObject({ lost: 0, undecided: 0, baseless: 0 });
    expect(counts?.['decisions']).toBeGreaterThan(10);
  });
});
