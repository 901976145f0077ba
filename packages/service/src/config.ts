import path from 'node:path';
import { type ServiceName, serviceNames } from '@opptak/contracts';
import { Secret } from '@opptak/db';
import type { NationalIdPolicy } from '@opptak/domain';
import type { LogOptions } from '@opptak/http';
import { type Keys, readKeys } from './keys.ts';

/** Everything a process is told from outside, read once at its start. */
export interface Config {
  readonly production: boolean;
  /** PostgreSQL as administrator; each service derives its own role's address from it. */
  readonly databaseUrl: string;
  /** Redis; without it BullMQ runs on PostgreSQL. */
  /** Connections of a service to PostgreSQL at most, beside four for its messages. */
  readonly databaseConnections: number;
  readonly redisUrl: string | undefined;
  readonly host: string;
  readonly ports: Readonly<Record<ServiceName, number>>;
  readonly keys: Keys;
  readonly tenantsFile: string;
  /** Where the pages lie that families' links open, without a trailing slash. */
  readonly familyPagesUrl: string;
  readonly nationalIds: NationalIdPolicy;
  readonly maskinporten: { readonly issuer: string; readonly jwksUrl: string; readonly audience: string };
  readonly registries: RegistriesConfig;
  /** How often Folkeregisteret's feed is read. 0: each night only. */
  readonly feedEverySeconds: number;
  /** A file that holds the time, in simulations. */
  readonly clockFile: string | undefined;
  readonly logLevel: NonNullable<LogOptions['level']>;
  /** Makes lots repeat, in simulations. Without it each round's lot is drawn by chance. */
  readonly lotSeed: string | undefined;
  /** What a Prometheus on another machine must bring to read /metrics; without it, only this machine may. */
  readonly metricsToken: Secret | null;
  /** Webhooks may go to http://127.0.0.1, for a receiver on the developer's own machine. Production refuses it. */
  readonly webhooksToLoopback: boolean;
}

export interface RegistriesConfig {
  /** Where each registry answers, without a trailing slash. */
  readonly urls: Readonly<Record<keyof typeof mockPaths, string>>;
  /** Our client in Maskinporten, and the file that holds its private key. */
  readonly maskinportenClient: { readonly id: string; readonly keyFile: string };
  /** Our integration on KS Fiks. */
  readonly fiksIntegration: { readonly id: string; readonly password: Secret };
}

/** Under which path each registry lies when one mock server answers for all of them. */
const mockPaths = {
  folkeregisteret: 'folkeregisteret-api',
  krr: 'krr',
  svarut: 'svarut/api',
  fiks: 'fiks',
  skatteetaten: 'skatteetaten',
  altinn: 'altinn',
  nbr: 'nbr',
  barnehagefakta: 'barnehagefakta',
  kartverket: 'kartverket',
} as const;

const firstPort = 4001;

/** @throws Error that names the variable when one is missing or unusable. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const production = env['NODE_ENV'] === 'production';
  const registriesUrl = (env['OPPTAK_REGISTRIES_URL'] ?? 'http://127.0.0.1:4100').replace(/\/$/, '');
  /** Outside production there is a default; in production nobody shall trust or act by one. */
  const orMock = (variable: string, mock: string): string =>
    production ? required(env, variable) : (env[variable] ?? mock);
  const issuer = orMock('MASKINPORTEN_ISSUER', `${registriesUrl}/maskinporten/`);
  return {
    production,
    databaseUrl: required(env, 'DATABASE_URL'),
    databaseConnections: databaseConnections(env),
    redisUrl: env['REDIS_URL'],
    host: env['OPPTAK_HOST'] ?? '127.0.0.1',
    ports: portsFrom(Number(env['OPPTAK_FIRST_PORT'] ?? firstPort)),
    keys: readKeys(env, production),
    tenantsFile: env['OPPTAK_TENANTS_FILE'] ?? path.resolve('examples/tenants.json'),
    familyPagesUrl: (env['OPPTAK_FAMILY_PAGES_URL'] ?? 'https://opptak.example').replace(/\/$/, ''),
    nationalIds: production ? 'real' : 'synthetic',
    maskinporten: {
      issuer,
      jwksUrl: env['MASKINPORTEN_JWKS_URL'] ?? new URL('jwks', issuer).href,
      audience: orMock('MASKINPORTEN_AUDIENCE', 'https://opptak.example'),
    },
    registries: registriesConfig(env, registriesUrl, orMock),
    feedEverySeconds: feedEverySeconds(env, production),
    clockFile: production ? undefined : env['OPPTAK_CLOCK_FILE'],
    logLevel: logLevel(env['LOG_LEVEL'] ?? 'info'),
    lotSeed: production ? undefined : env['OPPTAK_LOT_SEED'],
    metricsToken: env['OPPTAK_METRICS_TOKEN'] ? new Secret(env['OPPTAK_METRICS_TOKEN']) : null,
    webhooksToLoopback: webhooksToLoopback(env, production),
  };
}

