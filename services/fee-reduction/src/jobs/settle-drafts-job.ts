import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const FindDraftsPayload = Type.Object({}, { additionalProperties: false });

/** Our own database only. */
export const findDrafts: JobDefinition<typeof FindDraftsPayload> = {
  name: 'find-draft-incomes',
  payload: FindDraftsPayload,
  attempts: 8,
  backoffMs: 5_000,
};

const SettleDraftPayload = Type.Object({ applicationId: Id }, { additionalProperties: false });

/** A registry that is down is asked the next time drafts are looked for. These tries are for our own database. */
export const settleDraft: JobDefinition<typeof SettleDraftPayload> = {
  name: 'settle-draft-income',
  payload: SettleDraftPayload,
  attempts: 8,
  backoffMs: 5_000,
};
