import { inKommune, type PlatformTables } from '@opptak/db';
import { kommuneNumber } from '@opptak/domain';
import { planJob } from '@opptak/jobs';
import { createTestDatabase, fixedClock, type TestDatabase } from '@opptak/testing';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outboxGauges } from './outbox-gauges.ts';

const clock = fixedClock('2026-03-01T12:00:00Z');
const doThing = { name: 'do-thing', payload: Type.Object({}), attempts: 3, backoffMs: 1_000 };

let database: TestDatabase<PlatformTables>;
beforeAll(async () => {
  database = await createTestDatabase<PlatformTables>('intake');
});
afterAll(() => database[Symbol.asyncDispose]());

const read = async () =>
  Object.fromEntries(
    (await Promise.all(outboxGauges(database.db, clock).map(async (gauge) => gauge.read()))).flatMap(
      (readings) => readings.map(({ labels, value }) => [labels['state'] ?? 'oldest', value]),
    ),
  );

test('says how many messages of all kommuner wait, are on their way or were put aside, and for how long', async () => {
  expect(await read()).toEqual({ due: 0, sent: 0, dead: 0, oldest: 0 });

  // Due for ten minutes, for one, in an hour; and, of another kommune, for two hours.
  const plans = [
    ['5544', '11:50'],
    ['5544', '11:59'],
    ['5544', '13:00'],
    ['5538', '10:00'],
  ] as const;
  for (const [number, at] of plans) {
    const kommune = kommuneNumber(number);
    const runAt = new Date(`2026-03-01T${at}:00Z`);
    await inKommune(database.db, kommune, (tx) => planJob(tx, doThing, {}, { kommune, runAt }));
  }
  expect(await read()).toEqual({ due: 3, sent: 0, dead: 0, oldest: 7200 });

  await database.admin(`update intake.outbox set dead_at = now(), attempts = 3 where kommune = '5538'`);
  await database.admin(`update intake.outbox set published_at = now() where run_at = '2026-03-01T11:50:00Z'`);
  expect(await read()).toEqual({ due: 1, sent: 1, dead: 1, oldest: 600 });

  await database.admin(`update intake.outbox set done_at = now() where dead_at is null`);
  expect(await read()).toEqual({ due: 0, sent: 0, dead: 1, oldest: 0 });
});
