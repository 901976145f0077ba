/** `open`: nobody asks; `half-open`: one asks, and the others wait for how it goes. */
export type CircuitState = 'closed' | 'half-open' | 'open';

/** How a call went: `unknown` when it never reached the registry, which says nothing of it. */
export type CallOutcome = 'answered' | 'failed' | 'unknown';

export type Entry =
  | { readonly type: 'go'; ended(outcome: CallOutcome): void }
  /** Ask again after so many milliseconds. */
  | { readonly type: 'wait'; readonly waitMs: number };

/** Keeps calls back from a registry that does not manage to answer. */
export interface Circuit {
  /** Whether a call may go out now. Whoever may, must say how it ended. */
  enter(): Entry;
  state(): CircuitState;
}

export interface CircuitOptions {
  /** Time that no clock can move: a circuit that goes by a clock set back an hour would stay open for an hour. */
  readonly monotonicMs: () => number;
  /** Between 0 and 1, so that not all processes come back at once. */
  readonly random: () => number;
}

const watched = 20;
const shortestPauseMs = 5_000;
/** Below the time for which jobs try again (hours), so that an open circuit costs no job its last attempt. */
const longestPauseMs = 60_000;

/**
 * A circuit that opens when more than half of the last 20 calls failed. After a pause one call tries; when it is
 * answered all may ask again, else the pause doubles, from 5 seconds to a minute.
 *
 * Written here since the libraries for it measure their pauses by the clock on the wall.
 */
export function makeCircuit({ monotonicMs, random }: CircuitOptions): Circuit {
  let last: boolean[] = [];
  let pauses = 0;
  let openUntil: number | null = null;
  let trying = false;
  /** Calls that set out before the circuit opened or closed say nothing of what came after. */
  let era = 0;

  const open = (): void => {
    const pauseMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** pauses);
    pauses += 1;
    era += 1;
    openUntil = monotonicMs() + pauseMs * (0.5 + random() / 2);
  };
  const close = (): void => {
    last = [];
    pauses = 0;
    era += 1;
    openUntil = null;
  };

  const entered = (isTrial: boolean, startedIn: number) => {
    let isOver = false;
    return (outcome: CallOutcome): void => {
      if (isOver) return;
      isOver = true;
      if (isTrial) {
        trying = false;
        if (outcome === 'answered') close();
        if (outcome === 'failed') open();
        return;
      }
      if (outcome === 'unknown' || startedIn !== era) return;
      last = [...last, outcome === 'failed'].slice(-watched);
      if (last.length === watched && last.filter(Boolean).length * 2 > watched) open();
    };
  };

  return {
    enter() {
      if (openUntil === null) return { type: 'go', ended: entered(false, era) };
      const waitMs = Math.ceil(openUntil - monotonicMs());
      if (waitMs > 0) return { type: 'wait', waitMs };
      if (trying) return { type: 'wait', waitMs: shortestPauseMs };
      trying = true;
      return { type: 'go', ended: entered(true, era) };
    },
    state: () =>
      openUntil === null ? 'closed' : trying || openUntil <= monotonicMs() ? 'half-open' : 'open',
  };
}
