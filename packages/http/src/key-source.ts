import { AppError } from '@opptak/domain';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

export interface KeySourceOptions {
  /** The issuer's JWKS document. */
  readonly jwksUrl: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds of a clock that nobody sets; not the domain's clock, which a simulation moves. */
  readonly monotonicMs?: () => number;
}

const minute = 60_000;
const hour = 60 * minute;
/** After an attempt, good or bad, the issuer is left in peace. */
const pauseMs = minute;
/** While we have no keys at all, every request fails, so we try more often. */
const pauseWithoutKeysMs = 5000;
const refreshAfterMs = hour;
/** Keys that can not be confirmed for two days are no longer believed. */
const expireAfterMs = 48 * hour;
const fetchTimeoutMs = 3000;

/**
 * The issuer's signing keys. Kept for 48 hours when the issuer can not be reached; asked for again after an hour,
 * and when a token names a key that we do not have, but never more than once a minute: a flood of tokens with
 * invented key ids must not become a flood against the issuer.
 */
export function keySource(options: KeySourceOptions): JWTVerifyGetKey {
  const now = options.monotonicMs ?? (() => performance.now());
  const fetchKeys = options.fetch ?? globalThis.fetch;
  let keys: ReturnType<typeof createLocalJWKSet> | null = null;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> | null = null;

  const load = async (): Promise<void> => {
    try {
      const response = await fetchKeys(options.jwksUrl, {
        redirect: 'error',
        signal: AbortSignal.timeout(fetchTimeoutMs),
      });
      if (!response.ok) throw new Error(`The issuer's keys answered ${response.status}`);
      keys = createLocalJWKSet((await response.json()) as JSONWebKeySet);
      fetchedAt = now();
    } catch {
      // The old keys serve until they expire; without any, `current` answers unavailable.
    } finally {
      pending = null;
    }
  };
  const refresh = (): Promise<void> => {
    if (pending) return pending;
    if (now() - triedAt < (keys ? pauseMs : pauseWithoutKeysMs)) return Promise.resolve();
    triedAt = now();
    pending = load();
    return pending;
  };
  const current = async (): Promise<ReturnType<typeof createLocalJWKSet>> => {
    const age = now() - fetchedAt;
    if (!keys || age > expireAfterMs) await refresh();
    else if (age > refreshAfterMs) void refresh();
    if (!keys || now() - fetchedAt > expireAfterMs) {
      throw new AppError('unavailable', 'token-keys-unavailable', 'Tokens can not be checked right now');
    }
    return keys;
  };

  return async (header, token) => {
    // The issuer names its keys; without this, any key it has would be tried.
    if (typeof header?.kid !== 'string') throw new errors.JWKSNoMatchingKey();
    const known = await current();
    try {
      return await known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      return (await current())(header, token);
    }
  };
}
