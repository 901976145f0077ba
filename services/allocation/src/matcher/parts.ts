/** The table takes no larger ones. */
const largest = 1 << 20;

/** A text as UTF-8, in parts that can be handed to another thread without copying. */
export function inParts(text: string): readonly Uint8Array<ArrayBuffer>[] {
  const bytes = new TextEncoder().encode(text);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < bytes.length; at += largest) parts.push(bytes.slice(at, at + largest));
  return parts;
}

/** The text of a whole document. */
export const joined = (parts: readonly Uint8Array[]): string => Buffer.concat(parts).toString('utf8');
