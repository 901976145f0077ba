/** Sees when a worker has stopped taking jobs although jobs wait: some lost connections leave it alive and deaf. */
export interface Watchdog {
  /** To be called whenever a job is started. */
  started(): void;
  /**
   * @param waiting how many jobs wait in the queue.
   * @param free whether the worker could take one more.
   * @returns whether jobs have waited with free hands for too long.
   */
  look(waiting: number, free: boolean, nowMs: number): boolean;
}

export function makeWatchdog(wedgedMs: number): Watchdog {
  let waitingSinceMs: number | null = null;
  return {
    started() {
      waitingSinceMs = null;
    },
    look(waiting, free, nowMs) {
      if (waiting === 0 || !free) {
        waitingSinceMs = null;
        return false;
      }
      waitingSinceMs ??= nowMs;
      return nowMs - waitingSinceMs >= wedgedMs;
    },
  };
}
