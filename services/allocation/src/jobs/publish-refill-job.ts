import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const PublishRefillPayload = Type.Object({ runId: Id }, { additionalProperties: false });

/** Our own database only. */
export const publishRefill: JobDefinition<typeof PublishRefillPayload> = {
  name: 'publish-refill',
  payload: PublishRefillPayload,
  attempts: 8,
  backoffMs: 1_000,
};
