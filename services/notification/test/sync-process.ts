/**
 * The population's sync in a process of its own, to be killed: node sync-process.ts KOMMUNE, with DATABASE_URL (the
 * service's own), REGISTRY_URL and REGISTRY_TOKEN in the environment, and the time in AT. Exits with 3 when the register
 * asks to try again.
 */
import { connectDatabase, makeVault } from '@opptak/db';
import { kommuneNumber, movableClock } from '@opptak/domain';
import { folkeregisteret } from '@opptak/registries';
import { makeLinks, readKeys, readTenants } from '@opptak/service';
import { syncPopulationOf } from '../src/actions/sync-population.ts';
import type { Deps } from '../src/deps.ts';
import type { Schema } from '../src/schema.generated.ts';

const { DATABASE_URL = '', REGISTRY_URL = '', REGISTRY_TOKEN = '', TENANTS = '', AT = '' } = process.env;
const clock = movableClock(new Date(AT));
const keys = readKeys({}, false);
const connection = connectDatabase<Schema>({ url: DATABASE_URL, applicationName: 'sync-process' });
const people = folkeregisteret({
  clock,
  timeoutMs: 10_000,
  baseUrl: REGISTRY_URL,
  identityNumbers: 'synthetic',
  tokens: { accessToken: async () => REGISTRY_TOKEN, forget: () => undefined },
});
const deps: Deps = {
  db: connection.db,
  clock,
  vault: makeVault({ dataKey: keys.data, indexKey: keys.index }),
  identityVault: makeVault({ dataKey: keys.identity, indexKey: keys.index }),
  links: makeLinks(keys.link, clock),
  tenants: readTenants(TENANTS),
  // The sync asks no other registry.
  registries: () => ({ people }) as ReturnType<Deps['registries']>,
  config: { familyPagesUrl: 'https://opptak.example', nationalIds: 'synthetic', feedEverySeconds: 25 },
};
try {
  await syncPopulationOf(deps, kommuneNumber(process.argv[2] ?? ''), 'feed');
} catch (error) {
  if (!(error instanceof Error) || error.name !== 'ExtractNotReady') throw error;
  process.exitCode = 3;
}
await connection.close();
