import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type EventDefinition, invitationCreated } from '@opptak/contracts';
import { inKommune, makeVault, platformDb, stableId } from '@opptak/db';
import type { LinkPurpose, MovableClock } from '@opptak/domain';
import { AppError, type IsoDate, isoDate, type KommuneNumber, kommuneNumber } from '@opptak/domain';
import { buildHttp, type Caller, type HttpApp, makeLog } from '@opptak/http';
import { takeInBy } from '@opptak/jobs';
import type { RegisteredKindergarten } from '@opptak/registries';
import { caseLogRoute, makeLinks, type RegistriesOf, readKeys, readTenants } from '@opptak/service';
import { createTestDatabase, fixedClock } from '@opptak/testing';
import type { Static, TSchema } from 'typebox';
import type { Deps } from '../src/deps.ts';
import { intake } from '../src/index.ts';
import type { Schema } from '../src/schema.generated.ts';

export const storfjord = kommuneNumber('5538');
export const nordreisa = kommuneNumber('5544');
/** Organisation numbers of kindergartens that exist only here. */
export const [birk, einer, furu, gran] = ['900000015', '900000023', '900000031', '900000058'] as const;

/** When each test begins: a month before the deadline. */
const start = '2027-02-01T09:00:00Z';
const tenants = readTenants(path.resolve(import.meta.dirname, '../../../examples/tenants.json'));
const scopes = ['applications', 'bylaws', 'kindergartens', 'priority', 'rounds', 'case-log'].flatMap(
  (thing) => ['read', 'write', 'decide'].map((may) => `opptak:${thing}.${may}`),
);

/** The example bylaws of a kommune, in force from August 2026. */
export const exampleBylaws = (kommune: KommuneNumber) =>
  JSON.parse(
    readFileSync(
      path.resolve(
        import.meta.dirname,
        `../../../examples/bylaws/${kommune === storfjord ? 'storfjord' : 'nordreisa'}.json`,
      ),
      'utf8',
    ),
  );

export interface Asked {
  readonly kommune?: KommuneNumber;
  readonly employee?: string;
  readonly permissions?: readonly string[];
  /** Makes a repeated request the same request; else each is its own. */
  readonly key?: string;
  readonly version?: number;
}
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads out of an answer it compares with what it expects
  readonly json: any;
  readonly headers: Readonly<Record<string, unknown>>;
}
export type Bench = Awaited<ReturnType<typeof openBench>>;

