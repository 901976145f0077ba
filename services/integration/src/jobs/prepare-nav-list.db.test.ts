import {
  childRegistered,
  type Identity,
  kindergartenChanged,
  NavList,
  placementChanged,
} from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { type IsoDate, isoDate } from '@opptak/domain';
import type { HttpApp } from '@opptak/http';
import { openIdentity, sealIdentity } from '@opptak/service';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nordreisa, openPartnerBench, type PartnerBench } from '../../test/partner-bench.ts';
import { buildPartnerApp, caller } from '../../test/partner-http.ts';

let bench: PartnerBench;
let app: HttpApp;
let ask: ReturnType<typeof caller>;

beforeAll(async () => {
  bench = await openPartnerBench();
  app = await buildPartnerApp(bench.deps);
  ask = caller(app, bench);
  await bench.emit(
    kindergartenChanged,
    { key: stableId('kindergarten'), version: 1 },
    {
      kindergartenId: '974760673',
      name: 'Čáhcesullo mánáidgárdi',
      ownership: 'municipal',
      form: 'ordinary',
      ownerName: 'Nordreisa kommune',
      position: null,
      minAge: 0,
      maxAge: 5,
      capacity: { small: 10, large: 20 },
      conversion: null,
      profile: null,
      monthlyPriceNok: 1200,
      monthlyFoodNok: 300,
      fullTimeHours: 45,
      active: true,
    },
  );
});
afterAll(async () => {
  await app.close();
  await bench[Symbol.asyncDispose]();
});

const address = { line: 'Čearretgeaidnu 7', postalCode: '9151', town: 'STORSLETT' };
/** Synthetic identity numbers: month + 80. */
const anIdentity = (nationalId: string, over: Partial<Identity> = {}): Identity => ({
  nationalId,
  name: 'Áile Máret Hætta',
  address,
  addressConfidential: false,
  ...over,
});

async function aChild(
  name: string,
  bornOn: IsoDate,
  child: Identity,
  adults: readonly Identity[] = [],
  version = 1,
): Promise<string> {
  const childId = stableId('child', name);
  const seal = (personId: string, identity: Identity) =>
    sealIdentity(bench.identityVault, nordreisa, personId, identity);
  await bench.emit(
    childRegistered,
    { key: childId, version },
    {
      childId,
      bornOn,
      familyId: stableId('family', name),
      householdId: stableId('household', name),
      adults: adults.map((adult, index) => {
        const personId = stableId('adult', name, String(index));
        return { personId, sealedIdentity: seal(personId, adult) };
      }),
      sealedIdentity: seal(childId, child),
    },
  );
  return childId;
}

async function aPlace(
  childId: string,
  from: string,
  until: string | null,
  daysPerWeek: number,
  status: 'agreed' | 'ended' | 'cancelled' = 'agreed',
): Promise<void> {
  const placementId = stableId('placement', childId, from);
  await bench.emit(
    placementChanged,
    { key: placementId, version: 1 },
    {
      placementId,
      childId,
      kindergartenId: '974760673',
      from: isoDate(from),
      until: until === null ? null : isoDate(until),
      daysPerWeek,
      status,
    },
  );
}

const ofAge = isoDate('2025-02-10');
const listOf = (month: string) => ask('GET', `/v1/exports/nav-list/${month}`);
const prepare = (month: string) => ask('POST', '/v1/nav-lists', { month });

