import { AppError } from '@opptak/domain';
import { type CaseLine, type Change, recordAll } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { sealContent } from '../messages/message-content.ts';
import { openCases } from '../repositories/manual-cases.ts';
import { lockMessages, markFailed, markSent } from '../repositories/messages.ts';
import type { Schema } from '../schema.generated.ts';
import type { Delivery, PreparedMessage } from './send-message.ts';

/** What came of sending one message. */
export type Sending = { readonly prepared: PreparedMessage } & (
  | { readonly outcome: 'sent'; readonly delivery: Delivery }
  /** Nothing we can send will reach them: trying again can not help. */
  | { readonly outcome: 'failed' }
  /** The other side was away. */
  | { readonly outcome: 'again'; readonly error: unknown }
);

/**
 * Notes what went out, and by which channel. What could not be sent comes on a person's desk, so that no family is
 * lost in silence.
 *
 * @throws AppError unavailable `delivery-incomplete` never: what waits for another try is left as it is.
 */
export async function noteSendings(
  { vault }: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  sendings: readonly Sending[],
): Promise<void> {
  const { tx, kommune, at } = change;
  const statusOf = await lockMessages(
    tx,
    sendings.map(({ prepared }) => prepared.message.id),
  );
  const lines: CaseLine[] = [];
  const sent: Parameters<typeof markSent>[1][number][] = [];
  const failed: { readonly messageId: string; readonly childId: string }[] = [];
  for (const sending of sendings) {
    const { id, caseId, childId, template } = sending.prepared.message;
    // Taken back while it was on its way out: it is sent all the same, and the record says so.
    if (sending.outcome === 'sent' && statusOf.get(id) !== 'sent') {
      const { channel, languages, externalId, recipient } = sending.delivery;
      const [language = 'nb'] = languages;
      const content = {
        ...sending.prepared.content,
        sent: { languages: [...languages], recipient: [...recipient] },
      };
      sent.push({
        id,
        channel,
        language,
        externalId,
        sealedValues: sealContent(vault, kommune, id, content),
      });
      lines.push({ caseId, type: 'message-sent', details: { messageId: id, template, channel, language } });
    }
    if (sending.outcome === 'failed' && statusOf.get(id) === 'planned') {
      failed.push({ messageId: id, childId });
      lines.push({ caseId, type: 'message-failed', details: { messageId: id, template } });
    }
  }
  await markSent(tx, sent, at);
  await markFailed(
    tx,
    failed.map(({ messageId }) => messageId),
  );
  await recordAll(change, lines);
  await openCases(
    tx,
    kommune,
    at,
    failed.map(({ messageId, childId }) => ({
      childId,
      reason: 'delivery-failed',
      guarded: false,
      aboutId: messageId,
    })),
  );
}

/** What is ours to explain – a template that is not written for a channel – is not made better by another try. */
export const isExpected = (error: unknown): boolean =>
  error instanceof AppError || error instanceof RangeError;
