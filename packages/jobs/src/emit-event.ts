import type { EventDefinition } from '@opptak/contracts';
import { markMessages, type PlatformTables, platformTx, type Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import type { Static, TSchema } from 'typebox';
import { checked } from './schema-check.ts';

export interface EventFacts {
  readonly kommune: KommuneNumber;
  /** Id of what the event is about. */
  readonly key: string;
  /** That thing's version after what happened; receivers drop what is older than what they have. */
  readonly version: number;
  readonly occurredAt: Date;
}

/**
 * Tells other services what has happened, inside the transaction that made it true: one message for each consumer
 * that the definition names.
 *
 * @throws Error when the data are not what the definition says.
 */
export async function emitEvent<S extends PlatformTables, P extends TSchema>(
  tx: Tx<S>,
  definition: EventDefinition<P>,
  data: Static<P>,
  facts: EventFacts,
): Promise<void> {
  await emitEvents(tx, definition, [{ data, ...facts }]);
}

/** Tells of many things of one kind in one statement: a campaign tells of invitations by the hundred. */
export async function emitEvents<S extends PlatformTables, P extends TSchema>(
  tx: Tx<S>,
  definition: EventDefinition<P>,
  events: readonly (EventFacts & { readonly data: Static<P> })[],
): Promise<void> {
  const { consumers, type } = definition;
  if (consumers.length === 0 || events.length === 0) return;
  await platformTx(tx)
    .insertInto('outbox')
    .values(
      events.flatMap(({ data, ...facts }) => {
        const payload = JSON.stringify(checked(definition.data, data, `Event ${type}`));
        return consumers.map((consumer) => ({
          kind: 'event' as const,
          consumer,
          type,
          payload,
          runAt: facts.occurredAt,
          ...facts,
        }));
      }),
    )
    .execute();
  markMessages(tx);
}
