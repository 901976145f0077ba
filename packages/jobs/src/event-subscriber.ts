import type { EventDefinition } from '@opptak/contracts';
import type { Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import type { Static, TSchema } from 'typebox';

/** An event as its receiver sees it. */
export interface ReceivedEvent<D> {
  /** The message's id: the same however often it arrives. */
  readonly id: string;
  readonly type: string;
  readonly kommune: KommuneNumber;
  /** What it is about, and that thing's version. Events may overtake each other: drop what is older than what you have. */
  readonly key: string;
  readonly version: number;
  readonly occurredAt: Date;
  readonly data: D;
}

/** Takes in one kind of event. */
export interface EventSubscriber<S, P extends TSchema = TSchema> {
  readonly event: EventDefinition<P>;
  /** Everything it does in `tx` happens exactly once. What must reach outside the database is a job, planned here. */
  run(tx: Tx<S>, event: ReceivedEvent<Static<P>>): Promise<void>;
}
