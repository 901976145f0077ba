import type { Vault } from '@opptak/db';
import { type KommuneNumber, kommuneNumber } from '@opptak/domain';
import type { MessageContent } from './message-content.ts';

/** Digits and letters that nobody takes for one another on paper: without 0, 1, I, L, O and U. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const written = new RegExp(`^(\\d{4})([${alphabet}]{12})$`);

/**
 * What a person types from a letter, instead of a signed link of two hundred characters: "5544-K7QM-4XRT-9HWD". It names the
 * kommune, opens one message's link, and dies with that link.
 *
 * Safe against guessing: 30¹² codes in each kommune. Who asks as fast as a whole process answers (2 000 a second), where
 * 20 000 letters are alive, hits one in four hundred years. It follows from the message with the index key: the letter is
 * the same when it is printed again.
 */
export function letterCode(vault: Vault, kommune: KommuneNumber, messageId: string): string {
  let rest = BigInt(`0x${vault.blindIndex(kommune, `letter-code|${messageId}`)}`);
  const base = BigInt(alphabet.length);
  const groups = Array.from({ length: 3 }, () =>
    Array.from({ length: 4 }, () => {
      const character = alphabet[Number(rest % base)];
      rest /= base;
      return character;
    }).join(''),
  );
  return [kommune, ...groups].join('-');
}

/** How a code is found again: what is stored tells nobody the code. */
export const letterCodeIndex = (vault: Vault, kommune: KommuneNumber, code: string): string =>
  vault.blindIndex(kommune, `letter-code-index|${code}`);

/** The index to store with a message; null when its letter bears no link that opens anything of the family's. */
export function letterCodeIndexOf(
  vault: Vault,
  kommune: KommuneNumber,
  messageId: string,
  link: MessageContent['link'],
): string | null {
  if (link === null || 'url' in link) return null;
  return letterCodeIndex(vault, kommune, letterCode(vault, kommune, messageId));
}

/**
 * A code as somebody has typed it: in small letters, with other dashes or none.
 *
 * @returns null when it can be none.
 */
export function readLetterCode(
  typed: string,
): { readonly kommune: KommuneNumber; readonly code: string } | null {
  const [, kommune = '', rest = ''] = written.exec(typed.toUpperCase().replace(/[\s\p{Pd}.]/gu, '')) ?? [];
  if (rest === '') return null;
  return {
    kommune: kommuneNumber(kommune),
    code: [kommune, rest.slice(0, 4), rest.slice(4, 8), rest.slice(8)].join('-'),
  };
}
