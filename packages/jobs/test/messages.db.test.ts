import { defineEvent } from '@opptak/contracts';
import { inKommune, type PlatformTables } from '@opptak/db';
import { kommuneNumber } from '@opptak/domain';
import {
  emitEvent,
  type JobDefinition,
  openQueues,
  planJob,
  type Queues,
  silentLog,
  startWorkers,
  untilIdle,
  type Workers,
} from '@opptak/jobs';
import { createTestDatabase, fixedClock, type TestDatabase } from '@opptak/testing';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const kommune = kommuneNumber('5544');
const clock = fixedClock('2026-03-01T12:00:00Z');
const happened = defineEvent('thing.happened', Type.Object({ thingId: Type.String() }), ['allocation']);
const doThing = {
  name: 'do-thing',
  payload: Type.Object({ thingId: Type.String() }),
  attempts: 3,
  backoffMs: 1_000,
} satisfies JobDefinition;

describe('messages', () => {
  let database: TestDatabase<PlatformTables>;
  let queues: Queues;
  const seen: string[] = [];
  const workers: Workers[] = [];

  beforeAll(async () => {
    database = await createTestDatabase<PlatformTables>('intake');
    queues = openQueues({ databaseUrl: database.queueUrl });
    for (const service of ['intake', 'allocation'] as const) {
      workers.push(
        await startWorkers<PlatformTables>({
          service,
          db: database.connect(service).db,
          queues,
          handlers: [
            {
              definition: doThing,
              run: async (payload) => {
                const { thingId } = payload as { thingId: string };
                seen.push(`job ${thingId}`);
              },
            },
          ],
          subscribers: [
            {
              event: happened,
              run: async (_tx, event) => void seen.push(`event ${event.key} in ${service}`),
            },
          ],
          schedules: [],
          clock,
          log: silentLog,
        }),
      );
    }
  });
  afterAll(async () => {
    await Promise.all(workers.map((one) => one.stop()));
    await queues.close();
    await database[Symbol.asyncDispose]();
  });

  test('a planned job runs, and an event reaches its consumer', async () => {
    await inKommune(database.db, kommune, async (tx) => {
      await planJob(tx, doThing, { thingId: 'a' }, { kommune, runAt: clock.now() });
      await emitEvent(
        tx,
        happened,
        { thingId: 'b' },
        { kommune, key: 'b', version: 1, occurredAt: clock.now() },
      );
    });

    await untilIdle(workers, 5_000);

    expect(seen.sort()).toEqual(['event b in allocation', 'job a']);
  });
});
