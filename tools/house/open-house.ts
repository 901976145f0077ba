import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ServiceName } from '@opptak/contracts';
import type { Clock } from '@opptak/domain';
import { type Mocks, type MockWorld, startMocks } from '@opptak/registries/mocks';
import { openConfiguredQueues, readConfig, readTenants } from '@opptak/service';
import { type HouseDatabase, openDatabase } from './database.ts';
import { startProcesses } from './processes.ts';
import { type RunningServices, startAll } from './services.ts';

export interface HouseOptions {
  readonly env: NodeJS.ProcessEnv;
  /** The people behind the mock registries. */
  readonly world: MockWorld;
  readonly clock: Clock;
  /** A file that shows the time to every process; without it, services go by the real clock. */
  readonly clockFile?: string;
  /** Makes lots repeat. */
  readonly lotSeed?: string;
  /** Keeps the embedded database here; without it, it is thrown away. */
  readonly dataFolder?: string;
  /** Each service as a process of its own, started again when it ends; default side by side in this one. */
  readonly processes?: boolean;
  /** Default: any free ports. */
  readonly firstPort?: number;
  readonly mocksPort?: number;
  readonly logLevel: string;
}

/** Everything up: PostgreSQL, the mock registries, the five services. */
export interface House {
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly mocks: Mocks;
  readonly database: HouseDatabase;
  /** A Maskinporten token of a kommune, from the mock issuer. */
  accessToken(kommune: string, scope: string): Promise<string>;
  /** Ends a service's process without warning. @returns false when it has none of its own, or it is not up. */
  kill(service: ServiceName): boolean;
  stop(): Promise<void>;
}

export async function openHouse(options: HouseOptions): Promise<House> {
  const { env, world, clock } = options;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'opptak-house-'));
  const tenantsFile =
    env['OPPTAK_TENANTS_FILE'] ?? path.resolve(import.meta.dirname, '../../examples/tenants.json');
  const tenants = readTenants(tenantsFile);
  const database = await openDatabase(env, options.dataFolder);
  const mocks = await startMocks({
    world,
    clock,
    delegatedBy: tenants.all.map(({ organisation }) => organisation),
    ...(options.mocksPort === undefined ? {} : { port: options.mocksPort }),
  });
  const keyFile = path.join(folder, 'maskinporten-client.jwk.json');
  fs.writeFileSync(keyFile, JSON.stringify(mocks.client.privateKey), { mode: 0o600 });

  const serviceEnv: NodeJS.ProcessEnv = {
    ...env,
    DATABASE_URL: database.adminUrl,
    OPPTAK_TENANTS_FILE: tenantsFile,
    OPPTAK_REGISTRIES_URL: new URL(mocks.urls.nbr).origin,
    MASKINPORTEN_ISSUER: mocks.urls.maskinporten,
    MASKINPORTEN_CLIENT_ID: mocks.client.clientId,
    MASKINPORTEN_KEY_FILE: keyFile,
    LOG_LEVEL: options.logLevel,
    // Partners of the house listen on this machine.
    OPPTAK_WEBHOOKS_TO_LOOPBACK: 'yes',
    ...(options.firstPort === undefined
      ? { OPPTAK_FIRST_PORT: '0' }
      : { OPPTAK_FIRST_PORT: String(options.firstPort) }),
    ...(options.clockFile === undefined ? {} : { OPPTAK_CLOCK_FILE: options.clockFile }),
    ...(options.lotSeed === undefined ? {} : { OPPTAK_LOT_SEED: options.lotSeed }),
  };
  const config = readConfig(serviceEnv);
  const running = options.processes
    ? await startProcesses(serviceEnv)
    : await startTogether(config, options.clockFile === undefined ? undefined : clock);

  return {
    urls: running.urls,
    mocks,
    database,
    accessToken: (kommune, scope) => {
      const tenant = tenants.all.find((one) => one.kommune === kommune);
      if (!tenant) throw new RangeError(`Kommune ${kommune} is not a tenant`);
      return mocks.maskinporten.mint({
        consumer: tenant.organisation,
        scope,
        audience: config.maskinporten.audience,
      });
    },
    kill: running.kill,
    async stop() {
      await running.stop();
      await mocks.close();
      await database.stop();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

async function startTogether(
  config: ReturnType<typeof readConfig>,
  clock: Clock | undefined,
): Promise<RunningServices> {
  const queues = openConfiguredQueues(config);
  const services = await startAll({ config, queues, ...(clock === undefined ? {} : { clock }) });
  const urlOf = (name: ServiceName): string => services.find((service) => service.name === name)?.url ?? '';
  return {
    urls: {
      notification: urlOf('notification'),
      intake: urlOf('intake'),
      allocation: urlOf('allocation'),
      'fee-reduction': urlOf('fee-reduction'),
      integration: urlOf('integration'),
    },
    kill: () => false,
    async stop() {
      await Promise.all(services.map((service) => service.stop()));
      await queues.close();
    },
  };
}
