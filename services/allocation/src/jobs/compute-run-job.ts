import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const ComputeRunPayload = Type.Object({ runId: Id }, { additionalProperties: false });

/** The computation is deterministic: what fails three times fails always, and a person must look. */
export const computeRun: JobDefinition<typeof ComputeRunPayload> = {
  name: 'compute-run',
  payload: ComputeRunPayload,
  attempts: 3,
  backoffMs: 1_000,
};
