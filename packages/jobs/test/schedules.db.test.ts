import type { PlatformTables } from '@opptak/db';
import { addDays, isoDate } from '@opptak/domain';
import { planJob, type Schedule, untilIdle } from '@opptak/jobs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { doThing } from './things.ts';
import { nordreisa, openWorkbench, type Workbench } from './workbench.ts';

describe('schedules', () => {
  let bench: Workbench;
  let planned: string[];

  beforeEach(async () => {
    planned = [];
    bench = await openWorkbench();
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  const schedule = (cron: string, name = 'nightly'): Schedule<PlatformTables> => ({
    name,
    cron,
    plan: async (_tx, localDate) => void planned.push(localDate),
  });
  const nightly = schedule('30 3 * * *');
  const start = (...schedules: Schedule<PlatformTables>[]) => bench.start('intake', { schedules });

  test('plan once for each date in Norway, however often they are looked at and by however many', async () => {
    const [one, other] = [await start(nightly), await start(nightly)];
    const at = new Date('2026-03-02T03:00:00Z');

    const outcomes = await Promise.all(
      [one, other, one, other].map((workers) => workers.runDueSchedules(at)),
    );

    expect(outcomes.flat()).toEqual(['nightly']);
    expect(planned).toEqual(['2026-03-02']);
  });

  test('around the changes of the clocks of 2026 to 2030, every night once', async () => {
    const workers = await start(nightly);
    const nights: string[] = [];

    for (const [from, until] of [
      ['2026-03-27', '2026-03-31'],
      ['2026-10-23', '2026-10-27'],
      ['2027-03-26', '2027-03-30'],
      ['2028-10-27', '2028-10-31'],
      ['2030-03-29', '2030-04-02'],
    ] as const) {
      for (let day = isoDate(from); day <= until; day = addDays(day, 1)) {
        nights.push(day);
        // Every half hour of the night, in UTC.
        for (let minutes = 0; minutes < 360; minutes += 30) {
          await workers.runDueSchedules(new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000));
        }
      }
    }

    // The first look of each stretch is at 01:00 or 02:00 in Norway: what was due the night before is caught up.
    expect(planned.filter((day) => nights.includes(day))).toEqual(nights);
    expect(new Set(planned).size).toBe(planned.length);
  });

  test('after a standstill of three days, plan the latest date once', async () => {
    const workers = await start(nightly);
    await workers.runDueSchedules(new Date('2026-03-02T03:00:00Z'));

    await workers.runDueSchedules(new Date('2026-03-05T12:00:00Z'));
    await workers.runDueSchedules(new Date('2026-03-05T13:00:00Z'));

    expect(planned).toEqual(['2026-03-02', '2026-03-05']);
  });

  test('a clock that goes back plans nothing twice', async () => {
    const workers = await start(nightly);
    await workers.runDueSchedules(new Date('2026-03-02T03:00:00Z'));
    await workers.runDueSchedules(new Date('2026-03-03T03:00:00Z'));

    await workers.runDueSchedules(new Date('2026-03-02T04:00:00Z'));

    expect(planned).toEqual(['2026-03-02', '2026-03-03']);
  });

  test('a clock an hour on, an hour back, ten years on and home again: each date once, and no night is left out', async () => {
    const workers = await start(nightly);
    const hour = 3_600_000;
    const night = Date.parse('2026-03-02T02:45:00Z');
    await workers.runDueSchedules(new Date(night - 24 * hour));
    for (const jump of [0, hour, -hour, 87_672 * hour, 0, -hour, 24 * hour]) {
      await workers.runDueSchedules(new Date(night + jump));
    }

    // 87 672 hours are 3 653 days: ten years with three leap days.
    expect(planned).toEqual(['2026-03-01', '2026-03-02', '2036-03-02', '2026-03-03']);
  });

  test('that are new begin with today: what was due before they existed is not caught up', async () => {
    const monthly = schedule('0 5 1 * *', 'monthly');
    const workers = await start(monthly, nightly);

    await workers.runDueSchedules(new Date('2026-03-15T12:00:00Z'));
    expect(planned).toEqual(['2026-03-15']);

    await workers.runDueSchedules(new Date('2026-04-01T12:00:00Z'));
    expect(planned).toEqual(['2026-03-15', '2026-04-01', '2026-04-01']);
  });

  test('that fail leave no trace, and are planned at the next look', async () => {
    let broken = true;
    const workers = await start({
      name: 'fragile',
      cron: '30 3 * * *',
      plan: async (tx, localDate) => {
        await planJob(tx, doThing, { thingId: localDate }, { kommune: nordreisa, runAt: bench.clock.now() });
        if (broken) throw new Error('no');
      },
    });
    const at = new Date('2026-03-02T03:00:00Z');

    await expect(workers.runDueSchedules(at)).rejects.toThrow('no');
    expect(await bench.outbox()).toEqual([]);
    broken = false;
    expect(await workers.runDueSchedules(at)).toEqual(['fragile']);

    expect(await bench.outbox()).toHaveLength(1);
  });

  test('a name that is used twice is refused at the start', async () => {
    await expect(start(nightly, nightly)).rejects.toThrow('Claimed twice: nightly');
  });

  test('idle says no while something that was planned is due', async () => {
    const workers = await bench.start('intake', {
      onJob: async () => {},
      schedules: [
        {
          name: 'plans',
          cron: '0 4 * * *',
          plan: (tx) =>
            planJob(tx, doThing, { thingId: 'a' }, { kommune: nordreisa, runAt: bench.clock.now() }),
        },
      ],
    });
    await workers.runDueSchedules(new Date('2026-03-02T04:00:00Z'));

    expect(await workers.idle()).toBe(false);
    await untilIdle([workers], 45_000);
    expect(await workers.idle()).toBe(true);
  });
});
