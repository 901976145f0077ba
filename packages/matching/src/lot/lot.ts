import { sha256Hex } from '../canonical/document-hash.ts';
import { compress, initialState } from './sha256-block.ts';

const utf8 = new TextEncoder();
const blockBytes = 64;
/** The padding bit and the length in bits (FIPS 180-4, 5.1.1). */
const paddingBytes = 9;

/** Draws the lot of one key: a whole number below 2^48, lower goes first. */
export type Draw = (key: string) => number;

/**
 * The lot of an intake: the first six bytes of SHA-256(K, intake|key), where K is the SHA-256 of the secret in hex. Anyone who
 * has the seed can draw again with `sha256sum`; nobody can beforehand.
 *
 * Lots of a million families are among the slowest steps of a big run. K is one block long and the same for all, so what comes
 * before the key is hashed once, and a key of up to some fifty characters costs one block.
 */
export function lotDraw(secret: string, intake: string): Draw {
  const head = utf8.encode(`${sha256Hex(secret)}${intake}|`);
  const hashed = head.length - (head.length % blockBytes);
  const afterHead = Int32Array.from(initialState);
  fold(afterHead, new DataView(head.buffer, head.byteOffset, hashed));
  const rest = head.subarray(hashed);
  const state = new Int32Array(afterHead.length);
  let bytes = new Uint8Array(4 * blockBytes);
  bytes.set(rest);
  let view = new DataView(bytes.buffer);

  return (key) => {
    if (rest.length + 3 * key.length + paddingBytes > bytes.length - blockBytes) {
      bytes = new Uint8Array(rest.length + 3 * key.length + 2 * blockBytes);
      bytes.set(rest);
      view = new DataView(bytes.buffer);
    }
    const end = rest.length + write(key, bytes, rest.length);
    const size = Math.ceil((end + paddingBytes) / blockBytes) * blockBytes;
    bytes[end] = 0x80;
    for (let at = end + 1; at < size - 4; at++) bytes[at] = 0;
    view.setUint32(size - 4, (hashed + end) * 8);
    for (let word = 0; word < state.length; word++) state[word] = afterHead[word] ?? 0;
    fold(state, view, size);
    return ((state[0] ?? 0) >>> 0) * 65_536 + ((state[1] ?? 0) >>> 16);
  };
}

const block = new Int32Array(blockBytes / 4);

function fold(state: Int32Array, message: DataView, size: number = message.byteLength): void {
  for (let at = 0; at < size; at += blockBytes) {
    for (let word = 0; word < block.length; word++) block[word] = message.getInt32(at + 4 * word);
    compress(state, block);
  }
}

/** Writes the UTF-8 of a text; most are ASCII, which is quicker by hand. @returns how many bytes */
function write(text: string, into: Uint8Array, from: number): number {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127) return utf8.encodeInto(text, into.subarray(from)).written;
    into[from + index] = code;
  }
  return text.length;
}
