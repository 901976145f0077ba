import {
  connectDatabase,
  type Db,
  makeVault,
  type PlatformTables,
  platformDb,
  platformTx,
  queueDatabaseUrl,
  serviceDatabaseUrl,
} from '@opptak/db';
import { type Clock, systemClock } from '@opptak/domain';
import { buildHttp, type GaugeSource, type HttpApp, makeLog, makeVerifier } from '@opptak/http';
import { openQueues, type Queues, type Schedule, startWorkers } from '@opptak/jobs';
import { makeCircuits } from '@opptak/registries';
import type { Logger } from 'pino';
import { useAccessLog } from './access-record.ts';
import { caseLogRoute } from './case-log-route.ts';
import type { Config } from './config.ts';
import { deadLettersRoute } from './dead-letters-route.ts';
import { makeLinks } from './links.ts';
import { outboxGauges } from './outbox-gauges.ts';
import { openRegistries } from './registries.ts';
import { registryGauge } from './registry-gauge.ts';
import { platformRetention } from './retention/platform-retention.ts';
import type { Environment, ServiceDefinition } from './service-definition.ts';
import { simulatedClock } from './simulated-clock.ts';
import { simulationRoutes } from './simulation-routes.ts';
import { readTenants } from './tenants.ts';

export interface RunningService {
  readonly name: string;
  /** Where it answers. */
  readonly url: string;
  /** Stops taking requests, lets jobs finish, and closes everything. Safe to call twice. */
  stop(): Promise<void>;
}

export interface Start {
  readonly config: Config;
  readonly version: string;
  /** Default: the simulated clock when one is configured, else the real one. */
  readonly clock?: Clock;
  /** Services that share a process may share them. Closed by whoever opened them. */
  readonly queues: Queues;
}

/** Starts one service: its database role, its HTTP side, its queue. The same whether alone in a process or beside others. */
export async function startService<S extends PlatformTables, D>(
  definition: ServiceDefinition<S, D>,
  { config, version, queues, clock = clockOf(config) }: Start,
): Promise<RunningService> {
  const { name } = definition;
  const log = makeLog({ service: name, level: config.logLevel });
  const connection = connectDatabase<S>({
    url: serviceDatabaseUrl(config.databaseUrl, name),
    applicationName: `opptak-${name}`,
    max: config.databaseConnections,
  });
  const environment = makeEnvironment(config, connection.db, clock, log);
  const deps = definition.deps(environment);
  // Simulated time runs away from PostgreSQL's: there nothing is old by both, and nothing is deleted.
  const retention = config.clockFile
    ? null
    : platformRetention({ db: platformDb(connection.db), clock, log, tenants: environment.tenants });
  const workers = await startWorkers({
    service: name,
    db: connection.db,
    queues,
    handlers: [...definition.handlers(deps), ...(retention ? [retention.handler] : [])],
    subscribers: definition.subscribers(deps),
    schedules: [
      ...definition.schedules(deps),
      ...(retention ? [platformSchedule<S>(retention.schedule)] : []),
    ],
    clock,
    log,
  });
  const app = await buildServiceApp(definition, environment, deps, version, {
    liveness: workers.fault,
    gauges: retention ? [retention.gauge] : [],
  });
  if (config.clockFile) {
    await app.register(simulationRoutes, { workers, clock, db: platformDb(connection.db) });
  }
  const url = await app.listen({ port: config.ports[name], host: config.host });
  log.info({ address: url }, 'service started');

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await Promise.all([app.close(), workers.stop()]);
    await definition.close?.(deps);
    await connection.close();
    log.info('service stopped');
  };
  return {
    name,
    url,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** A simulated year is a hundred thousand requests in a minute, from one machine that is busy with the answers too. */
const simulationLimits = {
  eventLoopDelayMs: 30_000,
  rates: {
    perKommune: { burst: 100_000, perSecond: 50_000 },
    perAddress: { burst: 100_000, perSecond: 50_000 },
    everyone: { burst: 100_000, perSecond: 50_000 },
  },
};

/** The HTTP side of a service with all its routes, not yet listening. */
export async function buildServiceApp<S extends PlatformTables, D>(
  definition: ServiceDefinition<S, D>,
  { db, config, clock, log, tenants, links, circuits }: Environment<S>,
  deps: D,
  version: string,
  more: { readonly liveness?: () => string | null; readonly gauges?: readonly GaugeSource[] } = {},
): Promise<HttpApp> {
  const app = await buildHttp({
    service: definition.name,
    title: definition.title,
    version,
    log,
    clock,
    db,
    verifier: makeVerifier({ ...config.maskinporten, clock }),
    tenants,
    guardianLinks: links,
    ...(more.liveness ? { liveness: more.liveness } : {}),
    gauges: [registryGauge(circuits), ...outboxGauges(db, clock), ...(more.gauges ?? [])],
    ...(config.metricsToken ? { metricsToken: config.metricsToken.reveal() } : {}),
    ...(config.clockFile ? { limits: simulationLimits } : {}),
  });
  useAccessLog(app, { db: platformDb(db), clock });
  await definition.routes(app, deps);
  await app.register(caseLogRoute, { deps: { db: platformDb(db) } });
  await app.register(deadLettersRoute, { deps: { db: platformDb(db), clock } });
  return app;
}

/** What a service is given, gathered from the configuration. Reaches nobody before it is used. */
export function makeEnvironment<S extends PlatformTables>(
  config: Config,
  db: Db<S>,
  clock: Clock,
  log: Logger,
): Environment<S> {
  const tenants = readTenants(config.tenantsFile);
  const circuits = makeCircuits();
  return {
    db,
    clock,
    log,
    tenants,
    config,
    links: makeLinks(config.keys.link, clock),
    vault: makeVault({ dataKey: config.keys.data, indexKey: config.keys.index }),
    identityVault: makeVault({ dataKey: config.keys.identity, indexKey: config.keys.index }),
    registries: openRegistries({ config, tenants, clock, log, circuits }),
    circuits,
  };
}

/** A schedule of the platform's tables, which every service's schema has. */
const platformSchedule = <S extends PlatformTables>({
  plan,
  ...rest
}: Schedule<PlatformTables>): Schedule<S> => ({
  ...rest,
  plan: (tx, localDate) => plan(platformTx(tx), localDate),
});

const clockOf = (config: Config): Clock =>
  config.clockFile ? simulatedClock(config.clockFile) : systemClock;

/** The queues that the configuration names: Redis, or BullMQ's PostgreSQL backend. */
export function openConfiguredQueues(config: Config): Queues {
  return openQueues({
    redisUrl: config.redisUrl,
    databaseUrl: queueDatabaseUrl(config.databaseUrl),
    busKey: Buffer.from(config.keys.bus.reveal(), 'hex'),
  });
}
