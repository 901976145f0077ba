/** No registry keeps us waiting longer than this, whatever it writes. */
export const longestWaitMs = 15 * 60_000;
/** Folkeregisteret states milliseconds; a few of them must not become a storm of requests. */
export const shortestWaitMs = 1_000;

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * How long a `Retry-After` header asks us to wait, between one second and 15 minutes.
 *
 * @param unit What the registry means by a bare number: the standard says seconds, Folkeregisteret milliseconds.
 * @returns milliseconds, or null when the header is absent or makes no sense (negative, words).
 */
export function retryAfterMs(
  header: string | null,
  now: Date,
  unit: 'seconds' | 'milliseconds' = 'seconds',
): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return within(Number(text) * (unit === 'seconds' ? 1_000 : 1));
  if (!httpDate.test(text)) return null;
  const wait = Date.parse(text) - now.getTime();
  return Number.isNaN(wait) ? null : within(wait);
}

const within = (waitMs: number): number => Math.min(longestWaitMs, Math.max(shortestWaitMs, waitMs));
