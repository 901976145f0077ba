import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mockWorld } from '@opptak/registries/mocks';
import { setSimulatedClock, simulatedClock } from '@opptak/service';
import {
  calendarOf,
  cityHall,
  mailbox,
  type Progress,
  populate,
  runYear,
  type Stage,
  sendAway,
  simulatedKindergartens,
  summarise,
  type YearSummary,
} from '@opptak/simulation';
import { type House, openHouse } from '../house/open-house.ts';
import { startChaos } from './chaos.ts';
import { type LeftFile, leftFiles } from './left-files.ts';
import { connectPartner, type PartnerReport } from './partner.ts';
import { allPermissions } from './permissions.ts';

export interface YearOptions {
  readonly kommuner: readonly string[];
  readonly seed: number;
  /** Each service as a process of its own, killed now and then. */
  readonly chaos: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: (now: () => Date) => Progress;
}

export interface LivedYear {
  readonly summary: YearSummary;
  readonly partner: PartnerReport;
  readonly files: readonly LeftFile[];
  /** Which PostgreSQL it ran on. */
  readonly server: string;
  /** Processes that were killed on the way. */
  readonly killed: number;
}

/** The admission year that is lived: its deadline is on 1 March. */
export const year = 2026;

/** Opens a house, lives an admission year in it, and closes it again. The same seed gives the same files. */
export async function liveYear({ kommuner, seed, chaos, env, progress }: YearOptions): Promise<LivedYear> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'opptak-year-'));
  const clockFile = path.join(folder, 'clock');
  setSimulatedClock(clockFile, new Date(`${year}-01-05T06:00:00Z`));
  const clock = simulatedClock(clockFile);
  const world = mockWorld({ clock, seed });
  const kindergartens = simulatedKindergartens(kommuner);
  const families = populate(world, { seed, year, kindergartens });
  const newcomers = sendAway(world, families);
  const house = await openHouse({
    env: { ...env, OPPTAK_TENANTS_FILE: tenantsOf(kommuner, folder) },
    world,
    clock,
    clockFile,
    lotSeed: String(seed),
    processes: chaos,
    logLevel: env['LOG_LEVEL'] ?? 'silent',
  });
  const killing = chaos ? startChaos(house) : null;
  try {
    const stage: Stage = {
      calendar: calendarOf(year),
      world,
      urls: house.urls,
      cityHalls: kommuner.map((kommune) => hallOf(house, kommune)),
      kindergartens,
      families,
      mailbox: mailbox(house.mocks),
      progress: progress(() => clock.now()),
      moveTo: (instant) => setSimulatedClock(clockFile, instant),
    };
    const partner = await connectPartner(stage.cityHalls);
    const traces = await runYear(stage, newcomers);
    const killed = killing?.stop() ?? 0;
    const report = await partner.compare();
    await partner.stop();
    const summary = await summarise(stage, traces);
    const files = await leftFiles({ stage, traces, summary, mocks: house.mocks, seed });
    return { summary, partner: report, files, server: house.database.description, killed };
  } finally {
    killing?.stop();
    await house.stop();
    fs.rmSync(folder, { recursive: true });
  }
}

/** A kommune's own system, with a token that is renewed as simulated time goes by. */
function hallOf(house: House, kommune: string) {
  const scope = allPermissions();
  return cityHall({ kommune, urls: house.urls, accessToken: () => house.accessToken(kommune, scope) });
}

/** Only these kommuner take part: the others would sync and send with nobody in them. */
function tenantsOf(kommuner: readonly string[], folder: string): string {
  const example: { readonly tenants: readonly { readonly kommune: string }[] } = JSON.parse(
    fs.readFileSync(path.resolve(import.meta.dirname, '../../examples/tenants.json'), 'utf8'),
  );
  const file = path.join(folder, 'tenants.json');
  const tenants = example.tenants.filter(({ kommune }) => kommuner.includes(kommune));
  fs.writeFileSync(file, JSON.stringify({ tenants }));
  return file;
}
