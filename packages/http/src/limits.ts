import type { RateLimits } from './rate-limit.ts';

/** What one request, one caller and one process may take. */
export interface HttpLimits {
  readonly bodyBytes: number;
  /** For the headers to arrive. */
  readonly headersMs: number;
  /** For the whole request to arrive. */
  readonly requestMs: number;
  /** For the answer to be made; above the database's own limits, which answer first and tell more. */
  readonly handlerMs: number;
  readonly keepAliveMs: number;
  /** Mean delay of the event loop from which new requests are told to come back. */
  readonly eventLoopDelayMs: number;
  readonly rates: RateLimits;
}

/** Twenty municipal batch clients at once stay below; a client that has lost control does not. */
export const defaultLimits: HttpLimits = {
  bodyBytes: 256 * 1024,
  headersMs: 10_000,
  requestMs: 15_000,
  handlerMs: 15_000,
  keepAliveMs: 10_000,
  eventLoopDelayMs: 200,
  rates: {
    perKommune: { burst: 400, perSecond: 200 },
    perAddress: { burst: 400, perSecond: 200 },
    everyone: { burst: 4000, perSecond: 2000 },
  },
};
