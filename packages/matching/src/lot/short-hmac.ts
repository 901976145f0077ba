import { sha256 } from '@noble/hashes/sha2.js';
import { compress, initialState } from './sha256-block.ts';

/** Longest message that fits in one block beside the padding. */
const longest = 55;
const blockBytes = 64;

/**
 * HMAC-SHA-256 for messages of at most 55 ASCII characters, as the first 48 bits of the result; −1 for any other message.
 * The states after the padded key are worked out once; what is left is two blocks for each message.
 */
export function shortHmac(key: Uint8Array): (message: string) => number {
  const shortKey = key.length > blockBytes ? sha256(key) : key;
  const inner = afterKey(shortKey, 0x36);
  const outer = afterKey(shortKey, 0x5c);
  const state = new Int32Array(8);
  const block = new Int32Array(16);
  return (message) => {
    if (message.length > longest || !fill(block, message)) return -1;
    block[15] = (blockBytes + message.length) * 8;
    state.set(inner);
    compress(state, block);
    block.set(state);
    block[8] = 0x80 << 24;
    block.fill(0, 9, 15);
    block[15] = (blockBytes + 32) * 8;
    state.set(outer);
    compress(state, block);
    return ((state[0] ?? 0) >>> 0) * 65_536 + ((state[1] ?? 0) >>> 16);
  };
}

/** Writes message and padding bit, big-endian. Answers false when a character is not ASCII. */
function fill(block: Int32Array, message: string): boolean {
  block.fill(0);
  for (let index = 0; index < message.length; index++) {
    const code = message.charCodeAt(index);
    if (code > 127) return false;
    block[index >> 2] = (block[index >> 2] ?? 0) | (code << (24 - 8 * (index & 3)));
  }
  const end = message.length;
  block[end >> 2] = (block[end >> 2] ?? 0) | (0x80 << (24 - 8 * (end & 3)));
  return true;
}

function afterKey(key: Uint8Array, pad: number): Int32Array {
  const block = new Int32Array(16);
  for (let index = 0; index < blockBytes; index++) {
    const byte = (key[index] ?? 0) ^ pad;
    block[index >> 2] = (block[index >> 2] ?? 0) | (byte << (24 - 8 * (index & 3)));
  }
  const state = Int32Array.from(initialState);
  compress(state, block);
  return state;
}
