import type { ServiceName } from '@opptak/contracts';

/** The schema of a service: "fee-reduction" → "fee_reduction". */
export const schemaOf = (service: ServiceName): string => service.replaceAll('-', '_');

/** Owns the schema and its tables; nobody can log in as it. */
export const ownerOf = (service: ServiceName): string => `opptak_${schemaOf(service)}_owner`;

/** The service itself: reads and writes rows of its own schema, and nothing else. */
export const appRoleOf = (service: ServiceName): string => `opptak_${schemaOf(service)}_app`;

/** BullMQ's tables, when the queue lives in PostgreSQL: reaches no service's schema. */
export const QUEUE_ROLE = 'opptak_queue';
export const QUEUE_SCHEMA = 'bullmq';

/** Extensions live apart, so that no service needs rights in `public`. */
export const EXTENSION_SCHEMA = 'opptak_extension';

/** Where the migrator notes what it has run. No service can reach it. */
export const MIGRATION_SCHEMA = 'opptak_migration';

/**
 * The password of a login role: from `OPPTAK_DB_PASSWORD_<NAME>`, for example `OPPTAK_DB_PASSWORD_FEE_REDUCTION`
 * or `OPPTAK_DB_PASSWORD_QUEUE`; outside production there is a default, good for a server that listens on localhost.
 *
 * @throws Error in production, when the variable is missing.
 */
export function rolePassword(name: ServiceName | 'queue', environment: NodeJS.ProcessEnv): string {
  const variable = `OPPTAK_DB_PASSWORD_${name.replaceAll('-', '_').toUpperCase()}`;
  const given = environment[variable];
  if (given) return given;
  if (environment['NODE_ENV'] === 'production') throw new Error(`${variable} is not set`);
  return `opptak-development-${name}`;
}

/** The address at which a service reaches its schema, given the migrator's address of the same database. */
export function serviceDatabaseUrl(adminUrl: string, service: ServiceName): string {
  return addressAs(adminUrl, appRoleOf(service), rolePassword(service, process.env));
}

/** The address at which the queue's tables are reached, given the migrator's address of the same database. */
export function queueDatabaseUrl(adminUrl: string): string {
  return addressAs(adminUrl, QUEUE_ROLE, rolePassword('queue', process.env));
}

function addressAs(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = encodeURIComponent(password);
  return url.href;
}
