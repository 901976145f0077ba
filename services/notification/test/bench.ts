import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type EventDefinition, kindergartenChanged, roundOpened } from '@opptak/contracts';
import { inKommune, makeVault, platformDb } from '@opptak/db';
import { isoDate, type KommuneNumber, kommuneNumber, type MovableClock } from '@opptak/domain';
import { buildHttp, type Caller, makeLog, openApiDocument } from '@opptak/http';
import { takeInBy } from '@opptak/jobs';
import type { Circuits } from '@opptak/registries';
import { connectToMocks, type Home, type Mocks, mockWorld, startMocks } from '@opptak/registries/mocks';
import {
  caseLogRoute,
  makeLinks,
  type Registries,
  readKeys,
  readTenants,
  registryGauge,
  useAccessLog,
} from '@opptak/service';
import { createTestDatabase, fixedClock } from '@opptak/testing';
import type { Static, TSchema } from 'typebox';
import type { Deps } from '../src/deps.ts';
import { notification } from '../src/index.ts';
import type { Schema } from '../src/schema.generated.ts';

export const storfjord = kommuneNumber('5538');
/** In the administrative area for Sámi languages. */
export const kaafjord = kommuneNumber('5540');
/** Kindergartens that exist only here. */
export const [birk, einer, furu] = ['900000015', '900000023', '900000031'] as const;

export const roundId = '11111111-1111-4111-8111-111111111111';

const tenants = readTenants(path.resolve(import.meta.dirname, '../../../examples/tenants.json'));
export const permissions = [
  'population.sync',
  'population.read',
  'campaigns.write',
  'campaigns.read',
  'invitations.read',
  'family-choices.write',
  'messages.read',
  'manual-cases.read',
  'manual-cases.write',
  'access-blocks.write',
  'protection.handle',
  'case-log.read',
].map((name) => `opptak:${name}`);

const plenty = { burst: 1_000_000, perSecond: 1_000_000 };

export interface Asked {
  readonly kommune?: KommuneNumber;
  readonly employee?: string;
  readonly permissions?: readonly string[];
}

export type Bench = Awaited<ReturnType<typeof openBench>>;

/** A family's home, each at a street number of its own. */
export const homeAt = (number: number, kommune: string = storfjord): Home => ({
  type: 'street',
  kommune,
  street: 'Skoleveien',
  number,
  postalCode: '9046',
  postTown: 'OTEREN',
});

