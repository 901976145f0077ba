/**
 * What messages cost: `node packages/jobs/bench/messages.ts [events] [jobs]`, on an embedded PostgreSQL of its own, or
 * with REDIS_URL on that Redis. Says CPU seconds of this process; `time` in front says those of PostgreSQL as well.
 */
import path from 'node:path';
import { defineEvent, type ServiceName } from '@opptak/contracts';
import {
  connectDatabase,
  inKommune,
  migrate,
  type PlatformTables,
  queueDatabaseUrl,
  serviceDatabaseUrl,
  startEmbeddedPostgres,
} from '@opptak/db';
import { kommuneNumber, systemClock } from '@opptak/domain';
import { emitEvent, openQueues, planJob, silentLog, startWorkers, untilIdle } from '@opptak/jobs';
import { Type } from 'typebox';

const [events = 4_000, jobs = 1_500] = process.argv.slice(2).map(Number);
const kommune = kommuneNumber('5544');
const Thing = Type.Object({ thingId: Type.String(), note: Type.String() });
const consumers = ['intake', 'allocation', 'fee-reduction', 'integration'] as const;
const happened = defineEvent('thing.happened', Thing, consumers);
const doThing = { name: 'do-thing', payload: Thing, attempts: 3, backoffMs: 1_000 };
const note = 'x'.repeat(400);

const server = await startEmbeddedPostgres({ durable: false });
const adminUrl = server.socketUrl ?? server.url;
await migrate({ adminUrl: server.url, folder: path.resolve(import.meta.dirname, '../../../migrations') });
const queues = openQueues({ databaseUrl: queueDatabaseUrl(adminUrl), redisUrl: process.env['REDIS_URL'] });

const start = async (service: ServiceName) => {
  const connection = connectDatabase<PlatformTables>({
    url: serviceDatabaseUrl(adminUrl, service),
    applicationName: `bench-${service}`,
  });
  const workers = await startWorkers<PlatformTables>({
    service,
    db: connection.db,
    queues,
    handlers: [{ definition: doThing, run: async () => {} }],
    subscribers: [{ event: happened, run: async () => {} }],
    schedules: [],
    clock: systemClock,
    log: silentLog,
  });
  return { connection, workers };
};
const producer = await start('notification');
const all = [producer, ...(await Promise.all(consumers.map(start)))];
const workers = all.map((one) => one.workers);

async function measured(what: string, count: number, write: (index: number) => Promise<void>): Promise<void> {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  // Four callers at a time, each in a transaction of its own.
  let next = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (next < count) await write(next++);
    }),
  );
  await untilIdle(workers, 600_000);
  const used = process.cpuUsage(cpu);
  const seconds = ((used.user + used.system) / 1e6).toFixed(2);
  console.log(`${what}: ${count} in ${Math.round(performance.now() - startedAt)} ms, CPU here ${seconds} s`);
}

const at = () => systemClock.now();
await measured('events, each to four services', events / 4, (index) =>
  inKommune(producer.connection.db, kommune, (tx) =>
    emitEvent(
      tx,
      happened,
      { thingId: String(index), note },
      { kommune, key: String(index), version: 1, occurredAt: at() },
    ),
  ),
);
await measured('jobs', jobs, (index) =>
  inKommune(producer.connection.db, kommune, (tx) =>
    planJob(tx, doThing, { thingId: String(index), note }, { kommune, runAt: at() }),
  ),
);

for (const one of all) {
  await one.workers.stop();
  await one.connection.close();
}
await queues.close();
await server.stop();
