import { stableId, type Vault } from '@opptak/db';
import { planJobs } from '@opptak/jobs';
import type { TemplateName } from '@opptak/messages';
import type { Change } from '@opptak/service';
import { deliverMessages, messagesPerJob } from '../jobs/job-definitions.ts';
import { letterCodeIndexOf } from '../messages/letter-code.ts';
import { type MessageContent, sealContent } from '../messages/message-content.ts';
import { insertMessages } from '../repositories/messages.ts';
import type { Schema } from '../schema.generated.ts';

export interface PlannedMessage extends Pick<MessageContent, 'values' | 'link'> {
  readonly template: TemplateName;
  /** What makes it one and the same message: nobody gets it twice. */
  readonly occasion: string;
  readonly personId: string;
  readonly childId: string;
  readonly caseId: string;
  readonly reason?: string;
  readonly reach?: MessageContent['reach'];
}

/** Plans messages. What was planned before for the same occasion and person is left as it is. */
export async function planMessages(
  { vault }: { readonly vault: Vault },
  { tx, kommune, at }: Change<Schema>,
  messages: readonly PlannedMessage[],
): Promise<void> {
  const rows = messages.map((message) => {
    const { template, occasion, personId, childId, caseId, values, link } = message;
    const id = stableId('message', occasion, personId);
    const content = { values, link, reason: message.reason ?? null, reach: message.reach ?? 'any' } as const;
    return {
      kommune,
      id,
      occasion,
      personId,
      childId,
      caseId,
      template,
      sealedValues: sealContent(vault, kommune, id, content),
      letterCode: letterCodeIndexOf(vault, kommune, id, link),
      plannedAt: at,
    };
  });
  const planned = await insertMessages(tx, rows);
  const jobs = Array.from({ length: Math.ceil(planned.length / messagesPerJob) }, (_, index) =>
    planned.slice(index * messagesPerJob, (index + 1) * messagesPerJob),
  );
  await planJobs(
    tx,
    deliverMessages,
    jobs.map((messageIds) => ({ payload: { messageIds }, kommune, runAt: at })),
  );
}
