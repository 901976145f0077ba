import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const ProveRunPayload = Type.Object({ runId: Id }, { additionalProperties: false });

/** The solver is deterministic: what fails three times fails always, and a person must look. */
export const proveRun: JobDefinition<typeof ProveRunPayload> = {
  name: 'prove-run',
  payload: ProveRunPayload,
  attempts: 3,
  backoffMs: 1_000,
};
