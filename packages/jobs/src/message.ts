import { type ServiceName, serviceNames } from '@opptak/contracts';
import { type Static, Type } from 'typebox';

const Uuid = Type.String({ pattern: '^[0-9a-f-]{36}$' });

/** A message as it travels, sealed. */
export const Message = Type.Object({
  msgId: Uuid,
  kind: Type.Enum(['job', 'event']),
  type: Type.String(),
  kommune: Type.String({ pattern: '^\\d{4}$' }),
  key: Type.Union([Type.String(), Type.Null()]),
  version: Type.Union([Type.Integer(), Type.Null()]),
  occurredAt: Type.String(),
  generation: Type.Integer(),
  attempt: Type.Integer(),
  /** A worker has died while it was on its way: it is run with nothing beside it, so that blame is certain. */
  isolated: Type.Boolean(),
  payload: Type.Unknown(),
});
export type Message = Static<typeof Message>;

/** What has become of a message, as its receiver tells the sender. */
export const Receipt = Type.Object({
  msgId: Uuid,
  parcel: Uuid,
  /**
   * done: the effect is stored. failed: it threw, try again later. dead: trying again can not help. suspected: the
   * worker died while it had this one among others. crashed: the worker died while running this one alone. parked:
   * this version does not know it. returned: the worker stopped before it came to it.
   */
  outcome: Type.Enum(['done', 'failed', 'dead', 'suspected', 'crashed', 'parked', 'returned']),
  /** Class or code of the error, never its text. */
  error: Type.Optional(Type.String({ maxLength: 100 })),
});
export type Receipt = Static<typeof Receipt>;

/** What a queue job carries: several messages from one producer to one consumer, or receipts back. */
export const Parcel = Type.Array(Message);
export const Receipts = Type.Array(Receipt);

export const queueOf = (service: ServiceName): string => `opptak-${service}`;

export const isServiceName = (text: unknown): text is ServiceName =>
  serviceNames.some((name) => name === text);
