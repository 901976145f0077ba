import { allocation } from '@opptak/allocation';
import type { ServiceName } from '@opptak/contracts';
import type { PlatformTables } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import { feeReduction } from '@opptak/fee-reduction';
import { intake } from '@opptak/intake';
import { integration } from '@opptak/integration';
import type { Queues } from '@opptak/jobs';
import { notification } from '@opptak/notification';
import {
  type Config,
  type RunningService,
  type ServiceDefinition,
  startService,
  version,
} from '@opptak/service';

/** Calls `use` with each of the five services: only here do they stand beside each other. */
export function withEachService<T>(
  use: <S extends PlatformTables, D>(definition: ServiceDefinition<S, D>) => Promise<T>,
): Promise<T[]> {
  return Promise.all([use(intake), use(allocation), use(notification), use(feeReduction), use(integration)]);
}

/** What all services of one process are started with. */
export interface Shared {
  readonly config: Config;
  readonly queues: Queues;
  readonly clock?: Clock;
}

/** Starts the five services side by side in this process: each with its own role, schema, queue and port. */
export function startAll(shared: Shared): Promise<readonly RunningService[]> {
  return withEachService((definition) => startService(definition, { ...shared, version: version() }));
}

/** The five services, however they run. */
export interface RunningServices {
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** Ends a service's process without warning. @returns false when it has none of its own, or it is not up. */
  kill(service: ServiceName): boolean;
  stop(): Promise<void>;
}
