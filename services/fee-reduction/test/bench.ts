import { randomUUID } from 'node:crypto';
import path from 'node:path';
import {
  childRegistered,
  type EventDefinition,
  type Identity,
  kindergartenChanged,
  placementChanged,
} from '@opptak/contracts';
import { connectDatabase, inKommune, makeVault } from '@opptak/db';
import { isoDate, type KommuneNumber, kommuneNumber, type MovableClock } from '@opptak/domain';
import { buildHttp, type HttpApp, makeLog, openApiDocument } from '@opptak/http';
import { takeInBy } from '@opptak/jobs';
import {
  connectToMocks,
  type Home,
  type Income,
  type Mocks,
  mockWorld,
  startMocks,
} from '@opptak/registries/mocks';
import {
  type Links,
  makeLinks,
  makeTenants,
  type Registries,
  readKeys,
  readTenants,
  sealIdentity,
  type Tenant,
} from '@opptak/service';
import { createTestDatabase, fixedClock, type TestDatabase } from '@opptak/testing';
import type { Static, TSchema } from 'typebox';
import { gatherMs } from '../src/actions/decide-again.ts';
import type { Deps } from '../src/deps.ts';
import { feeReduction } from '../src/index.ts';
import { decideFees } from '../src/jobs/decide-fees-job.ts';
import type { Schema } from '../src/schema.generated.ts';
import { readFeeChoices } from '../src/settings.ts';

/** Tromsø has the ordinary maximum price (1 200 from August 2025); so has Bodø. */
export const tromso = kommuneNumber('5501');
export const bodo = kommuneNumber('1804');
const organisations: Readonly<Record<string, string>> = { [tromso]: '974760673', [bodo]: '974767880' };

interface Call {
  readonly permissions?: readonly string[];
  readonly employee?: string;
  readonly kommune?: KommuneNumber;
  readonly key?: string;
  readonly link?: string;
}

interface Versioned {
  readonly version?: number;
  readonly kommune?: KommuneNumber;
}

/** The fee service on a database of its own, with the real adapters pointed at mock registries. */
export interface Bench {
  readonly database: TestDatabase<Schema>;
  readonly deps: Deps;
  readonly app: HttpApp;
  readonly document: object;
  readonly clock: MovableClock;
  readonly mocks: Mocks;
  readonly links: Links;
  /** Lines logged as errors. */
  readonly alarms: string[];
  hear<P extends TSchema>(
    event: EventDefinition<P>,
    key: string,
    data: Static<P>,
    as?: Versioned,
  ): Promise<void>;
  /** Runs the planned jobs that are due now or when what belongs together has been gathered, until none is. @returns how many ran. */
  work(): Promise<number>;
  /** Runs a job as if it were redelivered. */
  job(name: string, payload: object, kommune?: KommuneNumber): Promise<void>;
  kindergarten(facts?: Partial<Static<typeof kindergartenChanged.data>>, as?: Versioned): Promise<string>;
  /** Somebody with a home of their own. */
  adult(income?: Income, year?: number): string;
  /**
   * Children whose parents the first two adults are, and a third the mother's spouse, all registered in one new home since
   * 2020; as Folkeregisteret has them, and as we were told.
   */
  household(
    children: readonly string[],
    adults?: readonly string[],
    as?: Versioned & { readonly home?: Home },
  ): Promise<{
    readonly householdId: string;
    readonly childIds: readonly string[];
    readonly home: Home;
    readonly childNumbers: readonly string[];
  }>;
  place(
    childId: string,
    facts: Partial<Static<typeof placementChanged.data>>,
    as?: Versioned,
  ): Promise<string>;
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object, as?: Call): Promise<Answered>;
  headers(as?: Call): Record<string, string>;
  /** What the service has told others. */
  told(type: string, consumer?: string): Promise<Record<string, unknown>[]>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** Whether income registries get 0.3 seconds to answer, for those that never do. */
  hurry(on: boolean): void;
  /** As it was when it was opened: a new bench takes half a second. */
  reset(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: an answer as a client of another language sees it
  readonly json: any;
}

const plenty = { burst: 1_000_000, perSecond: 1_000_000 };
const kindergartenOne = '974760673';
const allPermissions = [
  'opptak:fees.read',
  'opptak:fees.write',
  'opptak:fees.decide',
  'opptak:fees.estimate',
  'opptak:invoices.read',
  'opptak:invoices.write',
  'opptak:prices.write',
];

