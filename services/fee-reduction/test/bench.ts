import { connectDatabase, makeVault } from '@opptak/db';
import type { MovableClock } from '@opptak/domain';
import { openApiDocument } from '@opptak/http';
import { connectToMocks, mockWorld, startMocks } from '@opptak/registries/mocks';
import { makeLinks, type Registries, readKeys } from '@opptak/service';
import { createTestDatabase, fixedClock, type TestDatabase } from '@opptak/testing';
import type { Deps } from '../src/deps.ts';
import type { Schema } from '../src/schema.generated.ts';
import { readFeeChoices } from '../src/settings.ts';
import { buildApp, caller, headers } from './calls.ts';
import { families } from './families.ts';
import { messagesAndJobs } from './messages-and-jobs.ts';
import { tenantsWith } from './test-kommune.ts';

export type Bench = Awaited<ReturnType<typeof openBench>>;

/** The fee service on a database of its own, with the real adapters pointed at mock registries. */
export async function openBench(
  options: { readonly at?: string; readonly fees?: Record<string, unknown> } = {},
) {
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
  const mocks = await startMocks({ world: mockWorld({ clock, seed: 1 }) });
  // Nobody waits for an answer by the clock but where none comes: a slow machine is no registry that is down.
  const adapters = connectToMocks(mocks, { timeoutMs: 30_000 });
  const hasty = connectToMocks(mocks, { timeoutMs: 300 });
  let hurries = false;
  const registries = (): Registries => {
    const incomes = hurries ? hasty : adapters;
    return {
      ...adapters,
      texts: adapters.fiksTexts,
      emails: adapters.altinn,
      incomeByFiks: incomes.fiksIncome,
      incomeBySkatteetaten: incomes.skatteetatenIncome,
    };
  };
  const keys = readKeys({}, false);
  const links = makeLinks(keys.link, clock);
  const tenants = tenantsWith(options.fees ?? {});
  /** Lines logged as errors. */
  const alarms: string[] = [];
  const deps: Deps = {
    db: database.db,
    clock,
    log: {
      error: (_line, text) => {
        alarms.push(text);
      },
    },
    vault: makeVault({ dataKey: keys.data, indexKey: keys.index }),
    identityVault: makeVault({ dataKey: keys.identity, indexKey: keys.index }),
    nationalIds: 'synthetic',
    tenants,
    registries,
    choices: readFeeChoices(tenants),
  };
  const app = await buildApp(deps, links);
  const messages = messagesAndJobs(database, deps);
  const tables = await database.admin<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'fee_reduction' and tablename <> 'migration'`,
  );
  const emptying = tables.map(({ name }) => `delete from fee_reduction.${name}`).join('; ');

  return {
    database,
    deps,
    app,
    document: openApiDocument(app),
    clock,
    mocks,
    links,
    alarms,
    headers,
    call: caller(app),
    ...messages,
    ...families(messages.hear, deps, mocks),
    rows: (text: string): Promise<Record<string, unknown>[]> => database.admin(text),
    /** Whether income registries get 0.3 seconds to answer, for those that never do. */
    hurry(on: boolean): void {
      hurries = on;
    },
    /** As it was when it was opened: a new bench takes half a second. */
    async reset(): Promise<void> {
      // Rows are few: to delete them takes a tenth of what it takes to truncate thirty tables.
      await database.admin(`begin; set local session_replication_role = replica; ${emptying}; commit`);
      mocks.faults.clear();
      alarms.length = 0;
      standing = fixedClock(start);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await app.close();
      await mocks.close();
      await administrator.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
