import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const LookUpIncomePayload = Type.Object({ applicationId: Id }, { additionalProperties: false });

/** A registry that is down is no failure of the job: it plans itself anew. These tries are for our own database. */
export const lookUpIncome: JobDefinition<typeof LookUpIncomePayload> = {
  name: 'look-up-income',
  payload: LookUpIncomePayload,
  attempts: 8,
  backoffMs: 1_000,
};
