import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const DecideFeesPayload = Type.Object({}, { additionalProperties: false });

/** Our own database only. */
export const decideFees: JobDefinition<typeof DecideFeesPayload> = {
  name: 'decide-fees',
  payload: DecideFeesPayload,
  attempts: 8,
  backoffMs: 1_000,
};