/** Intake on a database of its own, with a clock that is moved and a national register that says what it is told to. */
export async function openBench() {
  const database = await createTestDatabase<Schema>('intake');
  // A clock does not go backwards; each test starts with one of its own.
  let hands = fixedClock(start);
  const clock: MovableClock = {
    now: () => hands.now(),
    today: () => hands.today(),
    moveTo: (to) => hands.moveTo(to),
  };
  const keys = readKeys({}, false);
  const register: { kindergartens: RegisteredKindergarten[] } = { kindergartens: [] };
  const registries = (() => ({
    kindergartens: { findInKommune: async () => register.kindergartens },
  })) as unknown as RegistriesOf;
  const links = makeLinks(keys.link, clock);
  const deps: Deps = {
    db: database.db,
    clock,
    vault: makeVault({ dataKey: keys.data, indexKey: keys.index }),
    links,
    tenants,
    registries,
    newLotSeed: (roundId) => `seed of ${roundId}`,
  };
  const app = await buildApp(deps);
  let requests = 0;

  async function call(
    method: 'GET' | 'POST' | 'PUT',
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
          authorization: bearer(asked.kommune ?? storfjord, asked.permissions ?? scopes),
          ...(asked.employee ? { 'opptak-employee': asked.employee } : {}),
          ...(asked.version ? { 'if-match': `"${asked.version}"` } : {}),
          ...(method === 'POST' ? { 'idempotency-key': asked.key ?? `request-${requests}` } : {}),
        },
        ...(body ? { payload: body } : {}),
      }),
    );
  }

  const link = (
    id: string,
    over: { purpose?: LinkPurpose; kommune?: KommuneNumber; guardianId?: string } = {},
  ) =>
    links.make({
      kommune: storfjord,
      purpose: 'invitation',
      id,
      guardianId: stableId('guardian', id),
      expiresAt: new Date('2027-03-20T00:00:00Z'),
      ...over,
    });

  /** A guardian follows a link. */
  async function answer(token: string, body: object, key?: string): Promise<Answered> {
    requests += 1;
    return answered(
      await app.inject({
        method: 'POST',
        url: '/v1/invitation-answers',
        headers: { 'idempotency-key': key ?? `request-${requests}` },
        payload: { token, ...body },
      }),
    );
  }

  const adoptBylaws = (kommune: KommuneNumber = storfjord): Promise<Answered> =>
    call('POST', '/v1/bylaws', exampleBylaws(kommune), { kommune });

  const hear = <P extends TSchema>(
    event: EventDefinition<P>,
    about: { key: string; version: number; kommune?: KommuneNumber },
    data: Static<P>,
  ): Promise<void> => {
    const subscriber = intake.subscribers(deps).find((one) => one.event.type === event.type);
    if (!subscriber) throw new Error(`Intake does not listen to ${event.type}`);
    const kommune = about.kommune ?? storfjord;
    return inKommune(deps.db, kommune, (tx) =>
      takeInBy(subscriber, tx, [
        {
          id: stableId(event.type, about.key, String(about.version)),
          type: event.type,
          kommune,
          key: about.key,
          version: about.version,
          occurredAt: clock.now(),
          data,
        },
      ]),
    );
  };

  const job = async (name: string, payload: object, kommune: KommuneNumber = storfjord): Promise<void> => {
    const handler = intake.handlers(deps).find(({ definition }) => definition.name === name);
    if (!handler) throw new Error(`There is no job ${name}`);
    await handler.run(payload, { kommune, attempt: 1, messageId: stableId('message', name) });
  };

  return {
    database,
    clock,
    deps,
    app,
    register,
    call,
    link,
    answer,
    hear,
    job,
    /** What one consumer was told, in order. */
    events: <P extends TSchema>(event: EventDefinition<P>) =>
      database.admin<{ version: number; payload: Static<P>; key: string }>(
        'select key, version, payload from intake.outbox where kind = $1 and type = $2 and consumer = $3 order by id',
        ['event', event.type, event.consumers.at(-1)],
      ),
    caseLog: async (caseId: string) =>
      (
        await database.admin<{ type: string }>(
          'select type from intake.case_event where case_id = $1 order by id',
          [caseId],
        )
      ).map(({ type }) => type),
    /** Kindergartens that may be applied for. */
    async kindergartens(
      ids: readonly string[] = [birk, einer, furu],
      kommune: KommuneNumber = storfjord,
    ): Promise<void> {
      register.kindergartens = ids.map((id) => registered(id, kommune));
      await job('import-kindergartens', {}, kommune);
    },
    adoptBylaws,
    async openRound(kommune: KommuneNumber = storfjord): Promise<string> {
      await adoptBylaws(kommune);
      const opened = await call(
        'POST',
        '/v1/rounds',
        { kind: 'main', kindergartenYear: 2027, opensAt: '2027-01-15T08:00:00Z', deadlineOn: '2027-03-01' },
        { kommune },
      );
      return opened.json.roundId;
    },
    async invite(
      roundId: string,
      child: string,
      over: Partial<Static<typeof invitationCreated.data>> = {},
      { version = 1, kommune = storfjord }: { version?: number; kommune?: KommuneNumber } = {},
    ): Promise<string> {
      const invitationId = stableId('invitation', roundId, child);
      await hear(
        invitationCreated,
        { key: invitationId, version, kommune },
        {
          invitationId,
          roundId,
          childId: stableId('child', child),
          familyId: stableId('family', child),
          bornOn: isoDate('2026-01-10'),
          reason: 'right-to-place',
          right: { outcome: 'fulfilled', by: isoDate('2027-08-31') },
          proposedStartOn: isoDate('2027-08-15'),
          proposedWishes: [birk, einer].map((kindergartenId) => ({ kindergartenId, distanceM: 400 })),
          distances: { [birk]: 400, [einer]: 900 },
          language: 'nb',
          expiresAt: '2027-03-20T00:00:00Z',
          guardians: [stableId('guardian', invitationId)],
          answers: 'one-decides',
          ...over,
        },
      );
      return invitationId;
    },
    /** Empties everything, so that the next test starts afresh: cheaper than a database of its own. */
    async reset(): Promise<void> {
      hands = fixedClock(start);
      const tables = await database.admin<{ name: string }>(
        `select distinct format('%I.%I', table_schema, table_name) as name from information_schema.columns
         where table_schema = 'intake' and column_name = 'kommune'`,
      );
      await database.admin(`truncate ${tables.map(({ name }) => name).join(', ')}`);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await app.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** The application with limits that a flood of requests from one test does not reach. */
async function buildApp(deps: Deps): Promise<HttpApp> {
  const rate = { burst: 1_000_000, perSecond: 1_000_000 };
  const app = await buildHttp({
    service: 'intake',
    title: intake.title,
    version: '1',
    log: makeLog({ service: 'intake', level: 'silent' }),
    clock: deps.clock,
    db: deps.db,
    verifier: { verify: async (token) => callerOf(token) },
    tenants,
    guardianLinks: deps.links,
    limits: { eventLoopDelayMs: 60_000, rates: { perKommune: rate, perAddress: rate, everyone: rate } },
  });
  await intake.routes(app, deps);
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

const answered = (response: { statusCode: number; body: string; headers: object }): Answered => ({
  status: response.statusCode,
  json: response.body === '' ? null : JSON.parse(response.body),
  headers: { ...response.headers },
});

export const registered = (id: string, kommune: KommuneNumber): RegisteredKindergarten => ({
  organisationNumber: id,
  name: `Barnehage ${id}`,
  kommune,
  ownership: 'municipal',
  owner: { organisationNumber: null, name: 'Kommunen' },
  kind: 'ordinary',
  ages: { from: 0, until: 5 },
  address: null,
  position: { latitude: 69.27, longitude: 19.94 },
  children: null,
  languageForm: null,
  openingHours: null,
  pedagogicalProfile: null,
  areaSquareMetres: null,
  foodPriceKroner: null,
});

/** The two questions, answered. */
export const yes = { startOn: '2027-08-15' as IsoDate, daysPerWeek: 5 };
