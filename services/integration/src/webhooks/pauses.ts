import { createHash } from 'node:crypto';
import type { Answer } from './post-webhook.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses before the second, third … tenth attempt, as Standard Webhooks proposes: in all a little more than three days. */
export const pausesMs: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** An endpoint that has only failed for so long is disabled. */
export const disableAfterMs = 5 * 24 * HOUR;

/** How long both secrets sign after a rotation. */
export const rotationMs = 7 * 24 * HOUR;

const longestPauseMs = HOUR;

/**
 * The pause after the `step`th failed attempt of a delivery, 20 % up or down: by a hash, so that it comes out the same
 * when it is computed twice, and different for each delivery, so that they do not all come back at once.
 *
 * @param step 1 after the first failure.
 * @returns null when all attempts are used.
 */
export function pauseMs(deliveryId: string, step: number): number | null {
  const pause = pausesMs[step - 1];
  return pause === undefined ? null : Math.round(pause * (0.8 + 0.4 * share(deliveryId, step)));
}

/**
 * How long the whole endpoint is left alone after a failure: as long as it asks for; longer and longer when it can not
 * be reached or answers that it is overloaded; not at all for a single refusal.
 *
 * @param failures In a row, this one included.
 */
export function endpointPauseMs(answer: Answer, failures: number): number {
  if (answer.retryAfterMs !== null) return answer.retryAfterMs;
  const overloaded = answer.outcome === 'timeout' || [429, 502, 503, 504].includes(answer.statusCode ?? 0);
  if (!overloaded && failures < 3) return 0;
  return Math.min(MINUTE * 2 ** Math.min(failures - 1, 6), longestPauseMs);
}

/** Where in a window after a pause a delivery comes back, so that a long queue does not come back as one. */
export const spreadMs = (deliveryId: string, attempt: number, windowMs: number): number =>
  Math.round(windowMs * share(deliveryId, attempt));

/** A number from 0 to 1 that follows from the two. */
const share = (id: string, count: number): number =>
  createHash('sha256').update(`${id}|${count}`).digest().readUInt32BE(0) / 0xffff_ffff;
