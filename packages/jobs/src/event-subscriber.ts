import type { EventDefinition } from '@opptak/contracts';
import type { Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import type { Static, TSchema } from 'typebox';
import { crashpoint } from './crashpoint.ts';

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

/**
 * Takes in one kind of event: each by itself, or all of one kommune that have come together, where one statement for
 * all of them costs little more than one for each. Everything it does in `tx` happens exactly once. What must reach
 * outside the database is a job, planned here.
 */
export type EventSubscriber<S, P extends TSchema = TSchema> = { readonly event: EventDefinition<P> } & (
  | { run(tx: Tx<S>, event: ReceivedEvent<Static<P>>): Promise<void> }
  | { runAll(tx: Tx<S>, events: readonly ReceivedEvent<Static<P>>[]): Promise<void> }
);

/** Takes in events by keeping a row of each, all with one statement. */
export const keptAs =
  <S, D, R>(
    keepAll: (tx: Tx<S>, rows: readonly R[]) => Promise<void>,
    rowOf: (event: ReceivedEvent<D>) => R,
  ) =>
  (tx: Tx<S>, events: readonly ReceivedEvent<D>[]): Promise<void> =>
    keepAll(tx, events.map(rowOf));

/** Has a subscriber take in events of its kind, all of one kommune. */
export async function takeInBy<S, P extends TSchema>(
  subscriber: EventSubscriber<S, P>,
  tx: Tx<S>,
  events: readonly ReceivedEvent<Static<P>>[],
): Promise<void> {
  if ('runAll' in subscriber) {
    await subscriber.runAll(tx, events);
    crashpoint('worker:in-effect');
    return;
  }
  for (const event of events) {
    await subscriber.run(tx, event);
    crashpoint('worker:in-effect');
  }
}
