import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { isObject } from './shape.ts';

const BUFFER_BYTES = 1 << 13;
/** Up to here a character of a text is one byte of UTF-8. */
const LAST_ASCII = 127;
const DIGIT_ZERO = 48;

interface Key {
  readonly key: string;
  /** As it is written. */
  readonly name: string;
}

/**
 * SHA-256 of the canonical JSON of a value (§ 9): no white space, keys in id order, a key without a value absent. Bytes are written one
 * by one and hashed as they come: with the distance from every child to every kindergarten there are tens of millions of them, and to
 * put them together as texts of JavaScript takes several times as long.
 */
export function hashOf(value: unknown): string {
  const hash = sha256.create();
  const bytes = new Uint8Array(BUFFER_BYTES);
  let end = 0;
  const lastKeys = new Map<number, { readonly keys: readonly string[]; readonly inOrder: readonly Key[] }>();

  writeValue(value);
  hashWritten();
  return bytesToHex(hash.digest());

  function writeValue(one: unknown): void {
    if (Array.isArray(one)) writeList(one);
    else if (isObject(one)) writeObject(one);
    else if (typeof one === 'number' && one >= 0) writeDigits(one);
    else write(JSON.stringify(one));
  }

  function writeList(items: readonly unknown[]): void {
    write('[');
    for (const [i, item] of items.entries()) {
      if (i > 0) write(',');
      writeValue(item);
    }
    write(']');
  }

  function writeObject(fields: Readonly<Record<string, unknown>>): void {
    let before = '{';
    for (const { key, name } of inOrder(Object.keys(fields))) {
      const one = fields[key];
      if (one === undefined) continue;
      write(before);
      write(name);
      writeValue(one);
      before = ',';
    }
    write(before === '{' ? '{}' : '}');
  }

  /** The keys in id order. Rows are alike: what was found for the last object with as many keys mostly holds. */
  function inOrder(keys: readonly string[]): readonly Key[] {
    const last = lastKeys.get(keys.length);
    if (last && keys.every((key, i) => key === last.keys[i])) return last.inOrder;
    const names = keys.toSorted().map((key) => ({ key, name: `${JSON.stringify(key)}:` }));
    lastKeys.set(keys.length, { keys, inOrder: names });
    return names;
  }

  function writeDigits(number: number): void {
    if (number > 9) writeDigits(Math.floor(number / 10));
    writeByte(DIGIT_ZERO + (number % 10));
  }

  function write(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > LAST_ASCII) {
        hashWritten();
        hash.update(utf8ToBytes(text.slice(i)));
        return;
      }
      writeByte(unit);
    }
  }

  function writeByte(byte: number): void {
    if (end === bytes.length) hashWritten();
    bytes[end++] = byte;
  }

  function hashWritten(): void {
    hash.update(bytes.subarray(0, end));
    end = 0;
  }
}
