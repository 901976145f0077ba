import type { PlatformTables } from '@opptak/db';
import { systemClock } from '@opptak/domain';
import { makeLog } from '@opptak/http';
import { type Environment, makeEnvironment, readConfig, type ServiceDefinition } from '@opptak/service';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';

/** A service's surroundings with nothing behind them: enough to describe a service, not to run it. */
export function unconnected<S extends PlatformTables, D>({ name }: ServiceDefinition<S, D>): Environment<S> {
  const config = readConfig({ DATABASE_URL: 'postgres://nobody@127.0.0.1/none', LOG_LEVEL: 'silent' });
  const db = new Kysely<S>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return makeEnvironment(config, db, systemClock, makeLog({ service: name, level: 'silent' }));
}
