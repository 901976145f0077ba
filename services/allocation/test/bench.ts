import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type applicationSubmitted,
  bylawsAdopted,
  childRegistered,
  type EventDefinition,
  kindergartenChanged,
  roundClosed,
  roundOpened,
  applicationSubmitted as submitted,
} from '@opptak/contracts';
import { inKommune, makeVault, platformDb, stableId } from '@opptak/db';
import {
  AppError,
  type IsoDate,
  isoDate,
  type KommuneNumber,
  kommuneNumber,
  type LinkPurpose,
  type MovableClock,
} from '@opptak/domain';
import { buildHttp, type Caller, type HttpApp, makeLog } from '@opptak/http';
import { caseLogRoute, makeLinks, readKeys, readTenants } from '@opptak/service';
import { createTestDatabase, fixedClock } from '@opptak/testing';
import type { Static, TSchema } from 'typebox';
import type { Deps } from '../src/deps.ts';
import { allocation } from '../src/index.ts';
import { openMatcher } from '../src/matcher/matcher.ts';
import type { Schema } from '../src/schema.generated.ts';

export const storfjord = kommuneNumber('5538');
export const nordreisa = kommuneNumber('5544');
/** Organisation numbers of kindergartens that exist only here. */
export const [birk, einer, furu, gran] = ['900000015', '900000023', '900000031', '900000058'] as const;

const examples = path.resolve(import.meta.dirname, '../../../examples');
export const tenants = readTenants(path.join(examples, 'tenants.json'));
export const exampleBylaws = JSON.parse(
  // Nordreisa's example (oldest first, to the day), as if it were Storfjord's.
  readFileSync(path.join(examples, 'bylaws/nordreisa.json'), 'utf8').replaceAll('5544', '5538'),
);
export const allScopes = [
  'runs.read',
  'runs.write',
  'runs.decide',
  'runs.audit',
  'offers.read',
  'offers.write',
  'placements.read',
  'placements.write',
  'explanations.read',
  'case-log.read',
].map((name) => `opptak:${name}`);

/** When each test begins: the round has closed, and nobody has been told. */
const start = '2027-03-10T09:00:00Z';
const seed = 'the seed of the test, long enough';
export const roundId = stableId('round of the test');
export const childOf = (name: string): string => stableId('child', name);
export const applicationOf = (name: string): string => stableId('application', name);

export interface Asked {
  readonly kommune?: KommuneNumber;
  readonly employee?: string;
  readonly key?: string;
}
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads out of an answer it compares with what it expects
  readonly json: any;
}
export interface TestChild {
  readonly name: string;
  readonly wishes: readonly string[];
  readonly bornOn?: string;
  readonly startOn?: string;
  /** Where it has a place already. */
  readonly at?: string;
  readonly right?: boolean;
  readonly priority?: boolean;
  readonly family?: string;
}
export interface TestSeats {
  readonly small: number;
  readonly large: number;
}
export type Bench = Awaited<ReturnType<typeof openBench>>;

