import { childLeft, linkHoldersChanged } from '@opptak/contracts';
import { isoDate } from '@opptak/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench } from './bench.ts';
import { bodo, settled, tromso } from './test-kommune.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  await bench.kindergarten();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** A household whose children have places from August 2026. */
async function family(adults: readonly string[], born: readonly string[] = ['2023-03-01']) {
  const made = await bench.household(born, adults);
  for (const childId of made.childIds) await bench.place(childId, {});
  await bench.work();
  return { ...made, childId: made.childIds[0] ?? '' };
}

const chargesOf = (childId: string | undefined) =>
  bench.rows(`select month, fee_nok, food_nok, unreduced_nok from fee_reduction.charge
              where child_id = '${childId}' order by month`);

const apply = (householdId: string) => bench.call('POST', '/v1/fee-applications', { householdId });

describe('a place that is agreed', () => {
  test('is charged the ordinary price from its first day, siblings together, July free', async () => {
    const { childIds } = await family([], ['2021-05-01', '2025-02-03']);
    const [older, younger] = await Promise.all(childIds.map(chargesOf));

    // X2: youngest first: 1 200, and 1 200 × 0.70 = 840 for the other. July free, food too.
    expect(younger?.map(({ fee_nok }) => fee_nok)).toEqual([...Array(11).fill(1200), 0]);
    expect(older?.map(({ fee_nok }) => fee_nok)).toEqual([...Array(11).fill(840), 0]);
    expect(older?.at(-1)).toEqual({ month: '2027-07', fee_nok: 0, food_nok: 0, unreduced_nok: 0 });
  });

  test('waits for a child that nobody has told us of yet', async () => {
    const childId = '11111111-1111-8111-8111-111111111111';
    await bench.place(childId, {});
    expect(await bench.work()).toBe(0);
    expect(await chargesOf(childId)).toEqual([]);
  });

  test('is not decided before its owner has set a price', async () => {
    const kindergartenId = '974767880';
    await bench.kindergarten({ kindergartenId, monthlyPriceNok: 0, monthlyFoodNok: 0 });
    const { childIds } = await bench.household(['2023-03-01']);
    await bench.place(childIds[0] ?? '', { kindergartenId });
    await bench.work();
    expect(await chargesOf(childIds[0])).toEqual([]);

    await bench.kindergarten({ kindergartenId, monthlyPriceNok: 1200 }, { version: 2 });
    await bench.work();
    expect((await chargesOf(childIds[0]))[0]).toMatchObject({ month: '2026-08', fee_nok: 1200 });
  });

  test('stays charged when the child leaves, until the place is ended', async () => {
    const { childId } = await family([]);
    const left = { childId, reason: 'moved', leftOn: isoDate('2026-04-01') } as const;
    await bench.hear(childLeft, childId, left, { version: 2 });
    await bench.hear(childLeft, childId, { ...left, leftOn: isoDate('2026-03-01') }, { version: 1 });
    const rows = await bench.rows(`select left_on::text from fee_reduction.child where id = '${childId}'`);
    expect(rows).toEqual([{ left_on: '2026-04-01' }]);
    expect(await chargesOf(childId)).toHaveLength(12);
  });

  test('told twice, or late, changes nothing', async () => {
    const { childId } = await family([]);
    const placementId = await bench.place(childId, { daysPerWeek: 3 }, { version: 5 });
    const [{ placement_id: first } = {}] = await bench.rows(
      `select placement_id from fee_reduction.charge where child_id = '${childId}'`,
    );
    const before = await chargesOf(childId);
    await bench.place(childId, { placementId: String(first), status: 'cancelled' }, { version: 1 });
    await bench.place(childId, { placementId, daysPerWeek: 1 }, { version: 4 });
    await bench.work();
    const rows = await bench.rows(
      `select days_per_week from fee_reduction.placement where id = '${placementId}'`,
    );
    expect(rows).toEqual([{ days_per_week: 3 }]);
    expect((await chargesOf(childId)).length).toBe(before.length);
  });
});

