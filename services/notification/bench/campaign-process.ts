/**
 * Notification's workers in a process of their own: a benchmark or a test starts it, kills it, and starts it again.
 * Configured by the environment, as the service is. Its clock was at nine on the morning of the campaign when the run
 * began, and goes: what has failed is tried again after its pause.
 */
import { connectDatabase, serviceDatabaseUrl } from '@opptak/db';
import { movableClock } from '@opptak/domain';
import { makeLog } from '@opptak/http';
import { startWorkers, type WorkerSettings } from '@opptak/jobs';
import { makeEnvironment, openConfiguredQueues, readConfig } from '@opptak/service';
import { notification } from '../src/index.ts';
import type { Schema } from '../src/schema.generated.ts';
import { campaignMorning } from './campaign-town.ts';

/** A worker that dies is missed after a second, and what it has lost is looked for soon. */
const impatient: Partial<WorkerSettings> = {
  relayPollMs: 20,
  lockMs: 2_000,
  stalledCheckMs: 500,
  sweepMs: 500,
  sweepAfterMs: 3_000,
  blockSeconds: 1,
};

const config = readConfig(process.env);
const log = makeLog({ service: notification.name, level: config.logLevel });
const connection = connectDatabase<Schema>({
  url: serviceDatabaseUrl(config.databaseUrl, notification.name),
  applicationName: 'campaign-process',
});
const clock = movableClock(campaignMorning);
const beganAt = Number(process.env['CAMPAIGN_BEGAN_AT']);
const goOn = (): void => clock.moveTo(new Date(campaignMorning.getTime() + Date.now() - beganAt));
goOn();
setInterval(goOn, 50).unref();
const queues = openConfiguredQueues(config);
const deps = notification.deps(makeEnvironment(config, connection.db, clock, log));
const workers = await startWorkers({
  service: notification.name,
  db: connection.db,
  queues,
  handlers: notification.handlers(deps),
  subscribers: [],
  schedules: [],
  clock,
  log,
  settings: impatient,
});
process.once('SIGTERM', async () => {
  await workers.stop();
  await queues.close();
  await connection.close();
  process.exit(0);
});
process.send?.('started');