export async function openBench(
  options: { readonly at?: string; readonly fees?: Record<string, unknown> } = {},
): Promise<Bench> {
  const made = await createTestDatabase<Schema>('fee-reduction');
  // A connection as the administrator that stays open: to connect anew costs more than most of what is asked.
  const administrator = connectDatabase({
    url: made.adminUrl,
    applicationName: 'bench-fee-reduction',
    max: 2,
  });
  const database: TestDatabase<Schema> = {
    ...made,
    admin: async (text, values) => (await administrator.pool.query(text, values && [...values])).rows,
  };
  const start = options.at ?? '2026-04-10T10:00:00Z';
  let standing = fixedClock(start);
  const clock: MovableClock = {
    now: () => standing.now(),
    today: () => standing.today(),
    moveTo: (to) => standing.moveTo(to),
  };
  const world = mockWorld({ clock, seed: 1 });
  const mocks = await startMocks({ world });
  // Nobody waits for an answer by the clock but where none comes: a slow machine is no registry that is down.
  const adapters = connectToMocks(mocks, { timeoutMs: 30_000 });
  const hasty = connectToMocks(mocks, { timeoutMs: 300 });
  let hurries = false;
  const keys = readKeys({}, false);
  const alarms: string[] = [];
  const tenants = makeTenants([tromso, bodo].map((kommune) => tenant(kommune, options.fees ?? {})));
  const links = makeLinks(keys.link, clock);
  const identityVault = makeVault({ dataKey: keys.identity, indexKey: keys.index });
  const vault = makeVault({ dataKey: keys.data, indexKey: keys.index });
  const registries: Registries = {
    ...adapters,
    texts: adapters.fiksTexts,
    emails: adapters.altinn,
    incomeByFiks: adapters.fiksIncome,
    incomeBySkatteetaten: adapters.skatteetatenIncome,
  };
  const deps: Deps = {
    db: database.db,
    clock,
    log: {
      error: (_line, text) => {
        alarms.push(text);
      },
    },
    vault,
    identityVault,
    nationalIds: 'synthetic',
    tenants,
    registries: () =>
      hurries
        ? {
            ...registries,
            incomeByFiks: hasty.fiksIncome,
            incomeBySkatteetaten: hasty.skatteetatenIncome,
          }
        : registries,
    choices: readFeeChoices(tenants),
  };
  const app = await buildHttp<Schema>({
    service: feeReduction.name,
    title: feeReduction.title,
    version: '1',
    log: makeLog({ service: feeReduction.name, level: 'silent' }),
    clock,
    db: database.db,
    // A token is what it says: how tokens are checked is tested where that is done.
    verifier: { verify: async (token) => JSON.parse(Buffer.from(token, 'base64url').toString()) },
    tenants,
    guardianLinks: links,
    limits: {
      eventLoopDelayMs: 60_000,
      rates: { perKommune: plenty, perAddress: plenty, everyone: plenty },
    },
  });
  await feeReduction.routes(app, deps);
  await app.ready();

  const headers = ({ permissions = allPermissions, employee, kommune = tromso, key, link }: Call = {}) => ({
    ...(link
      ? {}
      : {
          authorization: `Bearer ${Buffer.from(
            JSON.stringify({ organisation: organisations[kommune], supplier: null, permissions }),
          ).toString('base64url')}`,
        }),
    'idempotency-key': key ?? randomUUID(),
    ...(employee ? { 'opptak-employee': employee } : {}),
  });
  const handlers = new Map(feeReduction.handlers(deps).map((handler) => [handler.definition.name, handler]));
  const subscribers = new Map(feeReduction.subscribers(deps).map((one) => [one.event.type, one]));

  const tables = await database.admin<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'fee_reduction' and tablename <> 'migration'`,
  );
  const emptying = tables.map(({ name }) => `delete from fee_reduction.${name}`).join('; ');

  let homes = 0;
  const nextHome = (kommune: KommuneNumber = tromso): Home => {
    homes += 1;
    return {
      type: 'street',
      kommune,
      street: 'Storgata',
      number: homes,
      postalCode: '9008',
      postTown: 'TROMSØ',
    };
  };
  const bench: Bench = {
    database,
    deps,
    app,
    document: openApiDocument(app),
    clock,
    mocks,
    links,
    alarms,
    headers,
    async hear(event, key, data, { version = 1, kommune = tromso } = {}) {
      const subscriber = subscribers.get(event.type);
      if (!subscriber) return;
      await inKommune(database.db, kommune, (tx) =>
        takeInBy(subscriber, tx, [
          {
            id: randomUUID(),
            type: event.type,
            kommune,
            key,
            version,
            occurredAt: clock.now(),
            data,
          },
        ]),
      );
    },
    async job(name, payload, kommune = tromso) {
      await handlers.get(name)?.run(payload, { kommune, attempt: 1, messageId: randomUUID() });
    },
    async work() {
      let ran = 0;
      for (;;) {
        const due = await database.admin<{ id: string; type: string; kommune: string; payload: object }>(
          `select id, type, kommune, payload from fee_reduction.outbox
           where kind = 'job' and done_at is null and run_at <= case type when $2 then $3 else $1::timestamptz end
           order by id`,
          [clock.now(), decideFees.name, new Date(clock.now().getTime() + gatherMs)],
        );
        if (due.length === 0) return ran;
        for (const { id, type, kommune, payload } of due) {
          await bench.job(type, payload, kommuneNumber(kommune));
          await database.admin('update fee_reduction.outbox set done_at = now() where id = $1', [id]);
          ran += 1;
        }
      }
    },
    async kindergarten(facts = {}, as = {}) {
      const kindergartenId = facts.kindergartenId ?? kindergartenOne;
      await bench.hear(
        kindergartenChanged,
        kindergartenId,
        {
          kindergartenId,
          name: 'Test',
          ownership: 'municipal',
          form: 'ordinary',
          ownerName: 'Test',
          position: null,
          minAge: 0,
          maxAge: 5,
          capacity: { small: 10, large: 10 },
          conversion: null,
          profile: null,
          monthlyPriceNok: 1200,
          monthlyFoodNok: 300,
          fullTimeHours: 45,
          active: true,
          ...facts,
        },
        as,
      );
      return kindergartenId;
    },
    adult(income, year = 2025) {
      const person = world.addPerson({ birthDate: '1990-05-06', sex: 'female', home: nextHome() });
      if (income) world.setIncome(person, year, income);
      return person;
    },
    async household(children, adults = [], as = {}) {
      const kommune = as.kommune ?? tromso;
      const [householdId, familyId] = [randomUUID(), randomUUID()];
      const home = as.home ?? nextHome(kommune);
      if (adults.length > 0) world.move(adults, home, { on: '2020-01-01' });
      const [mother, father, spouse] = adults;
      if (mother && spouse) world.marry(mother, spouse);
      const parents = mother ? { parents: { mother, ...(father ? { father } : {}) } } : {};
      const childNumbers = children.map((birthDate) =>
        world.addPerson({ birthDate, sex: 'male', home, ...parents }),
      );
      const identityOf = (number: string): Identity => ({
        nationalId: number,
        name: 'Kari Nordmann',
        address: { line: 'Storgata 1', postalCode: '9008', town: 'Tromsø' },
        addressConfidential: false,
      });
      const sealed = adults.map((number) => {
        const personId = vault.personId(kommune, number);
        return {
          personId,
          sealedIdentity: sealIdentity(identityVault, kommune, personId, identityOf(number)),
        };
      });
      const childIds = children.map(() => randomUUID());
      for (const [index, childId] of childIds.entries()) {
        await bench.hear(
          childRegistered,
          childId,
          {
            childId,
            bornOn: isoDate(children[index] ?? ''),
            familyId,
            householdId,
            adults: sealed,
            sealedIdentity: sealIdentity(
              identityVault,
              kommune,
              childId,
              identityOf(childNumbers[index] ?? ''),
            ),
          },
          as,
        );
      }
      return { householdId, childIds, home, childNumbers };
    },
    async place(childId, facts, as = {}) {
      const placementId = facts.placementId ?? randomUUID();
      await bench.hear(
        placementChanged,
        placementId,
        {
          placementId,
          childId,
          kindergartenId: kindergartenOne,
          from: isoDate('2026-08-01'),
          until: null,
          daysPerWeek: 5,
          status: 'agreed',
          ...facts,
        },
        as,
      );
      return placementId;
    },
    async call(method, url, body, as = {}) {
      const answer = await app.inject({
        method,
        url,
        headers: headers(as),
        ...(body ? { payload: body } : {}),
      });
      const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
      return {
        status: answer.statusCode,
        body: answer.body,
        type,
        json: type.endsWith('json') ? answer.json() : null,
      };
    },
    told: (type, consumer = 'integration') =>
      database
        .admin<{ payload: Record<string, unknown> }>(
          'select payload from fee_reduction.outbox where type = $1 and consumer = $2 order by id',
          [type, consumer],
        )
        .then((rows) => rows.map(({ payload }) => payload)),
    rows: (sql) => database.admin(sql),
    hurry(on) {
      hurries = on;
    },
    async reset() {
      // Rows are few: to delete them takes a tenth of what it takes to truncate thirty tables.
      await database.admin(`begin; set local session_replication_role = replica; ${emptying}; commit`);
      mocks.faults.clear();
      alarms.length = 0;
      standing = fixedClock(start);
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await mocks.close();
      await administrator.close();
      await database[Symbol.asyncDispose]();
    },
  };
  return bench;
}

const [anyTenant] = readTenants(path.resolve(import.meta.dirname, '../../../examples/tenants.json')).all;

function tenant(kommune: KommuneNumber, fees: Record<string, unknown>): Tenant {
  if (!anyTenant) throw new Error('There is no example tenant');
  return { ...anyTenant, kommune, organisation: organisations[kommune] ?? '', suppliers: [], fees };
}

/** A settled income of wages only. */
export const settled = (amount: number): Income => ({
  type: 'found',
  stage: 'oppgjoer',
  posts: { samletLoennsinntekt: amount },
});
