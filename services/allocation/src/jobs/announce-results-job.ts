import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const AnnounceResultsPayload = Type.Object({ runId: Id }, { additionalProperties: false });

/** Our own database only. */
export const announceResults: JobDefinition<typeof AnnounceResultsPayload> = {
  name: 'announce-results',
  payload: AnnounceResultsPayload,
  attempts: 8,
  backoffMs: 1_000,
};
