import { serviceDatabaseUrl } from '@opptak/db';
import { filterOnly, openSyncTown, type Pages } from '../../services/notification/bench/sync-town.ts';
import { openDatabase } from '../house/database.ts';
import { tenantsFile } from '../house/files.ts';

const families = 2_000;
/** The register has announced days of a million events. */
const eventsOfADay = 1_000_000;
const rounds = 3;

/**
 * Folkeregisteret's feed through the service, with its database: events that do not matter, events about people elsewhere,
 * events about families here; beside a bare JSON.parse of the same pages in the same run. The register answers from
 * memory. `--events N` of the first kind, a twentieth of it of the others (200 000).
 */
export async function bench(args: readonly string[]): Promise<void> {
  const asked = Number(args[args.indexOf('--events') + 1]);
  const events = args.includes('--events') && asked >= 20_000 ? asked : 200_000;
  const few = Math.floor(events / 20);
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
  } finally {
    await town.close();
    await database.stop();
  }
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
