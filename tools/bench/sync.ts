import { serviceDatabaseUrl } from '@opptak/db';
import { filterOnly, openSyncTown, type Pages } from '../../services/notification/bench/sync-town.ts';
import { openDatabase } from '../house/database.ts';
import { tenantsFile } from '../house/files.ts';
import { intakeBeside, quantile } from './intake-meanwhile.ts';

const families = 2_000;
/** The register has announced days of a million events. */
const eventsOfADay = 1_000_000;
const rounds = 2;
/** What a kommune may wait for intake on such a day, at the 99th percentile. */
const mostMs = 300;

/**
 * Folkeregisteret's feed through the service, with its database: events that do not matter, events about people elsewhere,
 * events about families here; beside a bare JSON.parse of the same pages in the same run. The register answers from
 * memory. `--events N` of the first kind, a hundredth of it of the others (200 000). Then a whole day of the first kind
 * (`--day N`, 1 000 000) while a kommune reads from intake, which is a process of its own on the same database.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const asked = Number(args[args.indexOf('--events') + 1]);
  const events = args.includes('--events') && asked >= 20_000 ? asked : 200_000;
  const day = numberAfter(args, '--day', eventsOfADay);
  const few = Math.floor(events / 100);
  const database = await openDatabase(process.env);
  const town = await openSyncTown({
    databaseUrl: serviceDatabaseUrl(database.adminUrl, 'notification'),
    tenantsFile,
    families,
  });
  try {
    const bare: number[] = [];
    const filter: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const pages = town.irrelevant(events);
      bare.push(perSecond(events, await measured(async () => parseOnly(pages))));
      filter.push(perSecond(events, await measured(async () => filterOnly(pages))));
    }
    const baseline = Math.max(...bare);
    say(`${families} families; pages of 1 000 events; best of ${rounds}; one thread, one PostgreSQL`);
    line('bare JSON.parse', baseline, baseline);
    line('read and filtered', Math.max(...filter), baseline);
    const kinds: readonly (readonly [string, number, (count: number) => Pages])[] = [
      ['do not matter', events, town.irrelevant],
      ['about people elsewhere', few, town.elsewhere],
      ['about families here', few, town.here],
    ];
    for (const [name, count, write] of kinds) {
      const all: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const pages = write(count);
        all.push(perSecond(count, await measured(() => town.read(pages, count))));
      }
      const best = Math.max(...all);
      line(name, best, baseline);
      if (count === events) say(`  a day of ${eventsOfADay} of them: ${(eventsOfADay / best).toFixed(0)} s`);
    }
    await beside(database.adminUrl, day, async () => {
      // In pieces, as they would come: a day's pages at once are half a gigabyte.
      for (let left = day; left > 0; left -= events) {
        const count = Math.min(left, events);
        await town.read(town.irrelevant(count), count);
      }
    });
  } finally {
    await town.close();
    await database.stop();
  }
}

/** What intake answers while a mass of events is read, and what it answers when nothing else happens. */
async function beside(adminUrl: string, day: number, read: () => Promise<void>): Promise<void> {
  const intake = await intakeBeside(adminUrl, tenantsFile);
  try {
    const quiet = await intake.during(() => new Promise((resolve) => setTimeout(resolve, 5_000)));
    let ms = 0;
    const busy = await intake.during(async () => {
      ms = await measured(read);
    });
    say(`${day} events that do not matter in ${(ms / 1_000).toFixed(1)} s, intake asked meanwhile:`);
    for (const [name, { tookMs, failed }] of [['alone', quiet] as const, ['meanwhile', busy] as const]) {
      const [p50, p99] = [0.5, 0.99].map((share) => quantile(tookMs, share).toFixed(1));
      say(`  ${name.padEnd(10)} ${tookMs.length} answers, p50 ${p50} ms, p99 ${p99} ms, ${failed} failed`);
    }
    const p99 = quantile(busy.tookMs, 0.99);
    if (busy.failed > 0 || p99 > mostMs)
      throw new Error(`Intake suffers: p99 above ${mostMs} ms, or no answers`);
  } finally {
    await intake.stop();
  }
}

function numberAfter(args: readonly string[], name: string, otherwise: number): number {
  const asked = Number(args[args.indexOf(name) + 1]);
  return args.includes(name) && asked >= 1_000 ? asked : otherwise;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const line = (name: string, rate: number, baseline: number): void =>
  say(`${name.padEnd(24)} ${rate.toFixed(0).padStart(9)} events/s   1/${(baseline / rate).toFixed(1)}`);

const perSecond = (count: number, ms: number): number => (count * 1_000) / ms;

function parseOnly(pages: Pages): void {
  for (const text of pages) JSON.parse(text);
}

async function measured(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
