import { createHash } from 'node:crypto';
import { movableClock } from '@opptak/domain';
import type { MatchInput, MatchResult } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { mockWorld } from '@opptak/registries/mocks';
import { populate, simulatedKindergartens } from '@opptak/simulation';
import { createTestDatabase, type TestDatabase } from '@opptak/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { heard, heardInDatabase } from './canaries.ts';
import { type LivedByCommand, liveByCommand } from './lived-year.ts';
import { canariesOf, everybodyIn, protectedAmong } from './protected-families.ts';

/** Kvænangen has two kindergartens. Of this seed's families two are protected, and one becomes so in mid-campaign. */
const kommune = '5546';
const seed = 18;

let databases: readonly TestDatabase<unknown>[];
let lived: LivedByCommand;
let again: LivedByCommand;

/** The same two lives on two databases, side by side. */
beforeAll(async () => {
  const probes = [...hidden().keys()];
  databases = await Promise.all([createTestDatabase('intake'), createTestDatabase('intake')]);
  const years = databases.map(({ adminUrl }) =>
    liveByCommand({ kommune, seed, databaseUrl: adminUrl, probes }),
  );
  [lived, again] = (await Promise.all(years)) as [LivedByCommand, LivedByCommand];
}, 600_000);
afterAll(async () => {
  await Promise.all(databases.map((one) => one[Symbol.asyncDispose]()));
});

const textOf = (name: string): string => lived.files.get(name)?.toString('utf8') ?? '';
const hashes = ({ files }: LivedByCommand) =>
  [...files].map(([name, bytes]) => `${name} ${createHash('sha256').update(bytes).digest('hex')}`);

function population() {
  return simulated().families;
}

/** What gives the two protected families away, one strictly confidential and one confidential. */
function hidden() {
  const { world, families } = simulated();
  return canariesOf(world, protectedAmong(families));
}

function simulated() {
  const world = mockWorld({ clock: movableClock(new Date('2026-01-05T06:00:00Z')), seed });
  const kindergartens = simulatedKindergartens([kommune]);
  return { world, families: populate(world, { seed, year: 2026, kindergartens }) };
}

describe('an admission year, from the command', () => {
  test('ends well: the certificate holds, and the partner knows from webhooks what the snapshot says', () => {
    // The services' last words may come after it.
    const summary = JSON.parse(lived.lines.findLast((line) => line.startsWith('{"kommuner"')) ?? '{}');

    expect(lived.exitCode, lived.lines.slice(-20).join('\n')).toBe(0);
    expect(summary).toMatchObject({ certificate: 'VALID', partner: { differences: 0 }, killed: [], seed });
    expect(summary.partner.placements).toBeGreaterThan(summary.placed);
    // 37 families with 56 children were made; 13 of them have a child without a place.
    expect(summary.applications).toBeGreaterThan(5);
    expect(summary.placed + summary.refused).toBe(summary.applications);
    expect(summary.messages.byChannel).toMatchObject({
      email: expect.any(Number),
      letter: expect.any(Number),
      sms: expect.any(Number),
    });
  });

  test('leaves the same bytes when it is lived again on another database', () => {
    expect(lived.files.size).toBeGreaterThanOrEqual(8);
    expect(hashes(again)).toEqual(hashes(lived));
  });

  test('gives every child with the right a place, or names it with the reason', () => {
    const input: MatchInput = JSON.parse(textOf(`allocation-${kommune}-input.json`));
    const result: MatchResult = JSON.parse(textOf(`allocation-${kommune}-result.json`));
    const entitled = input.applicants.filter(({ rightToPlace }) => rightToPlace).map(({ id }) => id);
    const placed = result.assignments.filter(({ kindergarten }) => kindergarten !== null);
    const named = result.unplacedRights.map(({ id }) => id);

    expect(entitled.length).toBeGreaterThan(0);
    expect(entitled.filter((id) => !placed.some((one) => one.id === id)).toSorted()).toEqual(
      named.toSorted(),
    );
    expect(check(input, result)).toEqual([]);
  });

  test('writes no identity number to a log, and none to a file but the list that NAV asks for', () => {
    const logged = lived.lines.filter((line) => line.includes('"service"'));
    const numbers = population().flatMap(everybodyIn);
    const found = (text: string): number => numbers.filter((number) => text.includes(number)).length;

    expect(logged.length).toBeGreaterThan(50);
    expect(lived.lines.filter((line) => found(line) > 0)).toEqual([]);
    const holders = [...lived.files].filter(([, bytes]) => found(bytes.toString('latin1')) > 0);
    expect(holders.map(([name]) => name)).toEqual([`nav-list-${kommune}.json`]);
  });

  test('shows nowhere where a protected family lives', () => {
    const families = population();
    const hidden = protectedAmong(families);
    const nav: NavList = JSON.parse(textOf(`nav-list-${kommune}.json`));
    const people = nav.kindergartens.flatMap(({ childrenInformation }) =>
      childrenInformation.flatMap(({ child, guardians }) => [child, ...guardians]),
    );
    const numbers = hidden.flatMap(everybodyIn);
    const listed = people.filter(({ socialSecurityNumber }) => numbers.includes(socialSecurityNumber));

    expect(hidden.length).toBe(2);
    // The list holds those with a place whose age NAV asks about; people of a protected family are among them.
    expect(people.length).toBeGreaterThan(20);
    expect(listed.length).toBeGreaterThan(0);
    for (const { address } of listed) {
      expect(address).toEqual({
        unitNumber: null,
        addressLine1: null,
        addressLine2: null,
        zipCode: null,
        postalTown: null,
        confidentialAddress: true,
      });
    }
    const homes = hidden.map(({ home }) =>
      home.type === 'street' ? `${home.street} ${home.number}` : JSON.stringify(home),
    );
    const shared = families
      .filter((family) => !hidden.includes(family))
      .map(({ home }) => JSON.stringify(home));
    expect(hidden.filter(({ home }) => shared.includes(JSON.stringify(home)))).toEqual([]);
    for (const [name, bytes] of lived.files) {
      for (const home of homes) expect(bytes.includes(home), `${name}: a hidden home`).toBe(false);
    }
    for (const line of lived.lines) for (const home of homes) expect(line.includes(home)).toBe(false);
  });
});

