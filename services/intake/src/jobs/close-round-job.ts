import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const CloseRoundPayload = Type.Object({ roundId: Id }, { additionalProperties: false });

/** Our own database only: what fails here is short, so a few quick tries are enough before a person looks. */
export const closeRound: JobDefinition<typeof CloseRoundPayload> = {
  name: 'close-round',
  payload: CloseRoundPayload,
  attempts: 8,
  backoffMs: 1_000,
};
