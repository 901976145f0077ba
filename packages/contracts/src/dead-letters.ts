import { type Static, Type } from 'typebox';
import { Id, Instant, nullable } from './primitives.ts';

const closed = { additionalProperties: false } as const;

export const DeadLetter = Type.Object(
  {
    messageId: Id,
    kind: Type.Enum(['job', 'event']),
    type: Type.String({ description: 'Name of the job or event' }),
    consumer: Type.String({ description: 'The service that was to act' }),
    key: nullable(Type.String({ description: 'Id of what an event is about' })),
    attempts: Type.Integer({ minimum: 0, description: 'How often it has failed' }),
    crashes: Type.Integer({ minimum: 0, description: 'How many workers it has killed' }),
    lastError: nullable(Type.String({ description: 'Code or class of the last failure, never its text' })),
    deadAt: Instant,
  },
  { $id: 'DeadLetter', ...closed },
);
export type DeadLetter = Static<typeof DeadLetter>;

export const DeadLetters = Type.Object(
  { deadLetters: Type.Array(DeadLetter, { description: 'Oldest first, a hundred at most' }) },
  { $id: 'DeadLetters', ...closed },
);

export const DeadLetterReason = Type.Object(
  {
    reason: Type.Enum(['cause-removed', 'done-by-hand', 'duplicate', 'outdated'], {
      description: 'Goes into the case log',
    }),
  },
  { $id: 'DeadLetterReason', ...closed },
);
