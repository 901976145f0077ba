import type { KommuneNumber } from '@opptak/domain';
import type { Static, TSchema } from 'typebox';

/** A kind of job: its permanent name, what it carries, and how often it is tried. */
export interface JobDefinition<P extends TSchema = TSchema> {
  /** Imperative: "check-residence". Permanent: jobs of yesterday's version carry it. */
  readonly name: string;
  /** Ids only: a fact in a payload may be stale when the job runs. */
  readonly payload: P;
  /** How many failures until the job is a dead letter for a person to look at. */
  readonly attempts: number;
  /** Pause after the first failure; it doubles with each one. Attempts and pause: how long the other side may be down. */
  readonly backoffMs: number;
}

export interface JobContext {
  readonly kommune: KommuneNumber;
  /** 1 the first time. */
  readonly attempt: number;
  /** The same each time this job runs: the idempotency key of what the job does outside the database. */
  readonly messageId: string;
}

/** Does the work of one kind of job. */
export interface JobHandler<P extends TSchema = TSchema> {
  readonly definition: JobDefinition<P>;
  /**
   * Opens its own transactions (`inKommune`). Safe to run twice: a crash after the work and before it was noted makes
   * it run again. Throws to be tried again; throws `PermanentFailure` when trying again can not help.
   */
  run(payload: Static<P>, context: JobContext): Promise<void>;
}

/** Trying again can not help: the job becomes a dead letter at once, for a person to look at. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}
