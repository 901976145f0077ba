import { setTimeout as delay } from 'node:timers/promises';

const ATTEMPTS = 4;
const FIRST_DELAY_MS = 10;

/** PostgreSQL gave the transaction up for another one; run again, it may well succeed. */
const retryable = new Set(['40001', '40P01']);

/** SQLSTATE of an error that PostgreSQL has reported, for example "42501". */
export function sqlState(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}

/** Runs `work`, and again up to three times when PostgreSQL says 40001 or 40P01, with a growing random pause. */
export async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !retryable.has(sqlState(error) ?? '')) throw error;
      // Two transactions that met once shall not meet again: the pause is random.
      await delay(FIRST_DELAY_MS * 2 ** attempt * Math.random());
    }
  }
}
