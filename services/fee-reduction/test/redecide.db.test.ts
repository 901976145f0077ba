import { childRegistered } from '@opptak/contracts';
import { isoDate } from '@opptak/domain';
import { canonicalJson } from '@opptak/rules';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decideHousehold } from '../src/decision/decide-household.ts';
import { type Bench, openBench } from './bench.ts';
import { settled, tromso } from './test-kommune.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ at: '2026-08-03T10:00:00Z' });
});
beforeEach(async () => {
  await bench.reset();
  await bench.kindergarten();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function family(adults: readonly string[], born: readonly string[] = ['2023-03-01']) {
  const made = await bench.household(born, adults);
  for (const childId of made.childIds) await bench.place(childId, {});
  await bench.work();
  return { ...made, childId: made.childIds[0] ?? '' };
}

const feesOf = async (childId: string) =>
  new Map(
    (await bench.rows(`select month, fee_nok from fee_reduction.charge where child_id = '${childId}'`)).map(
      ({ month, fee_nok }) => [month, fee_nok],
    ),
  );

const countOf = async (table: string) =>
  Number((await bench.rows(`select count(*)::int as n from fee_reduction.${table}`))[0]?.['n']);

describe('decisions', () => {
  test('can be made again from what is stored, to the byte', async () => {
    const { householdId } = await family([bench.adult(settled(150_000))], ['2021-05-05', '2023-05-05']);
    await bench.call('POST', '/v1/fee-applications', { householdId });
    await bench.work();

    const decisions = await bench.database.admin<{
      id: string;
      inputs_hash: string;
      sealed_inputs: Buffer;
      sealed_result: Buffer;
    }>('select id, inputs_hash, sealed_inputs, sealed_result from fee_reduction.fee_decision');
    expect(decisions).toHaveLength(2);
    for (const { id, inputs_hash, sealed_inputs, sealed_result } of decisions) {
      const { vault } = bench.deps;
      const inputs = vault.unseal(tromso, 'fee_decision.inputs', id, sealed_inputs);
      expect(vault.blindIndex(tromso, inputs)).toBe(inputs_hash);
      expect(canonicalJson(decideHousehold(JSON.parse(inputs)))).toBe(
        vault.unseal(tromso, 'fee_decision.result', id, sealed_result),
      );
    }
  });

  test('hold no income that can be read', async () => {
    const { householdId } = await family([bench.adult(settled(151_337))]);
    await bench.call('POST', '/v1/fee-applications', { householdId });
    await bench.work();
    for (const table of [
      'fee_decision',
      'fee_vedtak',
      'income_basis',
      'fee_application',
      'case_event',
      'outbox',
    ]) {
      const rows = await bench.rows(`select row_to_json(t)::text as text from fee_reduction.${table} t`);
      expect(rows.length).toBeGreaterThan(0);
      for (const { text } of rows) expect(text).not.toContain('151337');
    }
  });

  test('a brother or sister who gets a place makes the other’s fee lower at once', async () => {
    const { householdId, childIds } = await bench.household(['2021-05-05', '2023-05-05']);
    const [older = '', younger = ''] = childIds;
    await bench.place(older, {});
    await bench.work();
    expect((await feesOf(older)).get('2026-10')).toBe(1200);

    await bench.place(younger, { from: isoDate('2026-10-01') });
    await bench.work();
    const fees = await feesOf(older);
    // The younger is no. 1; the older pays 1 200 × 0.70 = 840 from October on.
    expect([fees.get('2026-09'), fees.get('2026-10'), (await feesOf(younger)).get('2026-10')]).toEqual([
      1200, 840, 1200,
    ]);
    expect(householdId).toBeTruthy();
  });

  test('a lower price counts at once, a higher one after notice, and the family is told of it', async () => {
    const { childId } = await family([]);
    await bench.kindergarten({ monthlyPriceNok: 1100 }, { version: 2 });
    await bench.work();
    expect((await feesOf(childId)).get('2026-08')).toBe(1100);

    await bench.kindergarten({ monthlyPriceNok: 1190 }, { version: 3 });
    await bench.work();
    const fees = await feesOf(childId);
    expect(['2026-08', '2026-09', '2026-10'].map((month) => fees.get(month))).toEqual([1100, 1100, 1190]);
    expect((await bench.told('fee.decided')).map(({ appliedFor }) => appliedFor)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('a kindergarten that only changes its name decides nothing', async () => {
    await family([]);
    const before = await countOf('fee_decision');
    await bench.kindergarten({ name: 'Annet navn' }, { version: 2 });
    expect(await bench.work()).toBe(0);
    expect(await countOf('fee_decision')).toBe(before);
  });

  test('one household with impossible facts does not hold up the others', async () => {
    // Too old for kindergarten by any law.
    const { householdId, childIds } = await bench.household(['2014-01-01']);
    await bench.place(childIds[0] ?? '', { until: isoDate('2027-06-30') });
    const { childId } = await family([]);
    expect((await feesOf(childId)).size).toBe(12);
    expect((await feesOf(childIds[0] ?? '')).size).toBe(0);
    const log = await bench.rows(
      `select type from fee_reduction.case_event where case_id = '${householdId}'`,
    );
    expect(log).toEqual([{ type: 'fee-not-decided' }]);
  });

  test('two kinds of change at once give one fee, whatever comes first', async () => {
    const { householdId, childIds } = await bench.household(
      ['2021-05-05', '2023-05-05'],
      [bench.adult(settled(650_000))],
    );
    for (const childId of childIds) await bench.place(childId, {});
    const { json } = await bench.call('POST', '/v1/fee-applications', { householdId });
    await Promise.all([
      bench.job('decide-fees', {}),
      bench.job('look-up-income', { applicationId: json.applicationId }),
      bench.job('decide-fees', {}),
    ]);
    await bench.work();
    // Applied in August: from September 666 for the younger, 840 × 25/45 = 466.667 for the older.
    const [older, younger] = await Promise.all(childIds.map(feesOf));
    expect([younger?.get('2026-08'), younger?.get('2026-09')]).toEqual([1200, 666]);
    expect([older?.get('2026-08'), older?.get('2026-09')]).toEqual([840, 466]);
  });
});

describe('the coming kindergarten year', () => {
  test('is decided from June on, at the ordinary price until the family applies anew', async () => {
    const { householdId, childId } = await family([bench.adult(settled(650_000))]);
    await bench.call('POST', '/v1/fee-applications', { householdId });
    await bench.work();
    bench.clock.moveTo(new Date('2027-05-20T02:00:00Z'));
    await bench.job('recheck-fees', {});
    await bench.work();
    expect((await feesOf(childId)).get('2027-08')).toBeUndefined();

    bench.clock.moveTo(new Date('2027-06-20T02:00:00Z'));
    await bench.job('recheck-fees', {});
    await bench.work();
    const fees = await feesOf(childId);
    expect([fees.get('2027-06'), fees.get('2027-08')]).toEqual([666, 1200]);
    const { json } = await bench.call('GET', '/v1/fee-renewals');
    expect(json).toEqual({
      kindergartenYear: 2027,
      households: [{ householdId, childIds: [childId] }],
      next: null,
    });

    await bench.call('POST', '/v1/fee-applications', { householdId });
    expect((await bench.call('GET', '/v1/fee-renewals')).json.households).toEqual([]);
  });
});

describe('a household that changes within the year', () => {
  async function movedOut() {
    const [mother, father] = [bench.adult(settled(300_000)), bench.adult(settled(250_000))];
    const made = await family([mother, father]);
    await bench.call('POST', '/v1/fee-applications', { householdId: made.householdId });
    await bench.work();
    expect((await feesOf(made.childId)).get('2026-09')).toBe(666);
    bench.clock.moveTo(new Date('2026-11-10T10:00:00Z'));
    const now = '22222222-2222-8222-8222-222222222222';
    await bench.hear(
      childRegistered,
      made.childId,
      {
        childId: made.childId,
        bornOn: isoDate('2023-03-01'),
        familyId: now,
        householdId: now,
        adults: [],
        sealedIdentity: '',
      },
      { version: 2 },
    );
    await bench.work();
    return { ...made, now };
  }

  test('keeps the fee it has: nothing becomes dearer because somebody has moved', async () => {
    const { childId } = await movedOut();
    const fees = await feesOf(childId);
    expect(['2026-11', '2026-12', '2027-01', '2027-06'].map((month) => fees.get(month))).toEqual([
      666, 666, 666, 666,
    ]);
  });

  test.each([
    // 165 000 × 6 % / 11 × 25/45 = 500 from December; a higher income changes nothing within the year.
    { yearlyNok: 165_000, fees: [666, 666, 500, 500] },
    { yearlyNok: 900_000, fees: [666, 666, 666, 666] },
  ])('that tells of $yearlyNok: $fees', async ({ yearlyNok, fees }) => {
    const { childId, now } = await movedOut();
    const incomeChange = { kind: 'household-change', yearlyNok };
    await bench.call('POST', '/v1/fee-applications', { householdId: now, incomeChange });
    const { json } = await bench.call('GET', '/v1/fee-cases');
    const decision = { outcome: 'income', yearlyNok };
    await bench.call('POST', `/v1/fee-cases/${json.cases[0].caseId}/decision`, decision, {
      employee: 'anne',
    });
    const paid = await feesOf(childId);
    expect(['2026-10', '2026-11', '2026-12', '2027-06'].map((month) => paid.get(month))).toEqual(fees);
  });
});

describe('a household that is formed from two with reductions', () => {
  /** 650 000 and 600 000: core time in each, 666 for a child; together 1 250 000, nothing. */
  const now = '22222222-2222-8222-8222-222222222222';
  async function merged() {
    const mother = await reducedFamily(650_000);
    const father = await reducedFamily(600_000);
    bench.clock.moveTo(new Date('2026-11-10T10:00:00Z'));
    await movesIn(mother);
    await movesIn(father);
    await bench.work();
    return { now, children: [mother, father].toSorted() };
  }
  async function movesIn(childId: string) {
    const facts = { childId, bornOn: isoDate('2023-03-01'), familyId: now, householdId: now };
    await bench.hear(childRegistered, childId, { ...facts, adults: [], sealedIdentity: '' }, { version: 2 });
  }
  async function reducedFamily(income: number) {
    const { householdId, childId } = await family([bench.adult(settled(income))]);
    await bench.call('POST', '/v1/fee-applications', { householdId });
    await bench.work();
    return childId;
  }
  const paid = async (children: readonly string[], ...months: string[]) =>
    Promise.all(
      children.map(async (childId) => {
        const fees = await feesOf(childId);
        return months.map((month) => fees.get(month));
      }),
    );
  const openCases = async () => (await bench.call('GET', '/v1/fee-cases')).json.cases;

  test('goes to a person, once, and nothing rises meanwhile', async () => {
    const { now, children } = await merged();
    expect(await openCases()).toMatchObject([
      { householdId: now, reason: 'household-mixed', kindergartenYear: 2026 },
    ]);
    // By order youngest first, then by id: one of them is no. 2, 1 200 × 0.70 = 840 without core time, above 666. Both stay.
    expect(await paid(children, '2026-11', '2027-01', '2027-06')).toEqual([
      [666, 666, 666],
      [666, 666, 666],
    ]);
    bench.clock.moveTo(new Date('2027-01-20T03:00:00Z'));
    await bench.job('recheck-fees', {});
    await bench.work();
    expect(await openCases()).toHaveLength(1);
    expect(await paid(children, '2027-06')).toEqual([[666], [666]]);
  });

  test.each([
    // Decided in November: a rise from January.
    { decision: { outcome: 'full-price' }, fees: [666, 1200], second: [666, 840] },
    // 300 000: core time, and the second child 1 200 × 0.70 × 25/45 = 466.67 from December.
    { decision: { outcome: 'income', yearlyNok: 300_000 }, fees: [666, 666], second: [466, 466] },
  ])('is decided by a caseworker: $decision', async ({ decision, fees, second }) => {
    const { children } = await merged();
    const [opened] = await openCases();
    await bench.call('POST', `/v1/fee-cases/${opened.caseId}/decision`, decision, { employee: 'anne' });
    await bench.work();
    expect(await openCases()).toEqual([]);
    expect(await paid(children, '2026-12', '2027-01')).toEqual([fees, second]);
  });

  test.each([
    { formedOf: 'two', decision: { outcome: 'full-price' } },
    { formedOf: 'two', decision: { outcome: 'income', yearlyNok: 300_000 } },
    // The household has applied itself and has an income of its own; no register knows its adults, so a person found it.
    { formedOf: 'one', decision: { outcome: 'income', yearlyNok: 300_000 } },
  ])('$formedOf, and decided ($decision): goes to a person again when one more joins', async (of) => {
    const third = await reducedFamily(150_000);
    if (of.formedOf === 'two') await merged();
    else {
      await movesIn(await reducedFamily(650_000));
      await bench.work();
      await bench.call('POST', '/v1/fee-applications', { householdId: now });
      await bench.work();
    }
    const [opened] = await openCases();
    await bench.call('POST', `/v1/fee-cases/${opened.caseId}/decision`, of.decision, { employee: 'anne' });
    await bench.work();
    expect(await openCases()).toEqual([]);

    await movesIn(third);
    await bench.work();
    expect(await openCases()).toMatchObject([{ householdId: now, reason: 'household-mixed' }]);
    // Alone it paid 150 000 × 6 % / 11 × 25/45 = 454.55: that does not rise before somebody has looked.
    const [[june] = []] = await paid([third], '2027-06');
    expect(Number(june)).toBeLessThanOrEqual(454);
  });

  test('that applies itself is answered with the case that is open', async () => {
    const { now } = await merged();
    const [opened] = await openCases();
    const { json } = await bench.call('POST', '/v1/fee-applications', { householdId: now });
    expect(json).toMatchObject({ applicationId: opened.applicationId, status: 'manual' });
  });
});

describe('a reduction that ends with the kindergarten year', () => {
  const told = () => bench.told('fee-renewal.due', 'notification');

  async function reduced(born = '2023-03-01') {
    const adult = bench.adult(settled(650_000));
    const made = await family([adult], [born]);
    await bench.call('POST', '/v1/fee-applications', { householdId: made.householdId });
    await bench.work();
    return { ...made, adult };
  }
  const remind = async (day: string, round: 'first' | 'reminder') => {
    bench.clock.moveTo(new Date(`${day}T05:00:00Z`));
    await bench.job('remind-of-renewals', { round });
  };

  test('is told of in May and once more in July, with the day to apply by, and never twice', async () => {
    const { householdId, childId } = await reduced();
    await remind('2027-05-02', 'first');
    await remind('2027-05-02', 'first');
    const [first, ...more] = await told();
    expect(first).toEqual({
      householdId,
      childId,
      kindergartenYear: 2027,
      endsOn: '2027-07-31',
      answerBy: '2027-07-31',
      round: 'first',
    });
    expect(more).toEqual([]);

    await remind('2027-07-01', 'reminder');
    await remind('2027-07-01', 'reminder');
    expect((await told()).map(({ round }) => round)).toEqual(['first', 'reminder']);
    const log = await bench.rows(
      `select details->>'round' as round from fee_reduction.case_event
       where type = 'fee-renewal-told' and case_id = '${householdId}' order by occurred_at`,
    );
    expect(log).toEqual([{ round: 'first' }, { round: 'reminder' }]);
  });

  test('is not told of when the family has applied, or the child starts school', async () => {
    const { householdId } = await reduced();
    await reduced('2021-03-01');
    await remind('2027-05-02', 'first');
    expect((await told()).map((one) => one['householdId'])).toEqual([householdId]);
    await bench.call('POST', '/v1/fee-applications', { householdId, kindergartenYear: 2027 });
    await remind('2027-07-01', 'reminder');
    expect(await told()).toHaveLength(1);
  });

  test('an application by that day counts from August', async () => {
    const { householdId, childId, adult } = await reduced();
    bench.mocks.world.setIncome(adult, 2026, settled(500_000));
    bench.clock.moveTo(new Date('2027-07-31T20:00:00Z'));
    await bench.call('POST', '/v1/fee-applications', { householdId });
    await bench.work();
    expect((await feesOf(childId)).get('2027-08')).toBe(666);
  });
});

describe('a case for a person', () => {
  const decide = (caseId: string, body: object, employee?: string) =>
    bench.call('POST', `/v1/fee-cases/${caseId}/decision`, body, employee ? { employee } : {});

  async function fallOfIncome() {
    const { householdId, childId } = await family([bench.adult(settled(800_000))]);
    await bench.call('POST', '/v1/fee-applications', {
      householdId,
      incomeChange: { kind: 'lasting-fall', yearlyNok: 198_000 },
    });
    const { json } = await bench.call('GET', '/v1/fee-cases');
    return { childId, householdId, opened: json.cases[0] };
  }

  test('a lasting fall: the stated income is shown, and decided by documents', async () => {
    const { childId, opened } = await fallOfIncome();
    expect(opened).toMatchObject({ reason: 'lasting-fall', statedYearlyNok: 198_000, status: 'open' });

    const done = await decide(opened.caseId, { outcome: 'income', yearlyNok: 198_000 }, 'anne');
    expect(done).toMatchObject({ status: 200, json: { status: 'decided', outcome: 'income' } });
    // 1 080 × 25/45 = 600 from September.
    const fees = await feesOf(childId);
    expect([fees.get('2026-08'), fees.get('2026-09')]).toEqual([1200, 600]);
    const { json } = await bench.call('GET', `/v1/fee-decisions?childId=${childId}`);
    expect(json.decisions[0]).toMatchObject({ made: 'manual', feeNok: 600 });
  });

  test('the full price is a decision too, and is told', async () => {
    const { childId, opened } = await fallOfIncome();
    await decide(opened.caseId, { outcome: 'full-price' }, 'anne');
    expect((await feesOf(childId)).get('2026-09')).toBe(1200);
    expect((await bench.told('fee.decided')).at(-1)).toMatchObject({ appliedFor: true, feeNok: 1200 });
  });

  test('looking up again asks the registry', async () => {
    const person = bench.adult();
    const { householdId, childId } = await family([person]);
    await bench.call('POST', '/v1/fee-applications', { householdId });
    await bench.work();
    const { json } = await bench.call('GET', '/v1/fee-cases');
    expect(json.cases[0].reason).toBe('income-not-found');

    bench.mocks.world.setIncome(person, 2025, settled(650_000));
    await decide(json.cases[0].caseId, { outcome: 'look-up-again' }, 'anne');
    await bench.work();
    expect((await feesOf(childId)).get('2026-09')).toBe(666);
  });

  test('needs a name, the right fields, and is decided once', async () => {
    const { opened } = await fallOfIncome();
    expect((await decide(opened.caseId, { outcome: 'full-price' })).json.type).toContain('employee-required');
    expect((await decide(opened.caseId, { outcome: 'income' }, 'anne')).json.type).toContain(
      'income-mismatch',
    );
    expect(
      (await decide(opened.caseId, { outcome: 'full-price', yearlyNok: 1 }, 'anne')).json.type,
    ).toContain('income-mismatch');
    const both = await Promise.all([
      decide(opened.caseId, { outcome: 'full-price' }, 'anne'),
      decide(opened.caseId, { outcome: 'income', yearlyNok: 0 }, 'berit'),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(
      (await decide('11111111-1111-8111-8111-111111111111', { outcome: 'full-price' }, 'anne')).status,
    ).toBe(404);
  });
});

describe('an estimate', () => {
  const asked = (more: object = {}) => ({
    from: '2026-09',
    months: 3,
    incomeNok: 800_000,
    children: [{ bornOn: '2023-03-01', daysPerWeek: 5, kindergartenId: '974760673' }],
    ...more,
  });

  test('shows what a planned fall of income would mean, and stores nothing', async () => {
    const { status, json } = await bench.call(
      'POST',
      '/v1/fee-estimates',
      asked({ plannedChange: { yearlyNok: 198_000, appliedOn: '2026-09-10' }, language: 'en' }),
    );
    // 1 200, then 600 twice; food 300 each month.
    expect(status).toBe(200);
    expect(json.months.map((month: { totalNok: number }) => month.totalNok)).toEqual([1500, 900, 900]);
    expect(json.totalNok).toBe(3300);
    for (const table of [
      'fee_decision',
      'fee_application',
      'charge',
      'income_basis',
      'household',
      'case_event',
    ])
      expect(await countOf(table)).toBe(0);
  });

  test('is refused where it can not be', async () => {
    const unknown = await bench.call(
      'POST',
      '/v1/fee-estimates',
      asked({ children: [{ bornOn: '2023-03-01', daysPerWeek: 5, kindergartenId: '999999999' }] }),
    );
    expect(unknown).toMatchObject({ status: 400 });
    const before = await bench.call('POST', '/v1/fee-estimates', asked({ from: '2015-01' }));
    expect(before).toMatchObject({ status: 400 });
  });
});

test('the summary counts children, reductions, cases and kroner', async () => {
  const { householdId } = await family([bench.adult(settled(650_000))]);
  await family([]);
  await bench.call('POST', '/v1/fee-applications', { householdId });
  await bench.work();
  const { json } = await bench.call('GET', '/v1/fee-summary');
  expect(json).toMatchObject({
    children: 2,
    reduced: 1,
    applications: { waiting: 0, manual: 0, decided: 1 },
    openCases: [],
    vedtak: { automatic: 3, manual: 0 },
  });
  expect(json.months[1]).toEqual({
    month: '2026-09',
    children: 2,
    feeNok: 1866,
    unreducedNok: 2400,
    foodNok: 600,
  });
});
