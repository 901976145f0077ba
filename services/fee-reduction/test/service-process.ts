/**
 * The fee service in a process of its own, with its real queue and the real adapters pointed at the mocks of the test that
 * starts it – and kills it. node service-process.ts ADMIN_URL, with what else it needs in FEE_PROCESS.
 */
import { connectDatabase, makeVault, queueDatabaseUrl, serviceDatabaseUrl } from '@opptak/db';
import { movableClock, systemClock } from '@opptak/domain';
import { openQueues, silentLog, startWorkers } from '@opptak/jobs';
import { connectToMocks, type ReachableMocks } from '@opptak/registries/mocks';
import { makeTenants, readKeys, type Tenant } from '@opptak/service';
import { crashSettings } from '@opptak/testing/crash-settings';
import { feeReduction } from '../src/index.ts';
import type { Schema } from '../src/schema.generated.ts';
import { readFeeChoices } from '../src/settings.ts';

export interface FeeProcess extends Pick<ReachableMocks, 'urls' | 'client'> {
  /** The day the service believes it is; the queue keeps its own time. */
  readonly at: string;
  readonly tenants: readonly Tenant[];
}

const adminUrl = process.argv[2] ?? '';
const given: FeeProcess = JSON.parse(process.env['FEE_PROCESS'] ?? '{}');
const clock = movableClock(new Date(given.at));
const adapters = connectToMocks({ ...given, world: { clock } });
const keys = readKeys({}, false);
const connection = connectDatabase<Schema>({
  url: serviceDatabaseUrl(adminUrl, 'fee-reduction'),
  applicationName: 'process-fee-reduction',
});
const tenants = makeTenants(given.tenants);
const handlers = feeReduction.handlers({
  db: connection.db,
  clock,
  log: { error: () => {} },
  vault: makeVault({ dataKey: keys.data, indexKey: keys.index }),
  identityVault: makeVault({ dataKey: keys.identity, indexKey: keys.index }),
  nationalIds: 'synthetic',
  tenants,
  registries: () => ({
    ...adapters,
    texts: adapters.fiksTexts,
    emails: adapters.altinn,
    incomeByFiks: adapters.fiksIncome,
    incomeBySkatteetaten: adapters.skatteetatenIncome,
  }),
  choices: readFeeChoices(tenants),
});
const queues = openQueues({ databaseUrl: queueDatabaseUrl(adminUrl) });
const workers = await startWorkers<Schema>({
  service: 'fee-reduction',
  db: connection.db,
  queues,
  handlers,
  subscribers: [],
  schedules: [],
  clock: systemClock,
  log: silentLog,
  settings: crashSettings,
});
process.once('SIGTERM', async () => {
  await workers.stop();
  await queues.close();
  await connection.close();
  process.exit(0);
});
process.send?.('started');
