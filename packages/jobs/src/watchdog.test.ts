import { describe, expect, test } from 'vitest';
import { makeWatchdog } from './watchdog.ts';

const wedgedMs = 30_000;

describe('the watchdog', () => {
  test('barks when jobs have waited for 30 seconds and a free worker took none', () => {
    const watchdog = makeWatchdog(wedgedMs);

    expect([0, 15_000, 29_999, 30_000].map((at) => watchdog.look(3, true, at))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test.each([
    ['a job was started meanwhile', (watchdog: ReturnType<typeof makeWatchdog>) => watchdog.started()],
    [
      'the queue was empty meanwhile',
      (watchdog: ReturnType<typeof makeWatchdog>) => watchdog.look(0, true, 20_000),
    ],
    [
      'all hands were full meanwhile',
      (watchdog: ReturnType<typeof makeWatchdog>) => watchdog.look(3, false, 20_000),
    ],
  ])('begins to count anew when %s', (_what, meanwhile) => {
    const watchdog = makeWatchdog(wedgedMs);
    watchdog.look(3, true, 0);

    meanwhile(watchdog);

    expect([30_000, 59_999, 60_000].map((at) => watchdog.look(3, true, at))).toEqual([false, false, true]);
  });
});
