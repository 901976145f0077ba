import path from 'node:path';
import { type ServiceName, serviceNames } from '@opptak/contracts';
import type { NationalIdPolicy } from '@opptak/domain';
import { type Keys, readKeys } from './keys.ts';

/** Everything a process is told from outside, read once at its start. */
export interface Config {
  readonly production: boolean;
  /** PostgreSQL as administrator; each service derives its own role's address from it. */
  readonly databaseUrl: string;
  /** Redis; without it BullMQ runs on PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly host: string;
  readonly ports: Readonly<Record<ServiceName, number>>;
  readonly keys: Keys;
  readonly tenantsFile: string;
  readonly nationalIds: NationalIdPolicy;
  readonly maskinporten: { readonly issuer: string; readonly jwksUrl: string; readonly audience: string };
  /** Where all registries answer; mocks serve them under one address. */
  readonly registriesUrl: string;
  /** A file that holds the time, in simulations. */
  readonly clockFile: string | undefined;
  readonly logLevel: string;
}

const firstPort = 4001;

/** @throws Error that names the variable when one is missing or unusable. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const production = env['NODE_ENV'] === 'production';
  const registriesUrl = (env['OPPTAK_REGISTRIES_URL'] ?? 'http://127.0.0.1:4100').replace(/\/$/, '');
  const issuer = env['MASKINPORTEN_ISSUER'] ?? `${registriesUrl}/maskinporten/`;
  return {
    production,
    databaseUrl: required(env, 'DATABASE_URL'),
    redisUrl: env['REDIS_URL'],
    host: env['OPPTAK_HOST'] ?? '127.0.0.1',
    ports: portsFrom(Number(env['OPPTAK_FIRST_PORT'] ?? firstPort)),
    keys: readKeys(env, production),
    tenantsFile: env['OPPTAK_TENANTS_FILE'] ?? path.resolve('examples/tenants.json'),
    nationalIds: production ? 'real' : 'synthetic',
    maskinporten: {
      issuer,
      jwksUrl: env['MASKINPORTEN_JWKS_URL'] ?? new URL('jwks', issuer).href,
      audience: env['MASKINPORTEN_AUDIENCE'] ?? 'https://opptak.example',
    },
    registriesUrl,
    clockFile: production ? undefined : env['OPPTAK_CLOCK_FILE'],
    logLevel: env['LOG_LEVEL'] ?? 'info',
  };
}

export function portsFrom(first: number): Config['ports'] {
  const [notification, intake, allocation, feeReduction, integration] = serviceNames.map((_, index) =>
    // Port 0 asks the system for any free port.
    first === 0 ? 0 : first + index,
  ) as [number, number, number, number, number];
  return { notification, intake, allocation, 'fee-reduction': feeReduction, integration };
}

function required(env: NodeJS.ProcessEnv, variable: string): string {
  const value = env[variable];
  if (!value) throw new Error(`${variable} is not set`);
  return value;
}
