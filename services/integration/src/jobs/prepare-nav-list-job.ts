import { YearMonth } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const PrepareNavListPayload = Type.Object({ month: YearMonth }, { additionalProperties: false });

/** Our own database only. */
export const prepareNavListJob: JobDefinition<typeof PrepareNavListPayload> = {
  name: 'prepare-nav-list',
  payload: PrepareNavListPayload,
  attempts: 8,
  backoffMs: 1_000,
};
