import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { partnerEventTypes, type ServiceName } from '@opptak/contracts';
import { connectDatabase, type PlatformTables, serviceDatabaseUrl } from '@opptak/db';
import { kommuneNumber, movableClock } from '@opptak/domain';
import { type HttpApp, makeLog } from '@opptak/http';
import { type MockWorld, startMocks } from '@opptak/registries/mocks';
import {
  buildServiceApp,
  makeEnvironment,
  readConfig,
  readTenants,
  type ServiceDefinition,
} from '@opptak/service';
import { asAdmin } from '@opptak/testing';
import { allPermissions } from '../tools/demo/permissions.ts';
import { withEachService } from '../tools/house/services.ts';
import { root } from './repository-files.ts';

export interface Reopened {
  readonly services: readonly { readonly name: ServiceName; readonly app: HttpApp }[];
  /** A Maskinporten token of the kommune's system, with every permission but these. */
  token(without: readonly string[]): Promise<string>;
  /** Lets a partner listen there from the beginning of the feed, and sends it everything that has happened. */
  listen(url: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the five services on a year that has been lived: they answer, and nothing runs that is not asked for. */
export async function reopenServices(options: {
  readonly adminUrl: string;
  readonly world: MockWorld;
  readonly kommune: string;
  readonly at: Date;
}): Promise<Reopened> {
  const { adminUrl, world } = options;
  const kommune = kommuneNumber(options.kommune);
  const clock = movableClock(options.at);
  const tenantsFile = path.join(root, 'examples/tenants.json');
  const { organisation } = readTenants(tenantsFile).get(kommune);
  const mocks = await startMocks({ world, clock, delegatedBy: [organisation] });
  const config = readConfig({
    DATABASE_URL: adminUrl,
    OPPTAK_TENANTS_FILE: tenantsFile,
    OPPTAK_REGISTRIES_URL: new URL(mocks.urls.nbr).origin,
    MASKINPORTEN_ISSUER: mocks.urls.maskinporten,
    OPPTAK_WEBHOOKS_TO_LOOPBACK: 'yes',
    // The limits of a simulation: everything is asked at once, by one thread that also answers.
    OPPTAK_CLOCK_FILE: 'none',
  });
  const log = makeLog({ service: 'reopened', level: 'silent' });
  const open = async <S extends PlatformTables, D>(definition: ServiceDefinition<S, D>) => {
    const connection = connectDatabase<S>({
      url: serviceDatabaseUrl(adminUrl, definition.name),
      applicationName: `reopened-${definition.name}`,
    });
    const environment = makeEnvironment(config, connection.db, clock, log);
    const deps = definition.deps(environment);
    const app = await buildServiceApp(definition, environment, deps, '1');
    await app.ready();
    return {
      name: definition.name,
      app,
      handlers: definition.handlers(deps),
      async close() {
        await app.close();
        await definition.close?.(deps);
        await connection.close();
      },
    };
  };
  const opened = await withEachService(open);
  const integration = opened.find(({ name }) => name === 'integration');
  if (!integration) throw new Error('There is no integration');
  const token = (without: readonly string[]): Promise<string> =>
    mocks.maskinporten.mint({
      consumer: organisation,
      scope: allPermissions()
        .split(' ')
        .filter((permission) => !without.includes(permission))
        .join(' '),
      audience: config.maskinporten.audience,
    });
  const post = async (url: string, payload: object): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${await token([])}`, 'idempotency-key': randomUUID() };
    const answer = await integration.app.inject({ method: 'POST', url, headers, payload });
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode}`);
    return answer.json();
  };
  /** Runs what is planned of these kinds, as the workers would, until nothing is. */
  const work = async (jobs: readonly string[]): Promise<void> => {
    for (;;) {
      const due = await asAdmin<{ msg_id: string; type: string; payload: object }>(
        adminUrl,
        `update integration.outbox set done_at = now()
         where kind = 'job' and type = any($1) and done_at is null and dead_at is null and run_at <= $2
         returning msg_id, type, payload`,
        [jobs, clock.now()],
      );
      if (due.length === 0) return;
      for (const { msg_id: messageId, type, payload } of due)
        await integration.handlers
          .find(({ definition }) => definition.name === type)
          ?.run(payload, { kommune, attempt: 1, messageId });
    }
  };
  return {
    services: opened,
    token,
    async listen(url) {
      const eventTypes = [...partnerEventTypes];
      const { subscriptionId } = await post('/v1/webhook-subscriptions', { url, eventTypes });
      await post(`/v1/webhook-subscriptions/${subscriptionId}/replay`, { from: 0 });
      await work(['replay-stretch', 'deliver-webhook']);
    },
    async close() {
      await Promise.all(opened.map((one) => one.close()));
      await mocks.close();
    },
  };
}
