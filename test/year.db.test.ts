import { createHash } from 'node:crypto';
import { makeVault } from '@opptak/db';
import { kommuneNumber, movableClock } from '@opptak/domain';
import type { MatchInput, MatchResult } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { mockWorld } from '@opptak/registries/mocks';
import { readKeys } from '@opptak/service';
import { populate, simulatedKindergartens } from '@opptak/simulation';
import { asAdmin, createTestDatabase, type TestDatabase } from '@opptak/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askEverything, type Shown } from './ask-everything.ts';
import { type Canaries, heard, heardInDatabase } from './canaries.ts';
import { parsed, tellingBeside } from './hidden-things.ts';
import { type LivedByCommand, liveByCommand } from './lived-year.ts';
import { openEar } from './partner-ear.ts';
import { canariesOf, everybodyIn, protectedAmong } from './protected-families.ts';
import { type Reopened, reopenServices } from './reopened-services.ts';

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

describe('whoever asks when the year has been lived', () => {
  let services: Reopened;
  let ear: Awaited<ReturnType<typeof openEar>>;
  let shown: readonly Shown[];
  let guarded: readonly Shown[];
  let adminUrl: string;
  /** Those whose protection notification has, one of them from the middle of the campaign on. Of the other it knows nothing. */
  let families: ReturnType<typeof protectedAmong>;
  let ids: ReadonlySet<string>;

  beforeAll(async () => {
    const { world, families: all } = simulated();
    adminUrl = databases[0]?.adminUrl ?? '';
    const rows = await asAdmin<{ id: string }>(
      adminUrl,
      'select distinct person_id::text as id from notification.access_protection where lifted_at is null',
    );
    const keys = readKeys({}, false);
    const vault = makeVault({ dataKey: keys.data, indexKey: keys.index });
    const idOf = (person: string): string => vault.personId(kommuneNumber(kommune), person);
    const blocked = new Set(rows.map(({ id }) => id));
    families = all.filter((family) => everybodyIn(family).some((person) => blocked.has(idOf(person))));
    const children = families.flatMap((family) => family.children.map(({ nationalId }) => idOf(nationalId)));
    const theirs = await asAdmin<{ id: string }>(
      adminUrl,
      `select id::text from intake.application where child_id = any($1)
       union select family_id::text from intake.child where id = any($1)
       union select id::text from allocation.placement where child_id = any($1)`,
      [children],
    );
    ids = new Set([...families.flatMap(everybodyIn).map(idOf), ...theirs.map(({ id }) => id)]);

    const [newest] = await asAdmin<{ at: Date }>(
      adminUrl,
      'select max(occurred_at) as at from integration.event_record',
    );
    services = await reopenServices({ adminUrl, world, kommune, at: newest?.at ?? new Date() });
    const asked = { adminUrl, hiddenChildren: children };
    shown = await askEverything(services, {
      ...asked,
      token: await services.token(['opptak:protection.handle']),
    });
    guarded = await askEverything(services, {
      ...asked,
      about: '/guarded-',
      token: await services.token([]),
    });
    ear = await openEar();
    await services.listen(ear.url);
  }, 120_000);
  afterAll(async () => {
    await services.close();
    await ear.close();
  });

  /** What was heard of the hidden families that is nobody else's too: some share a street or a surname with others. */
  const heardIn = (text: string): readonly string[] => {
    own ??= ownCanaries(families);
    return heard(own, text);
  };
  let own: Canaries | undefined;

  test('is answered by every kind of operation that reads, so that none escapes being looked at', () => {
    const answered = new Set(shown.filter(({ status }) => status < 300).map(({ operation }) => operation));
    expect(families.map(({ temper }) => temper.protection).toSorted()).toEqual(['confidential', 'none']);
    for (const operation of mustAnswer) expect(answered).toContain(operation);
    expect(answered.size).toBeGreaterThan(45);
    expect(shown.length).toBeGreaterThan(200);
  });

  test('finds no name, number, home or nearness of a hidden family, in no body, header, file name or refusal', () => {
    const found = shown.flatMap(({ operation, headers, body }) =>
      heardIn(`${headers}\n${body.toString('latin1')}\n${body.toString('utf8')}`).map(
        (what) => `${operation}: ${what}`,
      ),
    );
    expect([...new Set(found)].filter((one) => !mayTell.some((may) => one.startsWith(may)))).toEqual([]);
    const beside = shown.flatMap(({ operation, body }) =>
      tellingBeside(parsed(body.toString('utf8')), ids).map((field) => `${operation}: ${field}`),
    );
    expect([...new Set(beside)]).toEqual([]);
    // The look itself, looked at.
    expect(found.length).toBeGreaterThan(0);
    const leak = { list: [{ childId: [...ids][0], document: JSON.stringify({ distanceM: { birk: 400 } }) }] };
    expect(tellingBeside(leak, ids)).toEqual(['distanceM']);
  });

  test('is refused at the desk for protected families, which itself shows no home', () => {
    const refused = shown.filter(({ operation }) => operation.includes('/guarded-'));
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([403]));
    expect(guarded.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    for (const { body } of guarded) expect(heardIn(body.toString('utf8')).filter(isHome)).toEqual([]);
  });

  test('hears nothing of it in a webhook, neither in its headers nor in its body', async () => {
    const [{ count } = { count: 0 }] = await asAdmin<{ count: number }>(
      adminUrl,
      'select count(*)::int as count from integration.event_record',
    );
    expect(ear.heard).toHaveLength(count);
    expect(count).toBeGreaterThan(100);
    for (const { headers, body } of ear.heard) {
      const text = body.toString('utf8');
      expect(heardIn(`${headers}\n${text}`)).toEqual([]);
      expect(tellingBeside(parsed(text), ids)).toEqual([]);
    }
  });
});