/** Eight messages are handled at once, and requests are answered meanwhile. */
function databaseConnections(env: NodeJS.ProcessEnv): number {
  const text = env['OPPTAK_DB_CONNECTIONS'] ?? '12';
  if (!/^(9|[1-9]\d{1,2})$/.test(text)) {
    throw new Error('OPPTAK_DB_CONNECTIONS must be a whole number from 9');
  }
  return Number(text);
}

/** What the register says of somebody's address shall hold everywhere within a minute; time in a simulation leaps by days. */
function feedEverySeconds(env: NodeJS.ProcessEnv, production: boolean): number {
  const simulated = !production && env['OPPTAK_CLOCK_FILE'] !== undefined;
  const text = env['OPPTAK_FEED_SECONDS'] ?? (simulated ? '0' : '25');
  if (!/^\d{1,4}$/.test(text)) throw new Error('OPPTAK_FEED_SECONDS must be a whole number of seconds');
  return Number(text);
}

function webhooksToLoopback(env: NodeJS.ProcessEnv, production: boolean): boolean {
  const allowed = env['OPPTAK_WEBHOOKS_TO_LOOPBACK'] === 'yes';
  if (allowed && production) throw new Error('OPPTAK_WEBHOOKS_TO_LOOPBACK is for development only');
  return allowed;
}

/** Each address may be given by itself (KRR_URL, SVARUT_URL …); in production it must. */
function registriesConfig(
  env: NodeJS.ProcessEnv,
  root: string,
  orMock: (variable: string, mock: string) => string,
): RegistriesConfig {
  const urlOf = (name: keyof typeof mockPaths): string =>
    orMock(`${name.toUpperCase()}_URL`, `${root}/${mockPaths[name]}`).replace(/\/$/, '');
  return {
    urls: {
      folkeregisteret: urlOf('folkeregisteret'),
      krr: urlOf('krr'),
      svarut: urlOf('svarut'),
      fiks: urlOf('fiks'),
      skatteetaten: urlOf('skatteetaten'),
      altinn: urlOf('altinn'),
      nbr: urlOf('nbr'),
      barnehagefakta: urlOf('barnehagefakta'),
      kartverket: urlOf('kartverket'),
    },
    maskinportenClient: {
      id: orMock('MASKINPORTEN_CLIENT_ID', 'opptak'),
      keyFile: orMock('MASKINPORTEN_KEY_FILE', '.data/maskinporten-client.jwk.json'),
    },
    fiksIntegration: {
      id: env['FIKS_INTEGRATION_ID'] ?? '00000000-0000-4000-8000-000000000001',
      password: new Secret(orMock('FIKS_INTEGRATION_PASSWORD', 'mock')),
    },
  };
}

export function portsFrom(first: number): Config['ports'] {
  const [notification, intake, allocation, feeReduction, integration] = serviceNames.map((_, index) =>
    // Port 0 asks the system for any free port.
    first === 0 ? 0 : first + index,
  ) as [number, number, number, number, number];
  return { notification, intake, allocation, 'fee-reduction': feeReduction, integration };
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

function logLevel(text: string): Config['logLevel'] {
  const level = logLevels.find((one) => one === text);
  if (!level) throw new Error(`LOG_LEVEL must be one of ${logLevels.join(', ')}`);
  return level;
}

function required(env: NodeJS.ProcessEnv, variable: string): string {
  const value = env[variable];
  if (!value) throw new Error(`${variable} is not set`);
  return value;
}
