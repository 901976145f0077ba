import type { ServiceName } from '@opptak/contracts';
import { type Db, inKommune, type PlatformTables, platformTx, sqlState, type Tx } from '@opptak/db';
import { AppError, kommuneNumber } from '@opptak/domain';
import { crashpoint } from './crashpoint.ts';
import type { EventSubscriber } from './event-subscriber.ts';
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
  const subscriber = reactions.subscribers.get(message.type);
  if (!subscriber) return false;
  const data = checked(subscriber.event.data, message.payload, `Event ${message.type}`);
  const kommune = kommuneNumber(message.kommune);
  crashpoint('worker:before-effect');
  await inKommune(db, kommune, async (tx) => {
    if (!(await noteArrival(tx, producer, message))) return;
    await subscriber.run(tx, {
      id: message.msgId,
      type: message.type,
      kommune,
      key: message.key ?? '',
      version: message.version ?? 0,
      occurredAt: new Date(message.occurredAt),
      data,
    });
    crashpoint('worker:in-effect');
  });
  crashpoint('worker:after-commit');
  return true;
}

/** @returns false when the event's effect is here already: it has come a second time. */
async function noteArrival<S extends PlatformTables>(
  tx: Tx<S>,
  producer: ServiceName,
  message: Message,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await platformTx(tx)
    .insertInto('inbox')
    .values({ kommune: kommuneNumber(message.kommune), msgId: message.msgId, producer, type: message.type })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** What may be stored and logged of an error: its code or class. Its text may quote people. */
export function errorCode(error: unknown): string {
  if (error instanceof AppError) return error.code.slice(0, 100);
  const state = sqlState(error);
  if (state !== undefined) return state.slice(0, 100);
  return error instanceof Error ? error.name.slice(0, 100) : 'unknown';
}
