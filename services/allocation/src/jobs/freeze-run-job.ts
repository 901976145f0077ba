import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const FreezeRunPayload = Type.Object({ runId: Id }, { additionalProperties: false });

/** Our own database only. */
export const freezeRun: JobDefinition<typeof FreezeRunPayload> = {
  name: 'freeze-run',
  payload: FreezeRunPayload,
  attempts: 8,
  backoffMs: 1_000,
};
