import { inKommune } from '@opptak/db';
import { AppError, type KommuneNumber } from '@opptak/domain';
import type { Deps } from '../deps.ts';
import { isGuarded } from '../evaluation/child-facts.ts';
import { openContent } from '../messages/message-content.ts';
import { letterLinkOf, setLetter } from '../messages/write-message.ts';
import { findFamily } from '../repositories/families.ts';
import { getMessage } from '../repositories/messages.ts';

/**
 * The letter of a message, printed again: the same bytes as were sent.
 *
 * @throws AppError not-found; also for a family that has been protected since: where it lived stands in the letter.
 */
export async function letterAgain(
  deps: Deps,
  kommune: KommuneNumber,
  messageId: string,
): Promise<{ readonly letter: Uint8Array; readonly personId: string; readonly caseId: string }> {
  const { message, family } = await inKommune(deps.db, kommune, async (tx) => {
    const message = await getMessage(tx, messageId);
    return { message, family: await findFamily(tx, deps.vault, message.childId) };
  });
  const content = openContent(deps.vault, kommune, messageId, message.sealedValues);
  const isHidden = family !== null && isGuarded(family);
  if (message.channel !== 'letter' || !content.sent || isHidden) {
    throw new AppError('not-found', 'no-letter', 'The message was not sent as a letter');
  }
  const { languages, recipient } = content.sent;
  const link = letterLinkOf(deps, kommune, message, content);
  const letter = setLetter(
    { message, content, languages },
    { tenant: deps.tenants.get(kommune), link, recipient },
  );
  return { letter, personId: message.personId, caseId: message.caseId };
}
