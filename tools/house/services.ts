import { allocation } from '@opptak/allocation';
import { intake } from '@opptak/intake';
import { type Config, type RunningService, startService, version } from '@opptak/service';
import type { Clock } from '@opptak/domain';
import type { Queues } from '@opptak/jobs';

/** What all services of one process are started with. */
export interface Shared {
  readonly config: Config;
  readonly queues: Queues;
  readonly clock?: Clock;
}

/** Starts the five services side by side in this process: each with its own role, schema, queue and port. */
export async function startAll(shared: Shared): Promise<readonly RunningService[]> {
  const start = { ...shared, version: version() };
  return Promise.all([
    startService(intake, start),
    startService(allocation, start),
  ]);
}
