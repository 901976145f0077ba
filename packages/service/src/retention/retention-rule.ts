const dayMs = 86_400_000;

/** Everything before its instant is too old to be kept. */
export interface TooOld {
  /** Messages, by when they were done. */
  readonly outboxBefore: Date;
  /** Events taken in, by when they were handled: no sender repeats them any more. */
  readonly inboxBefore: Date;
  /** Answers to requests that may come again, by when they were given. */
  readonly idempotencyBefore: Date;
  /** Who was shown whose data (GDPR articles 5 (2) and 32). */
  readonly accessBefore: Date;
}

/** What is too old at an instant, as the comments of the tables in `migrations/every-service` say. */
export function tooOldAt(at: Date): TooOld {
  const daysAgo = (days: number): Date => new Date(at.getTime() - days * dayMs);
  const fiveYearsAgo = new Date(at);
  fiveYearsAgo.setUTCFullYear(at.getUTCFullYear() - 5);
  return {
    outboxBefore: daysAgo(30),
    inboxBefore: daysAgo(90),
    idempotencyBefore: daysAgo(7),
    accessBefore: fiveYearsAgo,
  };
}

/** The database's clock, and our own before and after it was read. */
export interface ClockReading {
  readonly before: Date;
  readonly database: Date;
  readonly after: Date;
}

/** By how much the two clocks differ at least, in milliseconds; how long the answer took is no difference. */
export const differenceMs = ({ before, database, after }: ClockReading): number =>
  Math.max(0, before.getTime() - database.getTime(), database.getTime() - after.getTime());

/** A node or a database whose clock has jumped by more would delete what is not old. */
export const toleratedDifferenceMs = 60_000;

/** The instant that deletion goes by: the earlier of both clocks. Null: they differ too much, and nothing is deleted. */
export function deletionInstant(reading: ClockReading): Date | null {
  if (differenceMs(reading) > toleratedDifferenceMs) return null;
  return new Date(Math.min(reading.database.getTime(), reading.before.getTime()));
}
