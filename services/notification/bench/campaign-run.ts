import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectDatabase, type Db, makeVault, oneAcrossKommuner, serviceDatabaseUrl } from '@opptak/db';
import { movableClock } from '@opptak/domain';
import { type Mocks, mockWorld, seededRandom, startMocks } from '@opptak/registries/mocks';
import { changeAsSystem, readKeys, readTenants } from '@opptak/service';
import { type Supervised, supervise } from '@opptak/testing';
import { sql } from 'kysely';
import { startCampaign } from '../src/actions/run-campaign.ts';
import type { Schema } from '../src/schema.generated.ts';
import { campaignMorning, storeTown, town, townRound } from './campaign-town.ts';

export interface CampaignRun {
  readonly adminUrl: string;
  /** Without it BullMQ runs on PostgreSQL. */
  readonly redisUrl?: string | undefined;
  readonly families: number;
  readonly processes: number;
  /** How many processes die without warning, when as many messages have left as the seed says. */
  readonly kills: number;
  readonly seed: number;
  /** Where the first life of each process ends by itself, beside the kills: "campaign:before-commit:3". */
  readonly crashAt?: readonly string[];
  /** Given up after so long. */
  readonly timeoutMs: number;
}

export interface CampaignResult {
  /** Everything the mock registries took in. */
  readonly mocks: Pick<Mocks, 'altinn' | 'fiksSms' | 'svarut'>;
  /** How often an e-mail was handed in; what was handed in again under its id was taken in once. */
  readonly handedIn: number;
  readonly killed: number;
  /** From the start of the campaign until nothing waits any more. */
  readonly ms: number;
}

const root = path.resolve(import.meta.dirname, '../../..');
const entry = path.join(import.meta.dirname, 'campaign-process.ts');

/** Runs a whole campaign in processes of its own, from the first page to the last message that has left. */
export async function runCampaign(run: CampaignRun): Promise<CampaignResult> {
  const keys = readKeys({}, false);
  const clock = movableClock(campaignMorning);
  const tenants = readTenants(path.join(root, 'examples/tenants.json'));
  const connection = connectDatabase<Schema>({
    url: serviceDatabaseUrl(run.adminUrl, 'notification'),
    applicationName: 'campaign-run',
  });
  const { db } = connection;
  const vault = makeVault({ dataKey: keys.data, indexKey: keys.index });
  const mocks = await startMocks({
    world: mockWorld({ clock, seed: run.seed }),
    delegatedBy: tenants.all.map(({ organisation }) => organisation),
  });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'opptak-campaign-'));
  const keyFile = path.join(folder, 'client.jwk.json');
  fs.writeFileSync(keyFile, JSON.stringify(mocks.client.privateKey), { mode: 0o600 });
  const env = {
    DATABASE_URL: run.adminUrl,
    REDIS_URL: run.redisUrl ?? '',
    OPPTAK_TENANTS_FILE: path.join(root, 'examples/tenants.json'),
    OPPTAK_REGISTRIES_URL: new URL(mocks.urls.nbr).origin,
    MASKINPORTEN_ISSUER: mocks.urls.maskinporten,
    MASKINPORTEN_CLIENT_ID: mocks.client.clientId,
    MASKINPORTEN_KEY_FILE: keyFile,
    LOG_LEVEL: 'silent',
    CAMPAIGN_BEGAN_AT: String(Date.now()),
  };
  const children: Supervised[] = [];
  try {
    await storeTown({ db, vault }, mocks.world, run.families);
    children.push(
      ...Array.from({ length: run.processes }, (_, index) =>
        supervise(entry, [], (kills) => ({
          ...env,
          OPPTAK_CRASH_AT: kills === 0 ? (run.crashAt?.[index] ?? '') : '',
        })),
      ),
    );
    await Promise.all(children.map(({ started }) => started));
    const startedAt = performance.now();
    await changeAsSystem({ db, clock }, town, 'campaign-run', (change) =>
      startCampaign({ tenants }, change, { roundId: townRound, kind: 'main-intake' }),
    );
    const random = seededRandom(run.seed);
    const killAt = Array.from({ length: run.kills }, () => Math.floor(random() * run.families * 0.9)).sort(
      (a, b) => a - b,
    );
    for (;;) {
      while (killAt[0] !== undefined && mocks.altinn.emails.length >= killAt[0]) {
        killAt.shift();
        await children[Math.floor(random() * children.length)]?.kill();
      }
      const left = await waiting(db);
      if (left.length === 0) break;
      if (performance.now() - startedAt > run.timeoutMs || left.some(({ dead }) => dead))
        throw new Error(`Not done after ${performance.now() - startedAt} ms: ${JSON.stringify(left)}`);
      await delay(100);
    }
    const ms = performance.now() - startedAt;
    const handedIn = mocks.log.requests('altinn').filter(({ url }) => url.endsWith('/orders')).length;
    return { mocks, handedIn, killed: children.reduce((sum, { kills }) => sum + kills(), 0), ms };
  } finally {
    await Promise.all(children.map((child) => child.end()));
    await mocks.close();
    await connection.close();
    fs.rmSync(folder, { recursive: true });
  }
}

const tomorrow = new Date(campaignMorning.getTime() + 24 * 60 * 60_000);

/** Today's jobs that are not done, by kind: also those that have failed and wait for another try, and the dead. */
async function waiting(db: Db<Schema>): Promise<readonly { readonly dead: boolean }[]> {
  const { rows } = await oneAcrossKommuner(db, (one) =>
    sql<{
      dead: boolean;
    }>`select type, published_at is not null as sent, isolated, attempts, crashes, dead_at is not null as dead,
          last_error, count(*)::int from outbox
        where kind = 'job' and done_at is null and run_at < ${tomorrow}
        group by 1, 2, 3, 4, 5, 6, 7`.execute(one),
  );
  return rows;
}
