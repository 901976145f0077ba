import { serviceNames } from '@opptak/contracts';
import { appRoleOf, QUEUE_ROLE, schemaOf, serviceDatabaseUrl } from '@opptak/db';
import { asAdmin, createTestDatabase, type TestDatabase } from '@opptak/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProcess, type TestProcess } from './service-process.ts';

let database: TestDatabase<unknown>;
const started: TestProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase('intake');
});
afterAll(async () => {
  await Promise.all(started.map((one) => one.end('SIGKILL')));
  await database[Symbol.asyncDispose]();
});

/** The database's address as a container gets it: without the administrator's name and password. */
function addressWithoutUser(): string {
  const url = new URL(database.adminUrl);
  url.username = '';
  url.password = '';
  return url.href;
}

async function startAlone(service: string, more: Readonly<Record<string, string>> = {}) {
  const one = startProcess(`services/${service}/src/main.ts`, {
    DATABASE_URL: addressWithoutUser(),
    OPPTAK_FIRST_PORT: '0',
    // Nobody answers there: a service must come up while the outside world is away.
    OPPTAK_REGISTRIES_URL: 'http://127.0.0.1:9',
    OPPTAK_TENANTS_FILE: 'examples/tenants.json',
    LOG_LEVEL: 'info',
    ...more,
  });
  started.push(one);
  const url = await one.logged(({ msg, address }) =>
    msg === 'service started' && typeof address === 'string' ? address : undefined,
  );
  return { one, url };
}

describe.each(serviceNames)('%s as a process of its own', (service) => {
  test('comes up alone, connects with its own role only, and ends with 0 when told to', async () => {
    const { one, url } = await startAlone(service);

    // On a busy machine a service that has just come up may ask its callers to come back: 503.
    const statusOf = (route: string) =>
      expect.poll(async () => (await fetch(`${url}${route}`)).status, { timeout: 30_000 });
    await statusOf('/health/ready').toBe(200);
    await statusOf('/docs/json').toBe(200);
    await statusOf('/v1/case-log-summary').toBe(401);
    const roles = await database.admin<{ usename: string }>(
      `select distinct usename from pg_stat_activity where datname = current_database() and application_name like 'opptak-%'`,
    );
    expect(roles.map(({ usename }) => usename).sort()).toEqual([appRoleOf(service), QUEUE_ROLE].sort());

    // One that does not end within 30 seconds ends itself with 1.
    expect(await one.end('SIGTERM')).toBe(0);
  });

  test('is refused by PostgreSQL in every other service’s schema', async () => {
    const own = serviceDatabaseUrl(database.adminUrl, service);
    await expect(asAdmin(own, `select count(*) from ${schemaOf(service)}.outbox`)).resolves.toHaveLength(1);
    for (const other of serviceNames.filter((name) => name !== service)) {
      await expect(asAdmin(own, `select count(*) from ${schemaOf(other)}.outbox`)).rejects.toMatchObject({
        code: '42501',
      });
    }
  });
});

test('the mock registries run as a process, and end with 0', async () => {
  const one = startProcess('packages/registries/src/mocks-main.ts', {
    PORT: '0',
    HOST: '127.0.0.1',
    TENANTS_FILE: 'examples/tenants.json',
  });
  started.push(one);
  const issuer = await one.logged(({ urls }) =>
    typeof urls === 'object' && urls !== null && 'maskinporten' in urls
      ? String(urls.maskinporten)
      : undefined,
  );
  expect((await fetch(`${issuer}jwks`)).status).toBe(200);
  expect(await one.end('SIGTERM')).toBe(0);
});

test('the migrator says that there is nothing to do, and ends with 0', async () => {
  const one = startProcess('tools/migrate.ts', { DATABASE_URL: database.adminUrl });
  started.push(one);
  expect(await new Promise((resolve) => one.child.once('exit', resolve))).toBe(0);
});

test('a service whose database is away is not ready, and does not say more', async () => {
  const { one, url } = await startAlone('intake');
  // In this database only: roles are shared with the other test files.
  await database.admin(
    `do $$ begin execute format('revoke connect on database %I from public', current_database()); end $$`,
  );
  await database.admin(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = '${appRoleOf('intake')}'`,
  );
  const answer = await fetch(`${url}/health/ready`);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ status: 'not ready' });
  expect(await one.end('SIGTERM')).toBe(0);
});
