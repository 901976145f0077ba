import { isDeepStrictEqual } from 'node:util';
import type { MatchInput } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { expect, test } from 'vitest';
import { allocate } from '../../src/allocate.ts';
import { couple, plain, shortOfSeats, siblings } from './planted/rounds.ts';

/*
 * One byte of a document is changed, as by a hand or a disk. Either it is no JSON any more, or it means the same (white space, an
 * escaped letter) and the result is still valid, or the checker finds something.
 */

/** Small enough to change every byte of: a family left with a claim, children with a right and no place, refusals, a proof. */
const small: readonly [string, MatchInput][] = [
  ['a family left with a claim', couple],
  ['rights without places', shortOfSeats],
];
/** Real rounds with criteria and lots: one byte in so many. */
const large: readonly [string, MatchInput][] = [
  ['a kommune', plain],
  ['a kommune with siblings', siblings],
];
const EVERY = 97;

test.each(small)('a change of any byte in the result is found: %s', (_, input) => {
  const result = allocate(input);
  expectEachFound(result, 1, (changed) => check(input, changed));
});

test.each(large)('a change of a byte in the result is found: %s', (_, input) => {
  const result = allocate(input);
  expectEachFound(result, EVERY, (changed) => check(input, changed));
});

test.each(small)('a change of any byte in the input is found: %s', (_, input) => {
  const result = allocate(input);
  expectEachFound(input, 1, (changed) => check(changed, result));
});

test.each(large)('a change of a byte in the input is found: %s', (_, input) => {
  const result = allocate(input);
  expectEachFound(input, EVERY, (changed) => check(changed, result));
});

test('a change of any byte in the criteria is found as a change of the rules', () => {
  const input: MatchInput = { ...shortOfSeats, criteria: plain.criteria ?? [] };
  const result = allocate(input);
  expectEachFound(input.criteria, 1, (criteria) =>
    check({ ...input, criteria }, result).filter(
      ({ code }) => code === 'wrong-rules-hash' || code === 'unreadable-input',
    ),
  );
});

/** @param check what is found when the document is as parsed */
function expectEachFound(document: unknown, every: number, check: (changed: unknown) => readonly unknown[]) {
  const text = JSON.stringify(document, null, every === 1 ? 0 : 1);
  expect(check(document)).toEqual([]);
  for (let at = 0; at < text.length; at += every) {
    for (const byte of others(text.charAt(at))) {
      const changed = parsed(`${text.slice(0, at)}${byte}${text.slice(at + 1)}`);
      if (changed === undefined) continue;
      const meansTheSame = isDeepStrictEqual(changed, document);
      if ((check(changed).length === 0) !== meansTheSame)
        expect.fail(`byte ${at} as '${byte}' after …${text.slice(Math.max(0, at - 40), at)}`);
    }
  }
}

/** A byte of the same kind, so that the document can still be read, whenever there is one; and one of another kind. */
function others(byte: string): string[] {
  const next = String.fromCharCode(byte.charCodeAt(0) + 1);
  if (/[0-8a-yA-Y]/.test(byte)) return [next, ' '];
  if (/[9zZ]/.test(byte)) return [String.fromCharCode(byte.charCodeAt(0) - 1), '"'];
  if (/\s/.test(byte)) return ['\t', 'x'];
  return ['0', 'x', ' '].filter((other) => other !== byte);
}

/** Undefined when a changed byte leaves no JSON: that is found by itself. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
