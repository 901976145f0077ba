import type { FastifyInstance, FastifyReply } from 'fastify';
import { HttpError } from './http-error.ts';

export interface Rate {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests a second in the long run. */
  readonly perSecond: number;
}

export interface RateLimits {
  /** Each kommune on its own: one that floods is slowed down, the others notice nothing. */
  readonly perKommune: Rate;
  /** Each address on routes without a token. */
  readonly perAddress: Rate;
  /** The whole process, before tokens are checked. */
  readonly everyone: Rate;
}

/**
 * Limits requests by token buckets in this process: approximate when several run, and enough to keep one caller from
 * taking everything. Time comes from a clock that nobody sets, because a simulation moves the domain's clock.
 */
export function useRateLimits(app: FastifyInstance, limits: RateLimits, monotonicMs: () => number): void {
  const everyone = tokenBuckets(limits.everyone, monotonicMs);
  const kommuner = tokenBuckets(limits.perKommune, monotonicMs);
  const addresses = tokenBuckets(limits.perAddress, monotonicMs);
  app.addHook('onRequest', async (_request, reply) => {
    spend(everyone, 'everyone', 'everyone', reply);
  });
  // After access is decided, before the body is read.
  app.addHook('preParsing', async (request, reply, payload) => {
    const { access } = request.routeOptions.config;
    if (access === 'kommune' && request.actor?.type === 'kommune') {
      spend(kommuner, request.actor.kommune, 'kommune', reply);
    } else if (access) spend(addresses, request.ip, 'address', reply);
    return payload;
  });
}

interface Buckets {
  readonly rate: Rate;
  take(key: string): { readonly allowed: boolean; readonly left: number; readonly secondsToNext: number };
}

/** How many callers are remembered; a full bucket needs no memory, so the ones that have waited longest go. */
const maxBuckets = 10_000;

export function tokenBuckets(rate: Rate, monotonicMs: () => number): Buckets {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    rate,
    take(key) {
      const now = monotonicMs();
      const bucket = buckets.get(key) ?? { tokens: rate.burst, at: now };
      const tokens = Math.min(rate.burst, bucket.tokens + ((now - bucket.at) / 1000) * rate.perSecond);
      const allowed = tokens >= 1;
      const rest = allowed ? tokens - 1 : tokens;
      buckets.delete(key);
      buckets.set(key, { tokens: rest, at: now });
      if (buckets.size > maxBuckets) buckets.delete(buckets.keys().next().value ?? key);
      return { allowed, left: Math.floor(rest), secondsToNext: rest >= 1 ? 0 : (1 - rest) / rate.perSecond };
    },
  };
}

/** The names of the fields have changed between drafts (httpapi-ratelimit-headers); they stand only here. */
function spend(buckets: Buckets, key: string, policy: string, reply: FastifyReply): void {
  const { allowed, left, secondsToNext } = buckets.take(key);
  const { burst, perSecond } = buckets.rate;
  const waitSeconds = Math.ceil(secondsToNext);
  reply.header('ratelimit-policy', `"${policy}";q=${burst};w=${Math.max(1, Math.ceil(burst / perSecond))}`);
  reply.header('ratelimit', `"${policy}";r=${left};t=${waitSeconds}`);
  if (allowed) return;
  throw new HttpError(429, 'too-many-requests', 'Too many requests; wait before the next', {
    headers: { 'retry-after': String(Math.max(1, waitSeconds)) },
  });
}
