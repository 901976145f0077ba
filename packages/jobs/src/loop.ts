/** Work that is looked at again and again. */
export interface Loop {
  /** Looks at once, instead of after the pause. */
  nudge(): void;
  /** Ends after the present look. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  readonly pauseMs: number;
  /** From one look to the next, at least: what comes meanwhile is gathered. A look after a quiet time is not held up. */
  readonly gatherMs?: number;
  /** Pause after a failure. */
  readonly pauseAfterErrorMs?: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Calls `work` until stopped: at once again when it says that there is more, else after the pause or a nudge.
 * A failure is reported and followed by a longer pause; it never ends the loop.
 */
export function startLoop(options: LoopOptions, work: () => Promise<boolean>): Loop {
  let stopped = false;
  let nudged = false;
  let wake: (() => void) | undefined;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async () => {
    while (!stopped) {
      nudged = false;
      const lookedAt = performance.now();
      let again = false;
      let failed = false;
      try {
        again = await work();
      } catch (error) {
        failed = true;
        options.onError(error);
      }
      if (stopped || again) continue;
      // After a failure a nudge does not shorten the pause: what failed would fail again.
      if (failed) await pause(options.pauseAfterErrorMs ?? 1_000);
      else if (!nudged) await pause(options.pauseMs);
      const early = (options.gatherMs ?? 0) - (performance.now() - lookedAt);
      if (early > 0 && !stopped) await new Promise((resolve) => setTimeout(resolve, early));
    }
  };

  const ended = run();
  return {
    nudge() {
      nudged = true;
      wake?.();
    },
    async stop() {
      stopped = true;
      wake?.();
      await ended;
    },
  };
}
