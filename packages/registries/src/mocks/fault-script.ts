/** What a mock registry does instead of answering properly. */
export type Fault =
  | {
      readonly type: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** The firewall's page. */
  | { readonly type: 'html'; readonly status?: number }
  /** No answer, ever. */
  | { readonly type: 'hang' }
  /** The right answer, late. */
  | { readonly type: 'delay'; readonly ms: number }
  /** The connection breaks before anything is done. */
  | { readonly type: 'cut' }
  /** Everything is done, and then the connection breaks: the caller can not know. */
  | { readonly type: 'lose-answer' }
  /** The first half of the right answer. */
  | { readonly type: 'half' }
  /** A small answer that unpacks to this many megabytes. */
  | { readonly type: 'gzip-bomb'; readonly megabytes: number }
  /** These bytes, as they are. */
  | { readonly type: 'raw'; readonly body: string | Uint8Array; readonly contentType?: string };

export interface FaultOptions {
  /** How many requests it hits. Default 1. */
  readonly times?: number;
  /** Only requests whose address contains this. */
  readonly path?: string;
}

/** Scripted misbehaviour: one script for all mocks of a server. */
export interface FaultScript {
  /** The next request to this mock meets the fault. Faults are met in the order they were added. */
  next(mock: string, fault: Fault, options?: FaultOptions): void;
  /** From now on this share of requests (0–1) meets the fault; the same seed gives the same ones. Share 0 ends it. */
  often(mock: string, fault: Fault, share: number, seed?: number): void;
  /** Forgets everything. */
  clear(): void;
  /** @returns the fault this request meets, and uses it up. Called by the mock server. */
  take(mock: string, path: string): Fault | null;
}

export function faultScript(): FaultScript {
  const waiting: { mock: string; fault: Fault; left: number; path: string }[] = [];
  const rates = new Map<string, { fault: Fault; share: number; random: () => number }>();
  return {
    next(mock, fault, { times = 1, path = '' } = {}) {
      waiting.push({ mock, fault, left: times, path });
    },
    often(mock, fault, share, seed = 1) {
      rates.set(mock, { fault, share, random: seededRandom(seed) });
    },
    clear() {
      waiting.length = 0;
      rates.clear();
    },
    take(mock, path) {
      const index = waiting.findIndex((one) => one.mock === mock && path.includes(one.path));
      const found = waiting[index];
      if (found) {
        found.left -= 1;
        if (found.left <= 0) waiting.splice(index, 1);
        return found.fault;
      }
      const rate = rates.get(mock);
      return rate && rate.random() < rate.share ? rate.fault : null;
    },
  };
}

/** Numbers between 0 and 1 that are the same on every machine (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