describe('the list to NAV', () => {
  test('has an entry for each period of agreed hours, in NAV’s format', async () => {
    const mother = anIdentity('01890199951', { name: 'Inga', givenNames: 'Inga', familyName: 'Hætta' });
    const child = await aChild('three periods', ofAge, anIdentity('10822599918'), [mother]);
    await aPlace(child, '2026-08-15', '2026-09-06', 5, 'ended');
    await aPlace(child, '2026-09-07', '2026-09-20', 3, 'ended');
    await aPlace(child, '2026-09-21', null, 5);
    await bench.settle();

    expect((await prepare('2026-09')).json).toMatchObject({
      number: 1,
      entries: 3,
      withheld: 0,
      incomplete: 0,
    });
    const { json, status } = await listOf('2026-09');

    expect(status).toBe(200);
    expect(Value.Check(NavList, json)).toBe(true);
    expect(json.listInformation).toEqual({
      municipalityName: 'Nordreisa kommune',
      municipalityNumber: '5544',
      submissionForYearMonth: '2026-09',
    });
    const [kindergarten] = json.kindergartens;
    expect(kindergarten).toMatchObject({ name: 'Čáhcesullo mánáidgárdi', organizationNumber: '974760673' });
    // 45 hours × 5/5 and × 3/5.
    expect(
      kindergarten.childrenInformation.map(
        (one: { startDate: string; endDate: string | null; agreedHoursInKindergarten: number }) => [
          one.startDate,
          one.endDate,
          one.agreedHoursInKindergarten,
        ],
      ),
    ).toEqual([
      ['2026-08-15', '2026-09-06', 45],
      ['2026-09-07', '2026-09-20', 27],
      ['2026-09-21', null, 45],
    ]);
    expect(kindergarten.childrenInformation[0]).toMatchObject({
      child: {
        socialSecurityNumber: '10822599918',
        firstName: 'Áile Máret',
        lastName: 'Hætta',
        address: { addressLine1: 'Čearretgeaidnu 7', zipCode: '9151', confidentialAddress: false },
      },
      guardians: [{ firstName: 'Inga', lastName: 'Hætta' }],
    });
  });

  test('taken out after somebody in the home was protected shows them as a list of today would, and the others as before', async () => {
    type Person = { socialSecurityNumber: string; address: { confidentialAddress: boolean } | null };
    const listed = async (number: string): Promise<Person[]> =>
      ((await listOf('2026-09')).json.kindergartens ?? [])
        .flatMap(
          (one: { childrenInformation: { child: Person; guardians: Person[] }[] }) => one.childrenInformation,
        )
        .filter(({ child }: { child: Person }) => child.socialSecurityNumber === number)
        .flatMap(({ child, guardians }: { child: Person; guardians: Person[] }) => [child, ...guardians]);
    const [number, parent] = ['12822599995', '01890199951'];
    const child = await aChild('protected later', ofAge, anIdentity(number), [anIdentity(parent)]);
    await aPlace(child, '2026-09-01', null, 5);
    await bench.settle();
    await prepare('2026-09');
    expect((await listed(number)).map(({ address: one }) => one?.confidentialAddress)).toEqual([
      false,
      false,
    ]);
    const others = await listed('10822599918');

    const hidden = { address: null, addressConfidential: true };
    await aChild(
      'protected later',
      ofAge,
      anIdentity(number, { ...hidden, strictlyConfidential: false }),
      [anIdentity(parent)],
      2,
    );
    await bench.settle();
    const confidential = await listed(number);
    expect(confidential).toHaveLength(2);
    for (const { address: one } of confidential)
      expect(one).toMatchObject({
        addressLine1: null,
        zipCode: null,
        postalTown: null,
        confidentialAddress: true,
      });

    await aChild(
      'protected later',
      ofAge,
      anIdentity(number, { ...hidden, strictlyConfidential: true }),
      [anIdentity(parent)],
      3,
    );
    await bench.settle();
    expect(await listed(number)).toEqual([]);
    expect(await listed('10822599918')).toEqual(others);
    // Away again, so that the lists that follow are as they were.
    await bench.database.admin('delete from integration.placement where child_id = $1', [child]);
    await bench.database.admin('delete from integration.nav_list where number > 1');
  });

  test('is the same, byte for byte, until something has changed; then it gets the next number', async () => {
    const first = await listOf('2026-09');
    expect((await prepare('2026-09')).json.number).toBe(1);
    expect((await listOf('2026-09')).text).toBe(first.text);

    const child = await aChild('another', ofAge, anIdentity('11822599906'));
    await aPlace(child, '2026-09-01', null, 5);
    await bench.settle();
    // However many ask at once, it is made once.
    for (const { json } of await Promise.all([1, 2, 3].map(() => prepare('2026-09')))) {
      expect(json).toMatchObject({ number: 2, entries: 4 });
    }
    const { json } = await listOf('2026-09');
    expect(json.id).not.toBe(first.json.id);
    expect(
      (await ask('GET', '/v1/nav-lists')).json.lists.map((one: { number: number }) => one.number),
    ).toEqual([2, 1]);
  });

  test('leaves out the strictest protection, empties the addresses of a milder one, and shows neither in any file', async () => {
    const canary = { line: 'Kanarifuglvegen 99', postalCode: '9989', town: 'KANARI' };
    const strict = await aChild(
      'strict',
      ofAge,
      anIdentity('12822599913', { address: null, addressConfidential: true, strictlyConfidential: true }),
    );
    const strictParent = await aChild(
      'strict parent',
      ofAge,
      anIdentity('13822599901', { address: canary }),
      [anIdentity('02890199946', { address: null, addressConfidential: true, strictlyConfidential: true })],
    );
    const unsaid = await aChild('unsaid', ofAge, anIdentity('14822599998', { addressConfidential: true }));
    const mild = await aChild(
      'mild',
      ofAge,
      anIdentity('15822599986', { addressConfidential: true, strictlyConfidential: false }),
      [anIdentity('03890199930', { address: canary })],
    );
    for (const child of [strict, strictParent, unsaid, mild]) await aPlace(child, '2026-09-01', null, 5);
    await bench.settle();

    expect((await prepare('2026-09')).json).toMatchObject({ entries: 5, withheld: 3, incomplete: 0 });
    const { json, text } = await listOf('2026-09');
    expect(text).not.toMatch(
      /12822599913|13822599901|14822599998|02890199946|Kanari|(?<![\w-])9989(?![\w-])/,
    );
    const listed = json.kindergartens[0].childrenInformation.find(
      (one: { child: { socialSecurityNumber: string } }) => one.child.socialSecurityNumber === '15822599986',
    );
    const empty = {
      unitNumber: null,
      addressLine1: null,
      addressLine2: null,
      zipCode: null,
      postalTown: null,
      confidentialAddress: true,
    };
    expect([listed.child.address, listed.guardians[0].address]).toEqual([empty, empty]);
    for (const path of [
      '/v1/exports/placements.csv',
      '/v1/events?limit=1000',
      '/v1/snapshots/placements?limit=1000',
    ]) {
      expect((await ask('GET', path)).text).not.toMatch(/Kanari|(?<![\w-])(9989|\d{11})(?![\w-])|Hætta/);
    }
  });

  test('is for children from the month they turn one to the month they turn three, with a place that is not cancelled', async () => {
    const before = (await prepare('2026-09')).json.entries;
    const born: readonly (readonly [string, string, number])[] = [
      ['turns one on the last day', '2025-09-30', 1],
      ['turns one the day after', '2025-10-01', 0],
      ['turns three on the first day', '2023-09-01', 1],
      ['turned three the day before', '2023-08-31', 0],
    ];
    for (const [name, bornOn] of born) {
      await aPlace(await aChild(name, isoDate(bornOn), anIdentity('16822599974')), '2026-09-01', null, 5);
    }
    await aPlace(
      await aChild('cancelled', ofAge, anIdentity('17822599962')),
      '2026-09-01',
      null,
      5,
      'cancelled',
    );
    await aPlace(await aChild('later', ofAge, anIdentity('18822599950')), '2026-10-01', null, 5);
    await aPlace(await aChild('long over', ofAge, anIdentity('19822599949')), '2026-01-01', '2026-07-31', 5);
    await bench.settle();

    const expected = born.reduce((sum, [, , entries]) => sum + entries, 0);
    expect((await prepare('2026-09')).json.entries - before).toBe(expected);
  });

  test('counts a child that nobody has told us of, and does not guess', async () => {
    await aPlace(stableId('child', 'unknown'), '2026-09-01', null, 5);
    await aPlace(
      await aChild('one word', ofAge, anIdentity('20822599944', { name: 'Áile' })),
      '2026-09-01',
      null,
      5,
    );
    await bench.settle();

    expect((await prepare('2026-09')).json.incomplete).toBe(2);
  });

  test('lies sealed, and is written in the log each time it is taken out', async () => {
    const { json } = await listOf('2026-09');
    const [log] = await bench.database.admin<{ taken: number }>(
      `select count(*)::int as taken from integration.case_event
       where case_id = '${json.id}' and type = 'nav-list-taken-out'`,
    );
    expect(log?.taken).toBe(1);
    const [dump] = await bench.database.admin<{ text: string }>(
      `select (select string_agg(l::text, '') from integration.nav_list l)
        || (select string_agg(c::text, '') from integration.child c) as text`,
    );
    expect(dump?.text).not.toMatch(/10822599918|Hætta|STORSLETT/);
    const [stored] = await bench.database.admin<{ id: string; sealed: string }>(
      `select id, sealed_identity as sealed from integration.child order by id limit 1`,
    );
    expect(() =>
      openIdentity(bench.identityVault, nordreisa, stableId('somebody else'), stored?.sealed ?? ''),
    ).toThrow();
  });

  test('is made for the current month only, and by itself on the first of the next', async () => {
    expect((await prepare('2026-08')).json.type).toBe('urn:opptak:not-this-month');
    expect((await listOf('2026-10')).status).toBe(404);
    const handled = async () => (await ask('GET', '/v1/nav-lists')).json.lists.length;
    const before = await handled();

    bench.clock.moveTo(new Date('2026-10-01T05:00:00Z'));
    expect(await bench.runDueSchedules()).toContain('prepare-nav-list');
    await bench.settle();
    expect(await bench.runDueSchedules()).toEqual([]);

    expect((await listOf('2026-10')).json.listInformation.submissionForYearMonth).toBe('2026-10');
    expect(await handled()).toBe(before + 1);
  });
});
