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
  /** What the clock of every process shows, and how it is moved. */
  readonly now: () => Date;
  readonly moveTo: (instant: Date) => void;
}

/** What waiting for the services takes. */
export type Waiting = Pick<Stage, 'urls' | 'now' | 'moveTo'>;

const Rest = Type.Object({
  idle: Type.Boolean(),
  handled: Type.Integer(),
  nextAt: Type.Union([Type.String(), Type.Null()]),
});
const shortestPauseMs = 5;
const longestPauseMs = 80;
/** So long may nothing be handled: one message may be to read all people of a large kommune. */
const patienceMs = 15 * 60_000;

/**
 * Waits until no service has anything due or on its way, nor will have soon. What has failed – a registry that was not
 * ready, a database too busy – is tried again after a pause, and fees wait for what belongs together: time moves there,
 * and back again when all is done. So a machine that is slow, or a service that is killed, lives the same year.
 */
export async function settle(stage: Waiting): Promise<void> {
  const now = stage.now();
  for (;;) {
    const nextAt = await untilIdle(stage.urls);
    if (nextAt === null || nextAt.getTime() > now.getTime() + soonMs) break;
    if (nextAt > stage.now()) stage.moveTo(nextAt);
  }
  if (stage.now() > now) stage.moveTo(now);
}

/** What is due later than this waits for the year to go on. */
const soonMs = 20 * 60_000;

/**
 * All must be idle twice in a row, with nothing handled in between: while the second is looked at, its message may wake
 * the first. The one that was busy last is asked first, and less and less often: asking is work too.
 *
 * @returns when the first of the messages that wait for their time is due.
 */
async function untilIdle(urls: ServiceUrls): Promise<Date | null> {
  let until = performance.now() + patienceMs;
  const names: ServiceName[] = [...serviceNames];
  let pauseMs = shortestPauseMs;
  let before = '';
  const handledBy = new Map<ServiceName, number>();
  for (;;) {
    const seen: string[] = [];
    const waiting: string[] = [];
    let busy: ServiceName | null = null;
    for (const name of names) {
      const rest = await restOf(urls, name);
      if (rest && rest.handled !== handledBy.get(name)) {
        handledBy.set(name, rest.handled);
        until = performance.now() + patienceMs;
      }
      if (!rest?.idle) {
        busy = name;
        break;
      }
      seen.push(`${name} ${rest.handled}`);
      if (rest.nextAt !== null) waiting.push(rest.nextAt);
    }
    if (busy === null) {
      const now = seen.toSorted().join();
      const [first] = waiting.toSorted();
      if (now === before) return first === undefined ? null : new Date(first);
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
  const until = performance.now() + patienceMs;
  for (;;) {
    const response = await fetch(`${urls[name]}/simulation/schedules`, { method: 'POST' }).catch(() => null);
    if (response?.ok) return;
    if (performance.now() > until) throw new Error(`${name} does not look at its schedules`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
