import type { TestProject } from 'vitest/node';
import { postgresServer } from './servers/postgres-server.ts';
import { redisServer } from './servers/redis-server.ts';
import { createTemplate, dropDatabase } from './template-database.ts';

/** What `setUpServers` gives to the test files. */
export interface TestServers {
  readonly adminUrl: string;
  readonly template: string;
  readonly redisUrl: string;
  readonly migrations: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    readonly opptak: TestServers;
  }
}

/**
 * Brings up PostgreSQL and Redis for a test run and migrates a template database.
 *
 * In containers only with `OPPTAK_TEST_DOCKER=1`: a Docker engine that answers may still have no way to the images.
 *
 * @param migrations the folder `migrations`.
 * @returns takes everything down again.
 */
export async function setUpServers(project: TestProject, migrations: string): Promise<() => Promise<void>> {
  const startedAt = performance.now();
  const docker = process.env['OPPTAK_TEST_DOCKER'] === '1';
  const [postgres, redis] = await Promise.all([postgresServer(docker), redisServer(docker)]);
  const template = await createTemplate(postgres.url, migrations);
  project.provide('opptak', { adminUrl: postgres.url, template, redisUrl: redis.url, migrations });
  const ms = Math.round(performance.now() - startedAt);
  process.stderr.write(`PostgreSQL from ${postgres.from}; Redis from ${redis.from}; ready in ${ms} ms\n`);
  return async () => {
    await dropDatabase(postgres.url, template);
    await Promise.all([postgres.stop(), redis.stop()]);
  };
}