const isHome = (what: string): boolean => what.startsWith('address') || what.startsWith('street');
/** Names and numbers without an address: to NAV by law, and to the economy system, which sends the invoice. */
const mayTell = ['identity number', 'name', 'surname'].flatMap((what) =>
  [
    'integration GET /v1/exports/nav-list/:month',
    'fee-reduction GET /v1/invoice-bases/:month/files/:format',
  ].map((operation) => `${operation}: ${what},`),
);
const mustAnswer = [
  'allocation GET /v1/applications/:applicationId/explanation',
  'allocation GET /v1/placements',
  'allocation GET /v1/runs/:runId/documents',
  'allocation GET /v1/runs/:runId/public-certificate',
  'allocation POST /v1/runs/:runId/what-if-summaries',
  'allocation POST /v1/runs/:runId/what-ifs',
  'fee-reduction GET /v1/invoice-bases/:month/files/:format',
  'intake GET /v1/applications',
  'intake GET /v1/case-log/:caseId',
  'integration GET /v1/events',
  'integration GET /v1/exports/invoices/:month.csv',
  'integration GET /v1/exports/nav-list/:month',
  'integration GET /v1/exports/placements.csv',
  'integration GET /v1/snapshots/placements',
  'integration GET /v1/webhook-subscriptions/:subscriptionId/deliveries',
  'notification GET /v1/campaigns/:campaignId/reach',
  'notification GET /v1/invitations',
  'notification GET /v1/manual-cases',
  'notification GET /v1/messages/:messageId/letter',
];

/** The canaries of some families, without what they have in common with the others. */
function ownCanaries(families: ReturnType<typeof protectedAmong>): Canaries {
  const { world, families: all } = simulated();
  const hidden = new Set(families.flatMap(everybodyIn));
  const others = canariesOf(
    world,
    all.filter((family) => !everybodyIn(family).some((person) => hidden.has(person))),
  );
  return new Map([...canariesOf(world, families)].filter(([word]) => !others.has(word)));
}

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
