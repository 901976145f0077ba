import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const Nothing = Type.Object({}, { additionalProperties: false });

/** Our own database only. */
export const forgetOldJob: JobDefinition<typeof Nothing> = {
  name: 'forget-old',
  payload: Nothing,
  attempts: 8,
  backoffMs: 1_000,
};
