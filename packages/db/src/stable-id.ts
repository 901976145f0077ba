import { createHash } from 'node:crypto';

/**
 * The same id for the same thing, each time: a job that runs twice makes one row, not two. UUID version 8.
 *
 * An id says nothing about its parts only as long as nobody can guess them: give it other ids, blind indexes, dates
 * and words, never an identity number, a name or a birth date alone.
 */
export function stableId(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  // The length before each part keeps ("ab", "c") and ("a", "bc") apart.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  const bytes = hash.digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
