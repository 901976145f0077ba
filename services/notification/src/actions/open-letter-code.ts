import type { OpenedLetterCode } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Deps } from '../deps.ts';
import { letterCodeIndex, readLetterCode } from '../messages/letter-code.ts';
import { openContent } from '../messages/message-content.ts';
import { findByLetterCode } from '../repositories/letter-codes.ts';

/**
 * Gives the signed link of the letter that a code was typed from: what it opens, and whether it still does, is decided
 * where the link is used.
 *
 * @throws AppError not-found: a code that is none, one of no letter, and one whose link is over look the same.
 */
export async function openLetterCode(
  { db, vault, links, tenants, clock }: Pick<Deps, 'db' | 'vault' | 'links' | 'tenants' | 'clock'>,
  typed: string,
): Promise<OpenedLetterCode> {
  const read = readLetterCode(typed);
  if (!read || !tenants.all.some((tenant) => tenant.kommune === read.kommune)) throw notFound();
  const { kommune, code } = read;
  const index = letterCodeIndex(vault, kommune, code);
  const message = await inKommune(db, kommune, (tx) => findByLetterCode(tx, index));
  if (!message) throw notFound();
  const { link } = openContent(vault, kommune, message.id, message.sealedValues);
  if (link === null || 'url' in link || new Date(link.expiresAt) <= clock.now()) throw notFound();
  const { purpose, id, expiresAt } = link;
  const guardianId = message.personId;
  const token = links.make({ kommune, purpose, id, guardianId, expiresAt: new Date(expiresAt) });
  return { purpose, token, expiresAt };
}

const notFound = (): AppError => new AppError('not-found', 'code-not-found', 'The code opens nothing');
