import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const RemindPayload = Type.Object(
  { round: Type.Enum(['first', 'reminder']) },
  { additionalProperties: false },
);

export const remindOfRenewals: JobDefinition<typeof RemindPayload> = {
  name: 'remind-of-renewals',
  payload: RemindPayload,
  attempts: 8,
  backoffMs: 5_000,
};
