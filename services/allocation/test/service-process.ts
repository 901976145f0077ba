/**
 * The jobs of allocation in a process of their own, with their real queue, for a test that kills it.
 * node service-process.ts ADMIN_URL
 */
import { connectDatabase, makeVault, queueDatabaseUrl, serviceDatabaseUrl } from '@opptak/db';
import { systemClock } from '@opptak/domain';
import { openQueues, silentLog, startWorkers } from '@opptak/jobs';
import { readKeys } from '@opptak/service';
import { fixedClock } from '@opptak/testing';
import { crashSettings } from '@opptak/testing/crash-settings';
import { allocation } from '../src/index.ts';
import { openMatcher } from '../src/matcher/matcher.ts';
import type { Schema } from '../src/schema.generated.ts';
import { tenants } from './test-kommune.ts';

const adminUrl = process.argv[2] ?? '';
const keys = readKeys({}, false);
const connection = connectDatabase<Schema>({
  url: serviceDatabaseUrl(adminUrl, 'allocation'),
  applicationName: 'process-allocation',
});
const matcher = openMatcher();
const queues = openQueues({ databaseUrl: queueDatabaseUrl(adminUrl) });
const workers = await startWorkers<Schema>({
  service: 'allocation',
  db: connection.db,
  queues,
  handlers: allocation.handlers({
    db: connection.db,
    clock: fixedClock(process.env['ALLOCATION_NOW'] ?? ''),
    tenants,
    vault: makeVault({ dataKey: keys.data, indexKey: keys.index }),
    matcher,
  }),
  subscribers: [],
  schedules: [],
  clock: systemClock,
  log: silentLog,
  settings: crashSettings,
});
process.once('SIGTERM', async () => {
  await workers.stop();
  await queues.close();
  await matcher.close();
  await connection.close();
  process.exit(0);
});
process.send?.('started');