/** Allocation on a database of its own, with a clock that is moved and the engine in its thread. */
export async function openBench() {
  const database = await createTestDatabase<Schema>('allocation');
  // A clock does not go backwards; each test starts with one of its own.
  let hands = fixedClock(start);
  const clock: MovableClock = {
    now: () => hands.now(),
    today: () => hands.today(),
    moveTo: (to) => hands.moveTo(to),
  };
  const keys = readKeys({}, false);
  const links = makeLinks(keys.link, clock);
  const deps: Deps = {
    db: database.db,
    clock,
    tenants,
    vault: makeVault({ dataKey: keys.data, indexKey: keys.index }),
    matcher: openMatcher(),
  };
  const app = await buildApp(deps, links);
  let requests = 0;
  let versions = 0;

  async function call(
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    asked: Asked = {},
  ): Promise<Answered> {
    requests += 1;
    return answered(
      await app.inject({
        method,
        url,
        headers: {
          authorization: bearer(asked.kommune ?? storfjord, allScopes),
          ...(asked.employee ? { 'opptak-employee': asked.employee } : {}),
          ...(method === 'POST' ? { 'idempotency-key': asked.key ?? `request-${requests}` } : {}),
        },
        ...(body ? { payload: body } : {}),
      }),
    );
  }

  const hear = <P extends TSchema>(
    event: EventDefinition<P>,
    about: { key: string; version?: number; kommune?: KommuneNumber },
    data: Static<P>,
  ): Promise<void> => {
    const subscriber = allocation.subscribers(deps).find((one) => one.event.type === event.type);
    if (!subscriber) throw new Error(`Allocation does not listen to ${event.type}`);
    const kommune = about.kommune ?? storfjord;
    versions += 1;
    const version = about.version ?? versions;
    return inKommune(deps.db, kommune, (tx) =>
      subscriber.run(tx, {
        id: stableId(event.type, about.key, String(version)),
        type: event.type,
        kommune,
        key: about.key,
        version,
        occurredAt: clock.now(),
        data,
      }),
    );
  };

  const job = async (
    name: string,
    payload: object = {},
    kommune: KommuneNumber = storfjord,
  ): Promise<void> => {
    const handler = allocation.handlers(deps).find(({ definition }) => definition.name === name);
    if (!handler) throw new Error(`There is no job ${name}`);
    await handler.run(payload, { kommune, attempt: 1, messageId: stableId('message', name) });
  };

  /** Runs the jobs that are planned, and those that they plan, until none is left. */
  async function work(): Promise<void> {
    for (;;) {
      const due = await database.admin<{ id: string; type: string; payload: object; kommune: KommuneNumber }>(
        `select id, type, payload, kommune from allocation.outbox
         where kind = 'job' and done_at is null and run_at <= $1 order by id`,
        [clock.now()],
      );
      if (due.length === 0) return;
      for (const { id, type, payload, kommune } of due) {
        await job(type, payload, kommune);
        await database.admin('update allocation.outbox set done_at = now() where id = $1', [id]);
      }
    }
  }

  const kindergarten = (
    id: string,
    capacity: TestSeats,
    over: Partial<Static<typeof kindergartenChanged.data>> = {},
    version?: number,
  ): Promise<void> =>
    hear(
      kindergartenChanged,
      { key: id, ...(version === undefined ? {} : { version }) },
      {
        kindergartenId: id,
        name: `Barnehage ${id}`,
        ownership: 'municipal',
        form: 'ordinary',
        ownerName: 'Kommunen',
        position: null,
        minAge: 0,
        maxAge: 5,
        capacity,
        conversion: null,
        profile: null,
        monthlyPriceNok: 1200,
        monthlyFoodNok: 300,
        fullTimeHours: 45,
        active: true,
        ...over,
      },
    );

  const apply = (
    {
      name,
      wishes,
      bornOn = '2025-06-01',
      startOn = '2027-08-15',
      family = name,
      right = true,
      priority = false,
    }: TestChild,
    over: Partial<Static<typeof applicationSubmitted.data>> = {},
    version = 1,
  ): Promise<void> =>
    hear(
      submitted,
      { key: applicationOf(name), version },
      {
        applicationId: applicationOf(name),
        roundId,
        invitationId: null,
        childId: childOf(name),
        familyId: stableId('family', family),
        bornOn: isoDate(bornOn),
        startOn: isoDate(startOn),
        daysPerWeek: 5,
        wishes: [...wishes],
        distances: {},
        together: 'preferred',
        rightToPlace: right,
        statutoryPriority: priority,
        submittedAt: '2027-02-10T12:00:00.000Z',
        late: false,
        ...over,
      },
    );

  const registerChild = (
    { name, bornOn = '2025-06-01', family = name }: Pick<TestChild, 'name' | 'bornOn' | 'family'>,
    version = 1,
  ) =>
    hear(
      childRegistered,
      { key: childOf(name), version },
      {
        childId: childOf(name),
        bornOn: isoDate(bornOn),
        familyId: stableId('family', family),
        householdId: stableId('household', family),
        adults: [],
        sealedIdentity: '',
      },
    );

  const openRound = (): Promise<void> =>
    hear(
      roundOpened,
      { key: roundId, version: 1 },
      {
        roundId,
        kind: 'main',
        kindergartenYear: 2027,
        opensAt: '2027-01-15T08:00:00.000Z',
        deadlineAt: '2027-03-01T22:59:59.999Z',
        lotCommitment: createHash('sha256').update(seed).digest('hex'),
      },
    );

  const closeRound = (names: readonly string[], version = 2): Promise<void> => {
    const lines = names.map((name) => `${applicationOf(name)}:1\n`).toSorted();
    return hear(
      roundClosed,
      { key: roundId, version },
      {
        roundId,
        applications: names.length,
        checksum: createHash('sha256').update(lines.join('')).digest('hex'),
        lotSeed: seed,
      },
    );
  };

  async function place(
    name: string,
    kindergartenId: string,
    from = '2026-08-01',
    until: string | null = null,
  ) {
    await database.admin(
      `insert into allocation.placement (kommune, id, child_id, kindergarten_id, from_on, until_on, days_per_week, status)
       values ($1, $2, $3, $4, $5, $6, 5, 'agreed')`,
      [storfjord, stableId('place', name), childOf(name), kindergartenId, from, until],
    );
  }

  /** A closed round with its kindergartens, children, present places and applications. */
  async function round(
    seats: Readonly<Record<string, TestSeats>>,
    children: readonly TestChild[],
  ): Promise<void> {
    for (const [id, capacity] of Object.entries(seats)) await kindergarten(id, capacity);
    await hear(bylawsAdopted, { key: storfjord }, { bylawsId: stableId('bylaws'), document: exampleBylaws });
    await openRound();
    for (const child of children) {
      await registerChild(child);
      if (child.at !== undefined) await place(child.name, child.at);
      if (child.wishes.length > 0) await apply(child);
    }
    await closeRound(children.filter(({ wishes }) => wishes.length > 0).map(({ name }) => name));
  }

  /** Plans, computes, approves and – unless told otherwise – publishes the main run, and tells of it. */
  async function run(
    until: 'computed' | 'approved' | 'published' | 'announced' = 'announced',
  ): Promise<string> {
    const { status, json } = await call('POST', '/v1/runs', { roundId });
    if (status !== 202) throw new Error(`The run was refused: ${JSON.stringify(json)}`);
    const { runId } = json;
    await work();
    if (until === 'computed') return runId;
    await expectOk(call('POST', `/v1/runs/${runId}/approval`, {}, { employee: 'one' }));
    if (until === 'approved') return runId;
    await expectOk(call('POST', `/v1/runs/${runId}/publication`, {}, { employee: 'two' }));
    if (until === 'announced') await work();
    return runId;
  }

  interface OfferRow {
    readonly id: string;
    readonly status: string;
    readonly kindergarten_id: string;
    readonly start_on: string;
    readonly swap_id: string | null;
  }

  return {
    database,
    clock,
    deps,
    app,
    links,
    call,
    hear,
    job,
    work,
    kindergarten,
    apply,
    registerChild,
    openRound,
    closeRound,
    place,
    round,
    run,
    events: <P extends TSchema>(event: EventDefinition<P>) =>
      database.admin<{ version: number; payload: Static<P>; key: string }>(
        'select key, version, payload from allocation.outbox where kind = $1 and type = $2 and consumer = $3 order by id',
        ['event', event.type, event.consumers.at(-1)],
      ),
    caseLog: async (caseId: string) =>
      (
        await database.admin<{ type: string }>(
          'select type from allocation.case_event where case_id = $1 order by id',
          [caseId],
        )
      ).map(({ type }) => type),
    /** The child's newest offer. */
    async offerOf(name: string): Promise<OfferRow | undefined> {
      const [row] = await database.admin<OfferRow>(
        `select id, status, kindergarten_id, start_on::text, swap_id from allocation.place_offer
         where application_id = $1 order by made_at desc, id limit 1`,
        [applicationOf(name)],
      );
      return row;
    },
    async answer(name: string, answer: 'accepted' | 'declined'): Promise<Answered> {
      const offer = await this.offerOf(name);
      return call('POST', `/v1/offers/${offer?.id}/answer`, { answer });
    },
    link: (
      offerId: string,
      purpose: LinkPurpose = 'offer',
      guardianId: string = stableId('guardian', offerId),
    ) =>
      links.make({
        kommune: storfjord,
        purpose,
        id: offerId,
        guardianId,
        expiresAt: new Date('2027-12-01T00:00:00Z'),
      }),
    /** Where each child has its place on a day, by name. */
    async placesOn(day: string, names: readonly string[]): Promise<Record<string, string>> {
      const rows = await database.admin<{ child_id: string; kindergarten_id: string }>(
        `select child_id, kindergarten_id from allocation.placement
         where status <> 'cancelled' and from_on <= $1 and (until_on is null or until_on >= $1)`,
        [day],
      );
      const at = new Map(rows.map((row) => [row.child_id, row.kindergarten_id]));
      return Object.fromEntries(
        names.flatMap((name) => (at.has(childOf(name)) ? [[name, at.get(childOf(name)) ?? '']] : [])),
      );
    },
    /** Empties everything, so that the next test starts afresh: cheaper than a database and a thread of its own. */
    async reset(): Promise<void> {
      hands = fixedClock(start);
      const tables = await database.admin<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'allocation'
         and tablename in (select table_name from information_schema.columns where table_schema = 'allocation' and column_name = 'kommune')`,
      );
      await database.admin(`truncate ${tables.map(({ name }) => name).join(', ')}`);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await app.close();
      await deps.matcher.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function expectOk(asked: Promise<Answered>): Promise<void> {
  const { status, json } = await asked;
  if (status >= 300) throw new Error(`Refused: ${JSON.stringify(json)}`);
}

async function buildApp(deps: Deps, guardianLinks: ReturnType<typeof makeLinks>): Promise<HttpApp> {
  const rate = { burst: 1_000_000, perSecond: 1_000_000 };
  const app = await buildHttp({
    service: 'allocation',
    title: allocation.title,
    version: '1',
    log: makeLog({ service: 'allocation', level: 'silent' }),
    clock: deps.clock,
    db: deps.db,
    verifier: { verify: async (token) => callerOf(token) },
    tenants,
    guardianLinks,
    // A crowded machine may take long to start the engine's thread, for which the first request waits.
    limits: {
      eventLoopDelayMs: 60_000,
      handlerMs: 300_000,
      rates: { perKommune: rate, perAddress: rate, everyone: rate },
    },
  });
  await allocation.routes(app, deps);
  await app.register(caseLogRoute, { deps: { db: platformDb(deps.db) } });
  await app.ready();
  return app;
}

/** Tokens are checked in packages/http; here they say who calls, in plain text. */
export function bearer(kommune: KommuneNumber, permissions: readonly string[]): string {
  const caller: Caller = { organisation: tenants.get(kommune).organisation, supplier: null, permissions };
  return `Bearer ${Buffer.from(JSON.stringify(caller)).toString('base64url')}`;
}

function callerOf(token: string): Caller {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    throw new AppError('unauthenticated', 'invalid-token', 'Not a token');
  }
}

const answered = (response: { statusCode: number; body: string }): Answered => ({
  status: response.statusCode,
  json: response.body === '' ? null : JSON.parse(response.body),
});

export const day = (text: string): IsoDate => isoDate(text);