describe('a protected family through the whole year, in all five services', () => {
  test('there is one of each kind, and each has been through the admission', () => {
    const kinds = protectedAmong(population()).map(({ temper }) => temper.protection);
    expect(kinds.toSorted()).toEqual(['confidential', 'strictly-confidential']);
    expect(hidden().size).toBeGreaterThan(15);
  });

  test('is in no readable column of any table, nor in the queue; a leak that is planted is found', async () => {
    const canaries = hidden();
    const [database] = databases;
    const { found, rows, columns } = await heardInDatabase(database?.adminUrl ?? '', canaries);

    expect(found).toEqual([]);
    expect(rows).toBeGreaterThan(5_000);
    expect(columns).toBeGreaterThan(300);

    // The look itself, looked at: each word by itself, where a careless developer might have put it.
    const planted = new Map([...canaries.keys()].map((word, index) => [word, `planted ${index}`]));
    await database?.admin(
      `update allocation.outbox set payload = $1 where id = (select min(id) from allocation.outbox)`,
      [JSON.stringify({ words: [...planted.keys()] })],
    );
    const leaked = await heardInDatabase(database?.adminUrl ?? '', planted);
    expect(leaked.found.toSorted()).toEqual(
      [...planted.values()].map((what) => `allocation.outbox.payload: ${what}`).toSorted(),
    );
  });

  test('is in no log line, and in no file but where a name belongs', () => {
    const canaries = hidden();
    expect(lived.lines.filter((line) => heard(canaries, line).length > 0)).toEqual([]);
    const files = [...lived.files].flatMap(([name, bytes]) =>
      [...new Set(heard(canaries, bytes.toString('utf8')))].map((what) => `${name}: ${what}`),
    );
    // NAV is told of a child and its guardians by law, without an address; others in the list live in the same street.
    const may = ['identity number', 'name', 'surname', 'street'].map(
      (what) => `nav-list-${kommune}.json: ${what},`,
    );
    expect(files.filter((file) => !may.some((start) => file.startsWith(start)))).toEqual([]);
    expect(files.length).toBeGreaterThan(0);
  });

  test('is in no metric, and a refusal does not say it again', () => {
    const canaries = hidden();
    const { metrics, refusals } = lived.seen;
    expect(metrics.size).toBe(5);
    expect([...metrics.values()].flatMap((text) => heard(canaries, text))).toEqual([]);
    // Three requests with each word to each service.
    expect(refusals).toHaveLength(3 * 5 * canaries.size);
    expect([...new Set(refusals.map(({ status }) => status))].filter((status) => status < 400)).toEqual([]);
    expect(refusals.flatMap(({ text }) => heard(canaries, text))).toEqual([]);
  });
});

interface NavPerson {
  readonly socialSecurityNumber: string;
  readonly address: unknown;
}
interface NavList {
  readonly kindergartens: readonly {
    readonly childrenInformation: readonly {
      readonly child: NavPerson;
      readonly guardians: readonly NavPerson[];
    }[];
  }[];
}
