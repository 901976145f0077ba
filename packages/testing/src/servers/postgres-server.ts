import { startEmbeddedPostgres } from '@opptak/db';
import type { TestServer } from './test-server.ts';

/** PostgreSQL for the tests: `DATABASE_URL` as given (a superuser's), else a container when asked for, else the one from npm. */
export async function postgresServer(docker: boolean): Promise<TestServer> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, from: 'DATABASE_URL', stop: async () => {} };
  if (docker) {
    const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
    const container = await new PostgreSqlContainer('postgres:18-alpine').start();
    return {
      url: container.getConnectionUri(),
      from: 'a container',
      stop: async () => void (await container.stop()),
    };
  }
  const server = await startEmbeddedPostgres({ durable: false });
  return { url: server.url, from: `the npm package, ${server.version}`, stop: () => server.stop() };
}