describe('an application', () => {
  test('is decided by the settled income, and the vedtak tells each step', async () => {
    const { householdId, childId } = await family([bench.adult(settled(650_000))]);

    const { status, json } = await apply(householdId);
    expect(status).toBe(201);
    expect(json).toMatchObject({ status: 'waiting', kindergartenYear: 2026, appliedOn: '2026-04-10' });
    await bench.work();

    // X4: no effect of the 6 % rule; core time: 1 200 × 25/45 = 666.667.
    const [first] = await chargesOf(childId);
    expect(first).toEqual({ month: '2026-08', fee_nok: 666, food_nok: 300, unreduced_nok: 1200 });
    const read = await bench.call('GET', `/v1/fee-applications/${json.applicationId}`);
    expect(read.json.status).toBe('decided');
    const { json: list } = await bench.call('GET', `/v1/fee-decisions?childId=${childId}&language=nn`);
    expect(list.decisions[0]).toMatchObject({
      feeNok: 666,
      unreducedNok: 1200,
      foodNok: 300,
      rules: ['fee.free-core-time'],
      made: 'automatic',
      applicationId: json.applicationId,
      validFrom: '2026-08-01',
      validUntil: '2027-07-31',
      appealTo: 'statsforvalteren',
    });
    expect(list.decisions[0].steps.map(({ section }: { section: string }) => section)).toContain('§ 3 c');
    expect(list.decisions[1]).toMatchObject({ feeNok: 1200, applicationId: null });
    const told = (await bench.told('fee.decided')).filter(({ childId: id }) => id === childId);
    expect(told.map(({ appliedFor, feeNok }) => ({ appliedFor, feeNok }))).toEqual([
      { appliedFor: false, feeNok: 1200 },
      { appliedFor: true, feeNok: 666 },
    ]);
  });

  test('that brings no reduction is answered all the same', async () => {
    const { householdId, childId } = await family([bench.adult(settled(900_000))]);
    const { json } = await apply(householdId);
    await bench.work();

    const { json: list } = await bench.call('GET', `/v1/fee-decisions?childId=${childId}`);
    expect(list.decisions[0]).toMatchObject({ feeNok: 1200, rules: [], applicationId: json.applicationId });
  });

  test('sent twice is one application, and one decision however often its job runs', async () => {
    const { householdId } = await family([bench.adult(settled(500_000))]);
    const [one, two] = await Promise.all([apply(householdId), apply(householdId)]);
    expect(two.json.applicationId).toBe(one.json.applicationId);
    const { applicationId } = one.json;

    await Promise.all([
      bench.job('look-up-income', { applicationId }),
      bench.job('look-up-income', { applicationId }),
    ]);
    await bench.work();
    await bench.job('look-up-income', { applicationId });

    const [{ count } = {}] = await bench.rows(
      `select count(*)::int from fee_reduction.fee_decision where application_id = '${applicationId}'`,
    );
    const [{ bases } = {}] = await bench.rows(
      `select count(*)::int as bases from fee_reduction.income_basis where application_id = '${applicationId}'`,
    );
    expect({ count, bases }).toEqual({ count: 1, bases: 1 });
  });

  test('whose decision can not be stored leaves neither income nor decision, and is decided the next time', async () => {
    const { householdId, childId } = await family([bench.adult(settled(500_000))]);
    const { json } = await apply(householdId);
    const { applicationId } = json;
    // Between look-up and decision the database refuses to write: as a crash does, it takes everything back.
    await bench.rows(`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'refused'; end $$`);
    await bench.rows(
      'create trigger refuse before insert on fee_reduction.fee_decision for each row execute function refuse()',
    );
    await expect(bench.job('look-up-income', { applicationId })).rejects.toThrow('refused');
    await bench.rows('drop trigger refuse on fee_reduction.fee_decision');
    expect(
      await bench.rows(`select 1 from fee_reduction.income_basis where application_id = '${applicationId}'`),
    ).toEqual([]);

    await bench.work();
    expect((await chargesOf(childId))[0]).toMatchObject({ fee_nok: 666 });
  });

  const linkOf = (
    childId: string,
    guardianId: string,
    purpose: 'fee-application' | 'offer' = 'fee-application',
  ) =>
    bench.links.make({
      kommune: tromso,
      purpose,
      id: childId,
      guardianId,
      expiresAt: new Date('2026-05-01T00:00:00Z'),
    });
  const byLink = (token: string) =>
    bench.call('POST', '/v1/fee-applications-by-link', { token }, { link: token });
  const view = (token: string) => bench.call('POST', '/v1/fee-decisions/view', { token }, { link: token });

  test('by a guardian’s link is for the child that the link names', async () => {
    const mother = bench.adult(settled(300_000));
    const { childId, householdId } = await family([mother]);
    const token = linkOf(childId, bench.deps.vault.personId(tromso, mother));
    expect(await byLink(token)).toMatchObject({ status: 201, json: { householdId, status: 'waiting' } });

    await bench.hear(linkHoldersChanged, childId, { childId, guardians: [] });
    const dead = await byLink(token);
    expect([dead.status, dead.json.type]).toEqual([404, 'urn:opptak:child-not-found']);
    expect((await view(token)).status).toBe(404);

    const offer = linkOf(childId, bench.deps.vault.personId(tromso, mother), 'offer');
    expect((await byLink(offer)).status).toBe(403);
  });

  test('by link neither shows nor asks for the income of a home that the guardian does not live in', async () => {
    const mother = bench.adult(settled(150_000));
    const { childId } = await family([mother]);
    const [hers, his] = [mother, bench.adult(settled(900_000))].map((one) =>
      linkOf(childId, bench.deps.vault.personId(tromso, one)),
    );
    expect((await byLink(his ?? '')).status).toBe(404);
    expect((await byLink(hers ?? '')).status).toBe(201);
    await bench.work();

    const shown = await view(hers ?? '');
    const [{ steps }] = shown.json.decisions;
    const [ceiling] = steps.filter(({ rule }: { rule: string }) => rule === 'fee.income-ceiling');
    // 150 000 × 6 % / 11 = 818.18
    expect(ceiling).toMatchObject({ section: '§ 3 b', result: '9000/11' });
    expect(ceiling.text).toContain('818,18');
    expect((await view(his ?? '')).status).toBe(404);
    expect(
      await bench.rows(
        `select actor from fee_reduction.access_log where purpose = 'fee-decisions' and actor like 'guardian%'`,
      ),
    ).toEqual([{ actor: `guardian:${bench.deps.vault.personId(tromso, mother)}` }]);
    expect((await bench.told('fee.decided')).at(-1)).toMatchObject({ incomeFrom: 'tax' });
  });

  test.each([
    [{}, 'household-or-child'],
    [{ householdId: '11111111-1111-8111-8111-111111111112' }, 'household-not-found'],
    [{ childId: '11111111-1111-8111-8111-111111111112' }, 'child-not-found'],
  ])('of %j is refused', async (body, code) => {
    const { json } = await bench.call('POST', '/v1/fee-applications', body);
    expect(json.type).toContain(code);
  });

  test('can not be made for another year, or in the future', async () => {
    const { householdId } = await family([]);
    const far = await bench.call('POST', '/v1/fee-applications', { householdId, kindergartenYear: 2030 });
    const future = await bench.call('POST', '/v1/fee-applications', { householdId, appliedOn: '2026-04-11' });
    for (const { json } of [far, future]) expect(json.type).toContain('bad-application');
  });

  test('does not exist for another kommune', async () => {
    const { householdId, childId } = await family([bench.adult(settled(500_000))]);
    const { json } = await apply(householdId);

    const as = { kommune: bodo };
    expect(
      (await bench.call('GET', `/v1/fee-applications/${json.applicationId}`, undefined, as)).status,
    ).toBe(404);
    expect(
      (await bench.call('GET', `/v1/fee-decisions?childId=${childId}`, undefined, as)).json.decisions,
    ).toEqual([]);
    expect((await bench.call('POST', '/v1/fee-applications', { householdId }, as)).status).toBe(404);
  });
});
