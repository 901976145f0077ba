import { queueDatabaseUrl } from '@opptak/db';
import { defaultSettings, openQueues } from '@opptak/jobs';
import { asAdmin } from '@opptak/testing';
import { runCampaign } from '../../services/notification/bench/campaign-run.ts';
import { openDatabase } from '../house/database.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const perBulk = 500;
const concurrency = 8;

/**
 * A whole campaign, from the decision about each child to the receipt of each message, beside a bare BullMQ that carries
 * as many jobs which do nothing, on the same backend in the same run. REDIS_URL gives Redis; without it, PostgreSQL.
 *
 * `--families N` (10 000), `--kills [N]` (none; without a number 5): processes that die without warning on the way, after
 * which it is checked that each family has one message and none is lost. `--seed N`.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const families = numberAfter(args, '--families', 10_000);
  const kills = args.includes('--kills') ? numberAfter(args, '--kills', 5) : 0;
  const seed = numberAfter(args, '--seed', 20270301);
  const redisUrl = process.env['REDIS_URL'];
  const database = await openDatabase(process.env);
  try {
    const bareMs = await bareBullMq(database.adminUrl, redisUrl, families);
    const { adminUrl } = database;
    const { ms, killed, handedIn, mocks } = await runCampaign({
      adminUrl,
      redisUrl,
      families,
      processes: 2,
      kills,
      seed,
      timeoutMs: 1_200_000,
    });
    const [bare, ours] = [perSecond(families, bareMs), perSecond(families, ms)];
    say(
      `${families} families, one message each; two processes; queue on ${redisUrl ? 'Redis' : 'PostgreSQL'}`,
    );
    say(`campaign          ${ours.toFixed(0).padStart(6)} messages/s  (${(ms / 1000).toFixed(1)} s)`);
    say(`bare BullMQ       ${bare.toFixed(0).padStart(6)} jobs/s      (${(bareMs / 1000).toFixed(1)} s)`);
    say(`ratio             ${(ours / bare).toFixed(2).padStart(6)}`);
    const found = await look(
      adminUrl,
      mocks.altinn.emails.map(({ reference }) => reference),
    );
    say(
      `families ${families}, message ids ${found.ids}, taken in ${found.taken}, lost ${found.lost}, ` +
        `twice ${found.twice}, kills ${killed}; handed in again under the same id ${handedIn - found.taken}, jobs tried again ${found.again}`,
    );
    if (found.ids !== families || found.families !== families || found.lost > 0 || found.twice > 0)
      throw new Error('Not every family has one message that was taken in once');
  } finally {
    await database.stop();
  }
}

const perSecond = (count: number, ms: number): number => (count * 1000) / ms;

function numberAfter(args: readonly string[], name: string, otherwise: number): number {
  const text = args[args.indexOf(name) + 1];
  return args.includes(name) && text !== undefined && /^\d+$/.test(text) ? Number(text) : otherwise;
}

/** As many jobs, added in bulk and taken by one worker that does nothing. */
async function bareBullMq(adminUrl: string, redisUrl: string | undefined, jobs: number): Promise<number> {
  const queues = openQueues({ databaseUrl: queueDatabaseUrl(adminUrl), redisUrl });
  await queues.check();
  const name = `bare-${process.pid}`;
  const queue = queues.queue(name);
  const done = Promise.withResolvers<void>();
  let left = jobs;
  const startedAt = performance.now();
  const worker = queues.worker(
    name,
    async () => {
      left -= 1;
      if (left === 0) done.resolve();
    },
    { ...defaultSettings, concurrency },
  );
  for (let first = 0; first < jobs; first += perBulk) {
    await queue.addBulk(
      Array.from({ length: Math.min(perBulk, jobs - first) }, (_, index) => ({
        name: 'parcel' as const,
        data: { producer: 'notification' as const, sealed: '' },
        opts: { jobId: `bare-${first + index}` },
      })),
    );
  }
  await done.promise;
  const ms = performance.now() - startedAt;
  await worker.close();
  await queues.close();
  return ms;
}

/** What has become of each family: its message, and what the carrier has taken in. */
async function look(adminUrl: string, taken: readonly string[]) {
  const rows = await asAdmin<{ id: string; child_id: string; status: string }>(
    adminUrl,
    'select id, child_id, status from notification.message',
  );
  const [jobs] = await asAdmin<{ again: number }>(
    adminUrl,
    "select count(*)::int as again from notification.outbox where type = 'deliver-messages' and attempts > 0",
  );
  const arrived = new Set(taken);
  return {
    ids: new Set(rows.map(({ id }) => id)).size,
    families: new Set(rows.map(({ child_id }) => child_id)).size,
    taken: taken.length,
    lost: rows.filter(({ id, status }) => status !== 'sent' || !arrived.has(id)).length,
    twice: taken.length - arrived.size,
    again: jobs?.again,
  };
}
