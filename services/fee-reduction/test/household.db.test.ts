import type { Home } from '@opptak/registries/mocks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench } from './bench.ts';
import { settled } from './test-kommune.ts';

/*
 * Whose income an application rests on, read from Folkeregisteret when the family applies: the registered address, spouses,
 * cohabitants with a joint child or for 12 of 18 months, delt bosted. What no register can say goes to a person.
 * One child born in 2023; 1 200 kroner; core time (× 25/45) below 692 465; the 6 % rule below 220 000.
 */

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ at: '2026-04-10T10:00:00Z' });
});
beforeEach(async () => {
  await bench.reset();
  await bench.kindergarten();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** A lone mother with 210 000 and a child; her income alone gives 210 000 × 6 % / 11 × 25/45 = 636.36 (X23). */
async function loneMother() {
  const mother = bench.adult(settled(210_000));
  const made = await bench.household(['2023-03-01'], [mother]);
  const childId = made.childIds[0] ?? '';
  await bench.place(childId, {});
  return { ...made, mother, childId, child: made.childNumbers[0] ?? '' };
}

const another = (home: Home, movedOn: string, income = 600_000) => {
  const person = bench.adult(settled(income));
  bench.mocks.world.move([person], home, { on: movedOn });
  return person;
};

async function apply(householdId: string) {
  await bench.work();
  const { json } = await bench.call('POST', '/v1/fee-applications', { householdId });
  await bench.work();
  return String(json.applicationId);
}

async function outcomeOf(applicationId: string, childId: string) {
  const [application] = await bench.rows(
    `select status from fee_reduction.fee_application where id = '${applicationId}'`,
  );
  const [opened] = await bench.rows(
    `select reason from fee_reduction.fee_case where application_id = '${applicationId}' and status = 'open'`,
  );
  const [charge] = await bench.rows(
    `select fee_nok from fee_reduction.charge where child_id = '${childId}' and month = '2026-08'`,
  );
  return {
    status: application?.['status'],
    reason: opened?.['reason'] ?? null,
    feeNok: charge?.['fee_nok'],
  };
}

describe('the household of a lone parent', () => {
  test('X23: the other parent elsewhere does not count, delt bosted or not', async () => {
    const family = await loneMother();
    const { world } = bench.mocks;
    const father = bench.adult(settled(900_000));
    world.setGuardians(family.child, { type: 'joint', holders: [family.mother, father] });
    if (family.home.type === 'street')
      world.setSharedResidence(family.child, { ...family.home, number: 999 });
    const applicationId = await apply(family.householdId);
    expect(await outcomeOf(applicationId, family.childId)).toEqual({
      status: 'decided',
      reason: null,
      feeNok: 636,
    });
  });

  test.each([
    // The application is of 10 April 2026. Eleven months to the day and a day less than twelve: below 12 of 18.
    { movedOn: '2025-05-10', decided: true },
    { movedOn: '2025-04-11', decided: true },
    // Twelve months to the day: whether the two are a couple, no register says.
    { movedOn: '2025-04-10', decided: false },
    { movedOn: '2019-01-01', decided: false },
  ])('X24: an adult who moved in on $movedOn', async ({ movedOn, decided }) => {
    const family = await loneMother();
    another(family.home, movedOn);
    const applicationId = await apply(family.householdId);
    expect(await outcomeOf(applicationId, family.childId)).toEqual(
      decided
        ? { status: 'decided', reason: null, feeNok: 636 }
        : { status: 'manual', reason: 'cohabitant-unclear', feeNok: 1200 },
    );
  });

  test.each([
    // 210 000 + 600 000 = 810 000: no reduction. Alone: 636.
    { othersBelong: true, feeNok: 1200 },
    { othersBelong: false, feeNok: 636 },
  ])(
    'X24: a caseworker finds out that the adult belongs: $othersBelong',
    async ({ othersBelong, feeNok }) => {
      const family = await loneMother();
      another(family.home, '2019-01-01');
      const applicationId = await apply(family.householdId);
      const { json } = await bench.call('GET', '/v1/fee-cases');
      await bench.call(
        'POST',
        `/v1/fee-cases/${json.cases[0].caseId}/decision`,
        { outcome: 'look-up-again', othersBelong },
        { employee: 'anne' },
      );
      await bench.work();
      expect(await outcomeOf(applicationId, family.childId)).toEqual({
        status: 'decided',
        reason: null,
        feeNok,
      });
    },
  );

  test('who belongs is asked for with another look-up only', async () => {
    const family = await loneMother();
    another(family.home, '2019-01-01');
    await apply(family.householdId);
    const { json } = await bench.call('GET', '/v1/fee-cases');
    const answer = await bench.call(
      'POST',
      `/v1/fee-cases/${json.cases[0].caseId}/decision`,
      { outcome: 'full-price', othersBelong: true },
      { employee: 'anne' },
    );
    expect(answer.json.type).toContain('household-mismatch');
  });

  test('a joint child makes the adult a cohabitant from the first day', async () => {
    const family = await loneMother();
    const cohabitant = another(family.home, '2026-04-01');
    bench.mocks.world.addPerson({
      birthDate: '2026-03-20',
      sex: 'female',
      home: family.home,
      parents: { mother: family.mother, father: cohabitant },
    });
    const applicationId = await apply(family.householdId);
    // 210 000 + 600 000 = 810 000.
    expect(await outcomeOf(applicationId, family.childId)).toEqual({
      status: 'decided',
      reason: null,
      feeNok: 1200,
    });
  });

  test('a spouse who is no parent counts', async () => {
    const family = await loneMother();
    const spouse = another(family.home, '2026-04-01');
    bench.mocks.world.marry(family.mother, spouse);
    const applicationId = await apply(family.householdId);
    expect(await outcomeOf(applicationId, family.childId)).toMatchObject({ status: 'decided', feeNok: 1200 });
  });

  test.each<[string, (family: Awaited<ReturnType<typeof loneMother>>) => void]>([
    [
      'a grown-up child',
      ({ home, mother }) =>
        void bench.mocks.world.addPerson({
          birthDate: '2008-04-10',
          sex: 'male',
          home,
          parents: { mother },
        }),
    ],
    [
      'somebody who is eighteen tomorrow',
      ({ home }) => void bench.mocks.world.addPerson({ birthDate: '2008-04-11', sex: 'male', home }),
    ],
    [
      'somebody married to another',
      ({ home }) => bench.mocks.world.marry(another(home, '2019-01-01'), bench.adult()),
    ],
    [
      'a neighbour in another dwelling of the house',
      ({ home }) => void (home.type === 'street' && another({ ...home, unit: 'H0301' }, '2019-01-01')),
    ],
  ])('%s is no cohabitant', async (_who, arrange) => {
    const family = await loneMother();
    arrange(family);
    const applicationId = await apply(family.householdId);
    expect(await outcomeOf(applicationId, family.childId)).toMatchObject({ status: 'decided', feeNok: 636 });
  });
});

describe('what the register can not say goes to a person', () => {
  test('a parent whose address nobody may see', async () => {
    const [mother, father] = [bench.adult(settled(200_000)), bench.adult(settled(200_000))];
    const { householdId, childIds } = await bench.household(['2023-03-01'], [mother, father]);
    await bench.place(childIds[0] ?? '', {});
    bench.mocks.world.changeProtection(father, 'strictly-confidential');
    const applicationId = await apply(householdId);
    expect(await outcomeOf(applicationId, childIds[0] ?? '')).toEqual({
      status: 'manual',
      reason: 'household-unclear',
      feeNok: 1200,
    });
  });

  test('a child whose address nobody may see, and a child that is nobody in the register', async () => {
    const family = await loneMother();
    bench.mocks.world.changeProtection(family.child, 'strictly-confidential');
    const applicationId = await apply(family.householdId);
    expect(await outcomeOf(applicationId, family.childId)).toMatchObject({ reason: 'child-unreadable' });
  });

  test('a child that somebody else than its parents is responsible for', async () => {
    const family = await loneMother();
    const foster = another(family.home, '2020-01-01');
    bench.mocks.world.setGuardians(family.child, { type: 'others', holder: foster });
    const applicationId = await apply(family.householdId);
    expect(await outcomeOf(applicationId, family.childId)).toMatchObject({ reason: 'household-unclear' });
  });

  test('siblings who are registered at different addresses', async () => {
    const mother = bench.adult(settled(200_000));
    const { householdId, childIds, childNumbers } = await bench.household(
      ['2023-03-01', '2021-03-01'],
      [mother],
    );
    for (const childId of childIds) await bench.place(childId, {});
    const elsewhere = { type: 'farm', farmNumber: 1, propertyNumber: 2, postalCode: '9008' } as const;
    bench.mocks.world.move([childNumbers[1] ?? ''], { ...elsewhere, kommune: '5501', postTown: 'TROMSØ' });
    const applicationId = await apply(householdId);
    expect(await outcomeOf(applicationId, childIds[0] ?? '')).toMatchObject({ reason: 'household-unclear' });
  });

  test('a lone parent where nobody can be asked who else lives there, until a caseworker has found out', async () => {
    const mother = bench.adult(settled(210_000));
    const { householdId, childIds } = await bench.household(['2023-03-01'], [mother], {
      home: {
        type: 'farm',
        kommune: '5501',
        farmNumber: 12,
        propertyNumber: 3,
        postalCode: '9008',
        postTown: 'TROMSØ',
      },
    });
    await bench.place(childIds[0] ?? '', {});
    const applicationId = await apply(householdId);
    expect(await outcomeOf(applicationId, childIds[0] ?? '')).toMatchObject({
      reason: 'address-not-searchable',
    });
    const { json } = await bench.call('GET', '/v1/fee-cases');
    expect(json.cases[0].explanation).toContain('Spør familien hvem som bor der');
    const again = { outcome: 'look-up-again', othersBelong: false };
    await bench.call('POST', `/v1/fee-cases/${json.cases[0].caseId}/decision`, again, { employee: 'anne' });
    await bench.work();
    expect(await outcomeOf(applicationId, childIds[0] ?? '')).toMatchObject({
      status: 'decided',
      feeNok: 636,
    });
  });

  test('the register refuses the search: a person; is down: asked again, and nothing is lost', async () => {
    const family = await loneMother();
    bench.mocks.faults.next('folkeregisteret', { type: 'status', status: 403 }, { path: 'soek' });
    const applicationId = await apply(family.householdId);
    expect(await outcomeOf(applicationId, family.childId)).toMatchObject({ reason: 'registry-refused' });

    const other = await loneMother();
    bench.mocks.faults.next('folkeregisteret', { type: 'status', status: 503 }, { path: 'bulkoppslag' });
    const waiting = await apply(other.householdId);
    expect(await outcomeOf(waiting, other.childId)).toMatchObject({ status: 'waiting', feeNok: 1200 });
    bench.clock.moveTo(new Date(bench.clock.now().getTime() + 3_600_000));
    await bench.work();
    expect(await outcomeOf(waiting, other.childId)).toMatchObject({ status: 'decided', feeNok: 636 });
  });
});

test('everybody whose document was read can be told so, and nobody’s number is kept in the open', async () => {
  const family = await loneMother();
  const lodger = another(family.home, '2026-04-01');
  await apply(family.householdId);
  const { vault } = bench.deps;
  const kommune = bench.deps.tenants.all[0]?.kommune;
  if (!kommune) throw new Error('no tenant');
  const logged = await bench.rows(
    `select distinct person_id from fee_reduction.access_log where purpose = 'fee-income' order by 1`,
  );
  expect(logged.map((row) => row['person_id'])).toEqual(
    [family.childId, vault.personId(kommune, family.mother), vault.personId(kommune, lodger)].toSorted(),
  );
  for (const table of ['income_basis', 'fee_decision', 'child', 'fee_application', 'case_event', 'outbox']) {
    for (const { text } of await bench.rows(
      `select row_to_json(t)::text as text from fee_reduction.${table} t`,
    )) {
      for (const number of [family.mother, family.child, lodger]) expect(text).not.toContain(number);
    }
  }
});
