import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { setUpServers } from '../packages/testing/src/global-setup.ts';

/**
 * Where the tests' PostgreSQL and Redis come from: DATABASE_URL and REDIS_URL when given, else Docker when it
 * answers, else the npm packages.
 */
export default (project: TestProject) =>
  setUpServers(project, path.resolve(import.meta.dirname, '..', 'migrations'));
