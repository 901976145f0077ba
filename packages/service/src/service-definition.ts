import type { ServiceName } from '@opptak/contracts';
import type { Db, PlatformTables, Vault } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import type { HttpApp } from '@opptak/http';
import type { EventSubscriber, JobHandler, Schedule } from '@opptak/jobs';
import type { Circuits } from '@opptak/registries';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Links } from './links.ts';
import type { RegistriesOf } from './registries.ts';
import type { Tenants } from './tenants.ts';

/** What every service is given: its own database role, and the things that all share. */
export interface Environment<S extends PlatformTables> {
  readonly db: Db<S>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly tenants: Tenants;
  readonly config: Config;
  readonly links: Links;
  /** Personal data at rest, and the pseudonymous ids of people. */
  readonly vault: Vault;
  /** Identities inside events. */
  readonly identityVault: Vault;
  /** The outside world, as each kommune reaches it. */
  readonly registries: RegistriesOf;
  /** How the registries are, as seen from here. */
  readonly circuits: Circuits;
}

/** One of the five services: what it answers, what it does, what it listens to. */
export interface ServiceDefinition<S extends PlatformTables, D> {
  readonly name: ServiceName;
  readonly title: string;
  /** Gathers what the service works with, and opens what only it has: worker threads, say. */
  deps(environment: Environment<S>): D;
  routes(app: HttpApp, deps: D): Promise<void>;
  handlers(deps: D): readonly JobHandler[];
  subscribers(deps: D): readonly EventSubscriber<S>[];
  schedules(deps: D): readonly Schedule<S>[];
  /** Closes what `deps` opened, beside the database. */
  close?(deps: D): Promise<void>;
}
