import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const Cursor = Type.Integer({ minimum: 0 });
const ReplayStretchPayload = Type.Object(
  { subscriptionId: Id, from: Cursor, until: Cursor },
  { additionalProperties: false },
);

/** Our own database only. */
export const replayStretch: JobDefinition<typeof ReplayStretchPayload> = {
  name: 'replay-stretch',
  payload: ReplayStretchPayload,
  attempts: 8,
  backoffMs: 1_000,
};
