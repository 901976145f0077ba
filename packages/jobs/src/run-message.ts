import type { ServiceName } from '@opptak/contracts';
import {
  type Db,
  databaseTrouble,
  inKommune,
  type PlatformTables,
  platformTx,
  sqlState,
  type Tx,
} from '@opptak/db';
import { AppError, type KommuneNumber, kommuneNumber } from '@opptak/domain';
import { sql } from 'kysely';
import { crashpoint } from './crashpoint.ts';
import { type EventSubscriber, type ReceivedEvent, takeInBy } from './event-subscriber.ts';
import type { JobHandler } from './job-definition.ts';
import type { Message, Receipt } from './message.ts';
import { checked } from './schema-check.ts';

/** What a service can do with messages. */
export interface Reactions<S> {
  readonly handlers: ReadonlyMap<string, JobHandler>;
  readonly subscribers: ReadonlyMap<string, EventSubscriber<S>>;
}

export type Outcome = Pick<Receipt, 'outcome' | 'error'>;

/** Does what a message asks for, and says how it went. Never throws. */
export async function runMessage<S extends PlatformTables>(
  db: Db<S>,
  reactions: Reactions<S>,
  producer: ServiceName,
  message: Message,
): Promise<Outcome> {
  try {
    const known =
      message.kind === 'job'
        ? await runJob(reactions, message)
        : await takeInEvent(db, reactions, producer, message);
    return known ? { outcome: 'done' } : { outcome: 'parked', error: 'no-handler' };
  } catch (error) {
    const permanent = error instanceof Error && error.name === 'PermanentFailure';
    return { outcome: permanent ? 'dead' : 'failed', error: errorCode(error) };
  }
}

async function runJob<S>(reactions: Reactions<S>, message: Message): Promise<boolean> {
  const handler = reactions.handlers.get(message.type);
  if (!handler) return false;
  const payload = checked(handler.definition.payload, message.payload, `Job ${message.type}`);
  crashpoint('worker:before-effect');
  await handler.run(payload, {
    kommune: kommuneNumber(message.kommune),
    attempt: message.attempt,
    messageId: message.msgId,
  });
  crashpoint('worker:after-commit');
  return true;
}

async function takeInEvent<S extends PlatformTables>(
  db: Db<S>,
  reactions: Reactions<S>,
  producer: ServiceName,
  message: Message,
): Promise<boolean> {
  if (!reactions.subscribers.has(message.type)) return false;
  await takeIn(db, reactions, producer, kommuneNumber(message.kommune), [message]);
  return true;
}

/**
 * Takes in several events of one kommune in one transaction, which costs little more than one of them would.
 *
 * @returns false when that failed: then none of them has had its effect, and each is to be run by itself.
 */
export async function takeInTogether<S extends PlatformTables>(
  db: Db<S>,
  reactions: Reactions<S>,
  producer: ServiceName,
  kommune: KommuneNumber,
  messages: readonly Message[],
): Promise<boolean> {
  try {
    await takeIn(db, reactions, producer, kommune, messages);
    return true;
  } catch {
    return false;
  }
}

/** The arrival of each event and its effect, in one transaction. What has arrived before has no second effect. */
async function takeIn<S extends PlatformTables>(
  db: Db<S>,
  { subscribers }: Reactions<S>,
  producer: ServiceName,
  kommune: KommuneNumber,
  messages: readonly Message[],
): Promise<void> {
  const kinds = [...Map.groupBy(messages, ({ type }) => type)].map(([type, ofType]) => {
    const subscriber = subscribers.get(type);
    if (!subscriber) throw new Error(`Nobody here takes in ${type}`);
    return { subscriber, events: ofType.map((message) => received(subscriber, kommune, message)) };
  });
  crashpoint('worker:before-effect');
  await inKommune(db, kommune, async (tx) => {
    const arrived = await noteArrivals(tx, producer, kommune, messages);
    for (const { subscriber, events } of kinds) {
      const news = events.filter(({ id }) => arrived.has(id));
      if (news.length > 0) await takeInBy(subscriber, tx, news);
    }
  });
  crashpoint('worker:after-commit');
}

/** A message as the subscriber sees it. @throws Error when the data are not what the event's definition says. */
const received = <S>(
  { event }: EventSubscriber<S>,
  kommune: KommuneNumber,
  { msgId, type, key, version, occurredAt, payload }: Message,
): ReceivedEvent<unknown> => ({
  id: msgId,
  type,
  kommune,
  key: key ?? '',
  version: version ?? 0,
  occurredAt: new Date(occurredAt),
  data: checked(event.data, payload, `Event ${type}`),
});

/** @returns those that have come for the first time. In the order of their ids, so that two who note do not wait for each other. */
async function noteArrivals<S extends PlatformTables>(
  tx: Tx<S>,
  producer: ServiceName,
  kommune: KommuneNumber,
  messages: readonly Message[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ msgId: string }>`
    insert into inbox (kommune, msg_id, producer, type)
    select ${kommune}, came.msg_id, ${producer}, came.type
    from unnest(${messages.map(({ msgId }) => msgId)}::uuid[], ${messages.map(({ type }) => type)}::text[])
      as came (msg_id, type)
    order by came.msg_id
    on conflict do nothing returning msg_id`.execute(platformTx(tx));
  return new Set(rows.map((row) => row.msgId));
}

/** What may be stored and logged of an error: its code or class. Its text may quote people. */
export function errorCode(error: unknown): string {
  if (error instanceof AppError) return error.code.slice(0, 100);
  const state = sqlState(error);
  if (state !== undefined) return state.slice(0, 100);
  // The driver's own errors have no code, and their class says nothing.
  const trouble = databaseTrouble(error);
  if (trouble !== null) return `database-${trouble}`;
  return error instanceof Error ? error.name.slice(0, 100) : 'unknown';
}
