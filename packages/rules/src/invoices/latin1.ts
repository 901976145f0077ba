/** A character that the target's character set lacks, and what was written in its place. */
export interface Replacement {
  readonly character: string;
  readonly by: string;
  /** False when nothing like it exists: `by` is then a question mark, and a person must correct the file. */
  readonly alike: boolean;
}

/** Letters that do not fall apart into a base letter and an accent. Northern Sámi first; then what names in Norway hold. */
const letters: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  ŋ: 'n',
  Ŋ: 'N',
  ŧ: 't',
  Ŧ: 'T',
  ł: 'l',
  Ł: 'L',
  œ: 'oe',
  Œ: 'OE',
  ı: 'i',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '\u00a0': ' ',
};

/**
 * Writes text with ISO-8859-1's characters only. Sámi letters that it lacks (č đ ŋ š ŧ ž) are written with their base
 * letter, line breaks and other control characters as a space; each replacement is listed, so that no name changes silently.
 */
export function toLatin1(text: string): { readonly text: string; readonly replaced: readonly Replacement[] } {
  const replaced: Replacement[] = [];
  let written = '';
  for (const character of text.normalize('NFC')) {
    const by = isPrintable(character) ? character : alike(character);
    written += by ?? '?';
    if (by !== character) replaced.push({ character, by: by ?? '?', alike: by !== null });
  }
  return { text: written, replaced };
}

/** The bytes of text that `toLatin1` has written. @throws RangeError for a character that has no byte. */
export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xff) throw new RangeError('A character is not in ISO-8859-1');
    return code;
  });
}

function isPrintable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x20 && code < 0x7f) || (code > 0xa0 && code <= 0xff);
}

function alike(character: string): string | null {
  const letter = letters[character];
  if (letter !== undefined) return letter;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return ' ';
  const base = character.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return base !== '' && [...base].every(isPrintable) ? base : null;
}
