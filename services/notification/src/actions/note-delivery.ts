import { AppError } from '@opptak/domain';
import { type CaseLine, type Change, recordAll } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { sealContent } from '../messages/message-content.ts';
import { openCases } from '../repositories/manual-cases.ts';
import { markFailed, markSent } from '../repositories/messages.ts';
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
  // What was taken back while it was on its way out is sent all the same, and the record says so.
  const marked = await markSent(
    tx,
    sendings.flatMap(({ prepared: { message, content }, ...sending }) => {
      if (sending.outcome !== 'sent') return [];
      const { channel, languages, externalId, recipient } = sending.delivery;
      const sent = { languages: [...languages], recipient: [...recipient] };
      const sealedValues = sealContent(vault, kommune, message.id, { ...content, sent });
      return [{ id: message.id, channel, language: languages[0] ?? 'nb', externalId, sealedValues }];
    }),
    at,
  );
  const given = await markFailed(
    tx,
    sendings.flatMap(({ prepared, outcome }) => (outcome === 'failed' ? [prepared.message.id] : [])),
  );
  const lines: CaseLine[] = [];
  const failed: { readonly messageId: string; readonly childId: string }[] = [];
  for (const { prepared, ...sending } of sendings) {
    const { id, caseId, childId, template } = prepared.message;
    if (sending.outcome === 'sent' && marked.has(id)) {
      const { channel, languages } = sending.delivery;
      const [language = 'nb'] = languages;
      lines.push({ caseId, type: 'message-sent', details: { messageId: id, template, channel, language } });
    }
    if (given.has(id)) {
      failed.push({ messageId: id, childId });
      lines.push({ caseId, type: 'message-failed', details: { messageId: id, template } });
    }
  }
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
