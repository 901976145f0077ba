import { Month } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const IssueInvoicesPayload = Type.Object({ month: Month }, { additionalProperties: false });

/** Our own database only; what fails eight times needs a person. */
export const issueInvoices: JobDefinition<typeof IssueInvoicesPayload> = {
  name: 'issue-invoice-basis',
  payload: IssueInvoicesPayload,
  attempts: 8,
  backoffMs: 5_000,
};

const RecheckFeesPayload = Type.Object({}, { additionalProperties: false });

export const recheckFees: JobDefinition<typeof RecheckFeesPayload> = {
  name: 'recheck-fees',
  payload: RecheckFeesPayload,
  attempts: 8,
  backoffMs: 5_000,
};
