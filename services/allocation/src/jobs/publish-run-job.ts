import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const PublishRunPayload = Type.Object({ runId: Id }, { additionalProperties: false });

/** Our own database only. */
export const publishRun: JobDefinition<typeof PublishRunPayload> = {
  name: 'publish-run',
  payload: PublishRunPayload,
  attempts: 8,
  backoffMs: 1_000,
};
