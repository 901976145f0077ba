/** `npm run demo`: an admission year of real kommuner with made-up families, in about a minute. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mockWorld } from '@opptak/registries/mocks';
import { readTenants, setSimulatedClock, simulatedClock } from '@opptak/service';
import {
  calendarOf,
  cityHall,
  mailbox,
  populate,
  runYear,
  type Stage,
  sendAway,
  simulatedKindergartens,
  summarise,
} from '@opptak/simulation';
import { startChaos } from './demo/chaos.ts';
import { type DemoOptions, readOptions, usage } from './demo/options.ts';
import { connectPartner } from './demo/partner.ts';
import { allPermissions } from './demo/permissions.ts';
import { summaryText } from './demo/print-summary.ts';
import { progressBar, progressLines } from './demo/show-progress.ts';
import { writeFiles } from './demo/write-files.ts';
import { type House, openHouse } from './house/open-house.ts';

const year = 2026;

async function demo(options: DemoOptions): Promise<void> {
  const startedAt = performance.now();
  const clockFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'opptak-demo-')), 'clock');
  setSimulatedClock(clockFile, new Date(`${year}-01-05T06:00:00Z`));
  const clock = simulatedClock(clockFile);
  const world = mockWorld({ clock, seed: options.seed });
  const kindergartens = simulatedKindergartens(options.region.kommuner);
  const families = populate(world, { seed: options.seed, year, kindergartens });
  const newcomers = sendAway(world, families);

  const house = await openHouse({
    env: { ...process.env, OPPTAK_TENANTS_FILE: regionsTenants(options, path.dirname(clockFile)) },
    world,
    clock,
    clockFile,
    lotSeed: String(options.seed),
    processes: options.chaos,
    logLevel: process.env['LOG_LEVEL'] ?? 'silent',
  });
  const progress = options.json
    ? progressLines(process.stdout, () => clock.now())
    : progressBar(process.stderr);
  const chaos = options.chaos ? startChaos(house) : null;
  try {
    const stage: Stage = {
      calendar: calendarOf(year),
      world,
      urls: house.urls,
      cityHalls: options.region.kommuner.map((kommune) => hallOf(house, kommune)),
      kindergartens,
      families,
      mailbox: mailbox(house.mocks),
      progress,
      moveTo: (instant) => setSimulatedClock(clockFile, instant),
    };
    const partner = await connectPartner(stage.cityHalls);
    const traces = await runYear(stage, newcomers);
    chaos?.stop();
    const report = await partner.compare();
    await partner.stop();
    const summary = await summarise(stage, traces);
    const files = await writeFiles(path.resolve(process.env['OPPTAK_CALLED_FROM'] ?? '.', options.out), {
      stage,
      traces,
      summary,
      mocks: house.mocks,
      seed: options.seed,
    });
    progress.end();
    const elapsedMs = Math.round(performance.now() - startedAt);
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ ...summary, elapsedMs, seed: options.seed })}\n`);
    } else {
      process.stdout.write(
        summaryText({
          summary,
          names: kommuneNames(),
          year,
          elapsedMs,
          files,
          partner: report,
          server: house.database.description,
        }),
      );
    }
    process.exitCode = summary.certificate === 'VALID' ? 0 : 1;
  } finally {
    chaos?.stop();
    await house.stop();
  }
}

/** A kommune's own system, with a token that is renewed as simulated time goes by. */
function hallOf(house: House, kommune: string) {
  const scope = allPermissions();
  return cityHall({ kommune, urls: house.urls, accessToken: () => house.accessToken(kommune, scope) });
}

/** Only the kommuner of the region take part: the others would sync and send with nobody in them. */
function regionsTenants({ region }: DemoOptions, folder: string): string {
  const example: { readonly tenants: readonly { readonly kommune: string }[] } = JSON.parse(
    fs.readFileSync(path.resolve(import.meta.dirname, '../examples/tenants.json'), 'utf8'),
  );
  const file = path.join(folder, 'tenants.json');
  const tenants = example.tenants.filter(({ kommune }) => region.kommuner.includes(kommune));
  fs.writeFileSync(file, JSON.stringify({ tenants }));
  return file;
}

function kommuneNames(): Readonly<Record<string, string>> {
  const tenants = readTenants(path.resolve(import.meta.dirname, '../examples/tenants.json'));
  return Object.fromEntries(
    tenants.all.map(({ kommune, name }) => [kommune, name.nb.replace(' kommune', '')]),
  );
}

let options: DemoOptions;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'bad arguments'}\n${usage}\n`);
  process.exit(2);
}
await demo(options);
