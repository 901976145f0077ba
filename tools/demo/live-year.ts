import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ServiceName } from '@opptak/contracts';
import type { Clock } from '@opptak/domain';
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
  /** Each service as a process of its own, killed in the midst of its work. */
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
  /** Services whose process was killed on the way, in order. */
  readonly killed: readonly ServiceName[];
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
  const shown = progress(() => clock.now());
  const killing = chaos ? startChaos(seed, (service) => house.kill(service)) : null;
  try {
    const stage: Stage = {
      calendar: calendarOf(year),
      world,
      urls: house.urls,
      cityHalls: kommuner.map((kommune) => hallOf(house, kommune, clock)),
      kindergartens,
      families,
      mailbox: mailbox(house.mocks),
      progress: {
        step(text, facts) {
          shown.step(text, facts);
          killing?.step(text);
        },
      },
      now: clock.now,
      moveTo: (instant) => setSimulatedClock(clockFile, instant),
    };
    const partner = await connectPartner(stage.cityHalls);
    const traces = await runYear(stage, newcomers);
    const killed = killing?.stop() ?? [];
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

/** A kommune's own system. Its token is as good as new until time goes on. */
function hallOf(house: House, kommune: string, clock: Clock) {
  const scope = allPermissions();
  let held: { readonly at: number; readonly token: Promise<string> } | null = null;
  const accessToken = (): Promise<string> => {
    const at = clock.now().getTime();
    if (held?.at !== at) held = { at, token: house.accessToken(kommune, scope) };
    return held.token;
  };
  return cityHall({ kommune, urls: house.urls, accessToken });
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
