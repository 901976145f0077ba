import { HttpError } from './http-error.ts';
import { isPlainText } from './plain-text.ts';

/** Deeper than any form of ours; shallow enough that nothing that walks a body can run out of stack. */
const maxDepth = 32;
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gu;

/**
 * Reads a request body as JSON and takes it literally. What `JSON.parse` would repair or lose in silence is refused:
 * a key that stands twice, a number that does not fit exactly, text that PostgreSQL can not keep (NUL) or that is
 * no text at all (half a surrogate pair), keys that mean something to JavaScript, and a byte order mark.
 *
 * @returns undefined for an empty body.
 * @throws HttpError 400 that names the place by JSON pointer, never the value.
 */
export function readStrictJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  const text = decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpError(400, 'malformed-json', 'The body is not JSON');
  }
  refuseWhatWouldBeLost(text);
  return value;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  try {
    const text = utf8.decode(bytes);
    if (!text.startsWith('\uFEFF')) return text;
  } catch {
    // Falls through to the refusal below.
  }
  throw new HttpError(400, 'malformed-json', 'The body is not UTF-8 without byte order mark');
}

interface Level {
  /** The keys seen so far; null in a list. */
  readonly keys: Set<string> | null;
  /** Where in this object or list we are: the key, or the position. */
  at: string | number;
  awaitsKey: boolean;
}

/** Walks the tokens of a text that is known to be JSON. */
function refuseWhatWouldBeLost(text: string): void {
  const levels: Level[] = [];
  const place = (): string => levels.map((level) => `/${escaped(String(level.at))}`).join('');
  const refuse = (message: string): never => {
    throw new HttpError(400, 'invalid-request', 'The body can not be taken literally', {
      faults: [{ in: 'body', pointer: place(), detail: message }],
    });
  };
  for (const [piece] of text.matchAll(token)) {
    const level = levels.at(-1);
    switch (piece[0]) {
      case '{':
      case '[':
        if (levels.length === maxDepth) refuse(`is nested deeper than ${maxDepth} levels`);
        levels.push({
          keys: piece === '{' ? new Set() : null,
          at: piece === '{' ? '' : 0,
          awaitsKey: piece === '{',
        });
        break;
      case '}':
      case ']':
        levels.pop();
        break;
      case ',':
        if (level?.keys) level.awaitsKey = true;
        else if (level) level.at = Number(level.at) + 1;
        break;
      case ':':
        if (level) level.awaitsKey = false;
        break;
      case '"': {
        const content = JSON.parse(piece) as string;
        if (level?.keys && level.awaitsKey) {
          if (!isPlainText(content)) refuse('has a key that is no plain text');
          if (content === '__proto__') refuse('has a key that is not allowed');
          const twice = level.keys.has(content);
          level.keys.add(content);
          level.at = content;
          if (twice) refuse('stands twice');
        } else if (!isPlainText(content)) refuse('holds a character that can not be stored');
        break;
      }
      default:
        if (/^[-\d]/.test(piece) && !isExact(piece)) refuse('is a number that can not be kept exactly');
    }
  }
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Answers whether a number, as written, is the number that JavaScript makes of it. */
function isExact(written: string): boolean {
  const value = Number(written);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return false;
  return decimal(written) === decimal(String(value));
}

/** A decimal number in one spelling: sign, digits without zeros at the ends, exponent. */
function decimal(text: string): string | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return `${sign}0`;
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
