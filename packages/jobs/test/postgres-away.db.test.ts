import { createTestDatabase, startFaultyProxy } from '@opptak/testing';
import { expect, test } from 'vitest';
import { openPostgresQueues } from '../src/postgres-queues.ts';
import { defaultSettings } from '../src/settings.ts';

test('a worker that is started while PostgreSQL is away takes its jobs when it is back, and starves nobody meanwhile', async () => {
  await using database = await createTestDatabase('intake');
  const proxy = await startFaultyProxy(database.queueUrl);
  proxy.become('cut');

  let failures = 0;
  let failed = (): void => {};
  const failedTwice = new Promise<void>((resolve) => {
    failed = () => {
      failures += 1;
      if (failures === 2) resolve();
    };
  });
  const queues = openPostgresQueues(proxy.through(database.queueUrl), 6, failed);
  const taken = Promise.withResolvers<string>();
  const worker = queues.worker('opptak-intake', async (job) => taken.resolve(job.id ?? ''), {
    ...defaultSettings,
    blockSeconds: 1,
  });
  // Timers of this process run: a worker that asks without a pause would let none of them.
  await failedTwice;
  await new Promise((resolve) => setTimeout(resolve, 1));
  proxy.become('pass');
  const jobId = 'c0000000-0000-4000-8000-000000000001';
  await queues.queue('opptak-intake').add('parcel', { producer: 'intake', sealed: '' }, { jobId });

  expect(await taken.promise).toBe(jobId);
  await worker.close();
  await queues.close();
  await proxy.close();
});
