import type { House } from '../house/open-house.ts';

/** Kills one service after another while the year goes on. */
export interface Chaos {
  /** Stops killing. @returns how many processes were killed. */
  stop(): number;
}

/** Longer than a service takes to start and a dead worker's messages to be taken up again. */
const everyMs = 15_000;

export function startChaos(house: House): Chaos {
  let killed = 0;
  let choice = 0;
  const timer = setInterval(() => {
    if (house.killOne(choice++) !== null) killed++;
  }, everyMs);
  return {
    stop() {
      clearInterval(timer);
      return killed;
    },
  };
}
