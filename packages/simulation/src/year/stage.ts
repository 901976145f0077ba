import { parse, type ServiceName, serviceNames } from '@opptak/contracts';
import type { MockWorld } from '@opptak/registries/mocks';
import { Type } from 'typebox';
import type { CityHall, ServiceUrls } from '../city-hall.ts';

import type { SimulatedFamily, SimulatedKindergarten } from '../population.ts';
import type { Calendar } from './calendar.ts';
import type { Mailbox } from './mailbox.ts';

/** Told what happens, for a progress bar or a line of JSON. */
export interface Progress {
  step(text: string, facts?: Readonly<Record<string, number | string>>): void;
}

/** Everything that the simulated year plays on. */
export interface Stage {
  readonly calendar: Calendar;
  readonly world: MockWorld;
  readonly urls: ServiceUrls;
  readonly cityHalls: readonly CityHall[];
  readonly kindergartens: readonly SimulatedKindergarten[];
  readonly families: readonly SimulatedFamily[];
  readonly mailbox: Mailbox;
  readonly progress: Progress;
  /** Moves the clock of every process. */
  readonly moveTo: (instant: Date) => void;
}

const Rest = Type.Object({ idle: Type.Boolean(), handled: Type.Integer() });
const shortestPauseMs = 5;
const longestPauseMs = 80;
const patienceMs = 180_000;

/**
 * Waits until no service has anything due or on its way. All must be idle twice in a row, with nothing handled in
 * between: while the second is looked at, its message may wake the first. The one that was busy last is asked first,
 * and less and less often: asking is work too.
 */
export async function settle({ urls }: Pick<Stage, 'urls'>): Promise<void> {
  const until = performance.now() + patienceMs;
  const names: ServiceName[] = [...serviceNames];
  let pauseMs = shortestPauseMs;
  let before = '';
  for (;;) {
    const handled: string[] = [];
    let busy: ServiceName | null = null;
    for (const name of names) {
      const rest = await restOf(urls, name);
      if (!rest?.idle) {
        busy = name;
        break;
      }
      handled.push(`${name} ${rest.handled}`);
    }
    if (busy === null) {
      const now = handled.toSorted().join();
      if (now === before) return;
      before = now;
      continue;
    }
    before = '';
    names.splice(names.indexOf(busy), 1);
    names.unshift(busy);
    if (performance.now() > until) throw new Error(`The services do not come to rest: ${busy}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    pauseMs = Math.min(longestPauseMs, pauseMs * 1.5);
  }
}

/** @returns null while the service is being started again. */
async function restOf(urls: ServiceUrls, name: ServiceName) {
  try {
    const response = await fetch(`${urls[name]}/simulation/idle`);
    return response.ok ? parse(Rest, await response.json(), 'Rest') : null;
  } catch {
    return null;
  }
}

/** Moves time on, lets the schedules look at the clock, and waits until everything that follows has been done. */
export async function advance(stage: Stage, to: Date): Promise<void> {
  stage.moveTo(to);
  for (const name of serviceNames) await planDue(stage.urls, name);
  await settle(stage);
}

async function planDue(urls: ServiceUrls, name: ServiceName): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${urls[name]}/simulation/schedules`, { method: 'POST' }).catch(() => null);
    if (response?.ok) return;
    if (attempt === 200) throw new Error(`${name} does not look at its schedules`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
