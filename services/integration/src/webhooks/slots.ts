/**
 * How many deliveries run to one endpoint at a time, so that one that hangs does not take the place of the others. An
 * endpoint that has failed three times in a row is tried by one delivery at a time.
 */
export interface Slots {
  /** @returns false when the endpoint is busy and did not become free in time: come back later. */
  enter(endpoint: string): Promise<boolean>;
  /** @param delivered null when nothing was sent. */
  leave(endpoint: string, delivered: boolean | null): void;
}

/** Below the number of messages that a service handles at once, so that something is always left for the others. */
const mostAtOnce = 4;
const failingAfter = 3;

interface Endpoint {
  running: number;
  failures: number;
  readonly waiting: Set<() => void>;
}

/** @param waitMs How long to wait for a place at an endpoint that answers. One that fails is not waited for. */
export function makeSlots(waitMs = 1_000): Slots {
  const endpoints = new Map<string, Endpoint>();
  const at = (id: string): Endpoint => {
    const known = endpoints.get(id) ?? { running: 0, failures: 0, waiting: new Set() };
    endpoints.set(id, known);
    return known;
  };
  return {
    async enter(id) {
      const endpoint = at(id);
      const failing = endpoint.failures >= failingAfter;
      if (endpoint.running < (failing ? 1 : mostAtOnce)) {
        endpoint.running += 1;
        return true;
      }
      return failing ? false : waitFor(endpoint, waitMs);
    },
    leave(id, delivered) {
      const endpoint = at(id);
      if (delivered !== null) endpoint.failures = delivered ? 0 : endpoint.failures + 1;
      endpoint.running -= 1;
      const [next] = endpoint.waiting;
      next?.();
      if (endpoint.running === 0 && endpoint.failures === 0) endpoints.delete(id);
    },
  };
}

function waitFor(endpoint: Endpoint, waitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (granted: boolean) => (): void => {
      clearTimeout(timer);
      endpoint.waiting.delete(grant);
      if (granted) endpoint.running += 1;
      resolve(granted);
    };
    const grant = settle(true);
    const timer = setTimeout(settle(false), waitMs);
    endpoint.waiting.add(grant);
  });
}
