/** Lets others wait for the next step of something that goes on by itself. */
export interface Progress {
  announce(): void;
  /** Waits for the next announcement, at most so long. */
  next(atMostMs: number): Promise<void>;
}

export function makeProgress(): Progress {
  let waiting: (() => void)[] = [];
  return {
    announce() {
      const all = waiting;
      waiting = [];
      for (const resolve of all) resolve();
    },
    next(atMostMs) {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, atMostMs);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
