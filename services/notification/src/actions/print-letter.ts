import { inKommune } from '@opptak/db';
import { AppError, type KommuneNumber } from '@opptak/domain';
import type { Deps } from '../deps.ts';
import { openContent } from '../messages/message-content.ts';
import { letterLinkOf, setLetter } from '../messages/write-message.ts';
import { getMessage } from '../repositories/messages.ts';

/** The letter of a message, printed again: the same bytes as were sent. @throws AppError not-found. */
export async function letterAgain(
  deps: Deps,
  kommune: KommuneNumber,
  messageId: string,
): Promise<Uint8Array> {
  const message = await inKommune(deps.db, kommune, (tx) => getMessage(tx, messageId));
  const content = openContent(deps.vault, kommune, messageId, message.sealedValues);
  if (message.channel !== 'letter' || !content.sent) {
    throw new AppError('not-found', 'no-letter', 'The message was not sent as a letter');
  }
  const { languages, recipient } = content.sent;
  const link = letterLinkOf(deps, kommune, message, content);
  return setLetter({ message, content, languages }, { tenant: deps.tenants.get(kommune), link, recipient });
}
