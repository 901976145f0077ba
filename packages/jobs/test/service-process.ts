/**
 * A service in a process of its own, as in production: tests start it and kill it.
 * node service-process.ts SERVICE ADMIN_URL, with REDIS_URL for BullMQ on Redis.
 */
import { type ServiceName, serviceNames } from '@opptak/contracts';
import { connectDatabase, type PlatformTables, queueDatabaseUrl, serviceDatabaseUrl } from '@opptak/db';
import { systemClock } from '@opptak/domain';
import { openQueues, silentLog, startWorkers } from '@opptak/jobs';
import { crashSettings, noteJob, noteThing } from './things.ts';

const [service, adminUrl] = process.argv.slice(2);
const name: ServiceName | undefined = serviceNames.find((one) => one === service);
if (!name || !adminUrl) throw new Error('usage: service-process.ts SERVICE ADMIN_URL');

const connection = connectDatabase<PlatformTables>({
  url: serviceDatabaseUrl(adminUrl, name),
  applicationName: `process-${name}`,
});
const queues = openQueues({ databaseUrl: queueDatabaseUrl(adminUrl), redisUrl: process.env['REDIS_URL'] });

const workers = await startWorkers<PlatformTables>({
  service: name,
  db: connection.db,
  queues,
  handlers: [noteJob(connection.db)],
  subscribers: [noteThing()],
  schedules: [],
  clock: systemClock,
  log: silentLog,
  settings: crashSettings,
});
process.once('SIGTERM', async () => {
  await workers.stop();
  await queues.close();
  await connection.close();
  process.exit(0);
});
process.send?.('started');
