const DAY_MS = 86_400_000;

/**
 * What a Retry-After header asks for, in milliseconds: seconds, or an instant by the receiver's own clock (RFC 9110,
 * 10.2.3). At most a day: a receiver may slow us down, not silence us. Null when there is none that makes sense.
 *
 * @param date The answer's Date header, which a Retry-After with an instant is compared with.
 */
export function retryAfterMs(header: string | undefined, date: string | undefined): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.parse(date ?? '');
  return Number.isFinite(wait) && wait >= 0 ? Math.min(wait, DAY_MS) : null;
}