/** Notification on a database of its own, with the real adapters pointed at mock registries. */
export async function openBench(
  at = '2027-01-20T08:00:00Z',
  shared?: { readonly clock: MovableClock; readonly mocks: Mocks },
  {
    feedEverySeconds = 0,
    circuits,
  }: { readonly feedEverySeconds?: number; readonly circuits?: Circuits } = {},
) {
  const database = await createTestDatabase<Schema>('notification');
  const clock = shared?.clock ?? fixedClock(at);
  const mocks = shared?.mocks ?? (await startMocks({ world: mockWorld({ clock, seed: 1 }) }));
  const { world } = mocks;
  const adapters = connectToMocks(mocks, { timeoutMs: 2_000, ...(circuits ? { circuits } : {}) });
  const registries: Registries = {
    ...adapters,
    texts: adapters.fiksTexts,
    emails: adapters.altinn,
    incomeByFiks: adapters.fiksIncome,
    incomeBySkatteetaten: adapters.skatteetatenIncome,
  };
  const keys = readKeys({}, false);
  const logged: string[] = [];
  const links = makeLinks(keys.link, clock);
  const deps: Deps = {
    db: database.db,
    clock,
    vault: makeVault({ dataKey: keys.data, indexKey: keys.index }),
    identityVault: makeVault({ dataKey: keys.identity, indexKey: keys.index }),
    links,
    tenants,
    registries: () => registries,
    config: { familyPagesUrl: 'https://opptak.example', nationalIds: 'synthetic', feedEverySeconds },
  };
  const app = await buildHttp<Schema>({
    service: notification.name,
    title: notification.title,
    version: '1',
    log: makeLog({
      service: notification.name,
      level: 'trace',
      destination: { write: (line: string) => void logged.push(line) },
    }),
    clock,
    db: database.db,
    verifier: {
      verify: async (token): Promise<Caller> => JSON.parse(Buffer.from(token, 'base64url').toString()),
    },
    tenants,
    guardianLinks: links,
    gauges: circuits ? [registryGauge(circuits)] : [],
    limits: { eventLoopDelayMs: 60_000, rates: { perKommune: plenty, perAddress: plenty, everyone: plenty } },
  });
  useAccessLog(app, { db: platformDb(database.db), clock });
  await notification.routes(app, deps);
  await app.register(caseLogRoute, { deps: { db: platformDb(database.db) } });
  await app.ready();

  const handlers = new Map(notification.handlers(deps).map((one) => [one.definition.name, one]));
  const subscribers = new Map(notification.subscribers(deps).map((one) => [one.event.type, one]));
  const bearer = ({ kommune = storfjord, permissions: may = permissions }: Asked = {}) =>
    `Bearer ${Buffer.from(
      JSON.stringify({ organisation: tenants.get(kommune).organisation, supplier: null, permissions: may }),
    ).toString('base64url')}`;

  const bench = {
    database,
    deps,
    app,
    document: openApiDocument(app),
    clock,
    world,
    mocks,
    links,
    logged,
    bearer,
    /** Runs one job, as the worker would. */
    job: (name: string, payload: object, kommune: KommuneNumber = storfjord, attempt = 1) =>
      handlers.get(name)?.run(payload, { kommune, attempt, messageId: randomUUID() }),
    /** Runs what is planned and due until nothing is; what fails is tried again, three times at most. */
    async work(): Promise<number> {
      let ran = 0;
      const failures = new Map<string, number>();
      for (;;) {
        const due = await database.admin<{ id: string; type: string; kommune: string; payload: object }>(
          `select id, type, kommune, payload from notification.outbox
           where kind = 'job' and done_at is null and run_at <= $1 order by id`,
          [clock.now()],
        );
        if (due.length === 0) return ran;
        for (const { id, type, kommune, payload } of due) {
          try {
            await bench.job(type, payload, kommuneNumber(kommune), (failures.get(id) ?? 0) + 1);
            await database.admin('update notification.outbox set done_at = now() where id = $1', [id]);
            ran += 1;
          } catch (error) {
            failures.set(id, (failures.get(id) ?? 0) + 1);
            if ((failures.get(id) ?? 0) > 3) throw error;
          }
        }
      }
    },
    async hear<P extends TSchema>(
      event: EventDefinition<P>,
      key: string,
      data: Static<P>,
      { version = 1, kommune = storfjord }: { version?: number; kommune?: KommuneNumber } = {},
    ): Promise<void> {
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
    async call(method: 'GET' | 'POST', url: string, body?: object, asked: Asked = {}) {
      const answer = await app.inject({
        method,
        url,
        headers: {
          authorization: bearer(asked),
          ...(asked.employee ? { 'opptak-employee': asked.employee } : {}),
          ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        },
        ...(body ? { payload: body } : {}),
      });
      const isJson = String(answer.headers['content-type']).includes('json');
      return { status: answer.statusCode, json: isJson ? answer.json() : null, raw: answer.rawPayload };
    },
    async view(token: string) {
      const answer = await app.inject({ method: 'POST', url: '/v1/invitations/view', payload: { token } });
      return { status: answer.statusCode, json: answer.json() };
    },
    /** What the others have been told, the newest last. */
    async told(type: string, consumer = 'intake'): Promise<readonly Record<string, unknown>[]> {
      const rows = await database.admin<{ payload: Record<string, unknown> }>(
        'select payload from notification.outbox where type = $1 and consumer = $2 order by id',
        [type, consumer],
      );
      return rows.map(({ payload }) => payload);
    },
    rows: (sql: string, values: readonly unknown[] = []) =>
      database.admin<Record<string, unknown>>(sql, values),
    async kindergartens(kommune: KommuneNumber = storfjord): Promise<void> {
      for (const [index, id] of [birk, einer, furu].entries()) {
        await bench.hear(
          kindergartenChanged,
          id,
          {
            kindergartenId: id,
            name: ['Birk barnehage', 'Einer barnehage', 'Furu barnehage'][index] ?? '',
            ownership: 'municipal',
            form: 'ordinary',
            ownerName: 'Kommunen',
            position: { lat: 69.27 + index / 100, lon: 19.89 },
            minAge: 0,
            maxAge: 5,
            capacity: { small: 10, large: 10 },
            conversion: null,
            profile: null,
            monthlyPriceNok: 1200,
            monthlyFoodNok: 300,
            fullTimeHours: 45,
            active: true,
          },
          { kommune },
        );
      }
    },
    async openRound(kommune: KommuneNumber = storfjord): Promise<void> {
      await bench.hear(
        roundOpened,
        roundId,
        {
          roundId,
          kind: 'main',
          kindergartenYear: 2027,
          opensAt: clock.now().toISOString(),
          deadlineAt: '2027-03-01T22:59:59.999Z',
          lotCommitment: '0'.repeat(64),
        },
        { kommune },
      );
    },
    /** Two parents with joint responsibility and their child, at one address. */
    family(number: number, born = '2026-03-10', kommune: string = storfjord) {
      const home = homeAt(number, kommune);
      const mother = world.addPerson({
        birthDate: '1995-05-05',
        sex: 'female',
        name: { first: 'Mor', last: `Familie${number}` },
        home,
      });
      const father = world.addPerson({
        birthDate: '1993-04-04',
        sex: 'male',
        name: { first: 'Far', last: `Familie${number}` },
        home,
      });
      const child = world.addPerson({
        birthDate: born,
        sex: 'female',
        name: { first: 'Barn', last: `Familie${number}` },
        home,
        parents: { mother, father },
      });
      return { mother, father, child, home };
    },
    childId: (number: string, kommune: KommuneNumber = storfjord) => deps.vault.personId(kommune, number),
    sync: (mode: 'initial' | 'feed' = 'feed', kommune: KommuneNumber = storfjord) =>
      bench.call('POST', '/v1/syncs', { mode }, { kommune }).then(() => bench.work()),
    async campaign(dryRun = false, kommune: KommuneNumber = storfjord) {
      return bench.call('POST', '/v1/campaigns', { roundId, kind: 'main-intake', dryRun }, { kommune });
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      if (!shared) await mocks.close();
      await database[Symbol.asyncDispose]();
    },
  };
  return bench;
}

/** The token at the end of the first link in a text. */
export function tokenIn(text: string): string {
  const [, token = ''] = /https:\/\/opptak\.example\/[io]\/([\w.-]+)/.exec(text) ?? [];
  return token;
}

export const on = isoDate;
