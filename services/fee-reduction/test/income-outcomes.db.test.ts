import type { Fault, Income } from '@opptak/registries/mocks';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench, settled } from './bench.ts';

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

  test.each<[string, Fault, string]>([
    ['410', { type: 'status', status: 410 }, 'year-no-longer-offered'],
    ['a refusal', { type: 'status', status: 403, body: {} }, 'registry-refused'],
    [
      'a firewall’s page',
      { type: 'raw', body: '<html>no</html>', contentType: 'text/html' },
      'registry-unreadable',
    ],
    [
      'half an answer',
      { type: 'raw', body: '{"stadie":', contentType: 'application/json' },
      'registry-unreadable',
    ],
  ])('%s goes to a person', async (_what, fault, reason) => {
    const made = await applyWith([bench.adult(settled(400_000))]);
    bench.mocks.faults.next(mock, fault, { path });
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
});
