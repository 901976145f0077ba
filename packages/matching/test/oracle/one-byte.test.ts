import type { MatchInput } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { expect, test } from 'vitest';
import { allocate } from '../../src/allocate.ts';
import { couple, plain } from './planted/rounds.ts';

/** Small enough to change every byte of: a family left with a claim, a child with a right and no place, refusals, a proof. */
const withRight: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [{ id: 'k', capacity: 1 }],
  applicants: [
    { id: 'a', wishes: ['k'], rightToPlace: true },
    { id: 'b', wishes: ['k'], rightToPlace: true },
  ],
};

/** A byte of the same kind, so that what is read is still a result, whenever there is one; and one of another kind. */
function others(byte: string): string[] {
  const next = String.fromCharCode(byte.charCodeAt(0) + 1);
  if (/[0-8a-yA-Y]/.test(byte)) return [next, ' '];
  if (/[9zZ]/.test(byte)) return [String.fromCharCode(byte.charCodeAt(0) - 1), '"'];
  return ['0', 'x', ' '].filter((other) => other !== byte);
}

test.each([
  ['a family left with a claim', couple],
  ['a right without a place', withRight],
])('a change of any byte in the result is found: %s', (_, input) => {
  const text = JSON.stringify(allocate(input));
  for (let at = 0; at < text.length; at++) expectFound(input, text, at);
});

test('a change of any byte in the result is found: a kommune, one byte in seven', () => {
  const text = JSON.stringify(allocate(plain));
  for (let at = 0; at < text.length; at += 7) expectFound(plain, text, at);
});

function expectFound(input: MatchInput, text: string, at: number): void {
  for (const byte of others(text.charAt(at))) {
    const changed = parsed(`${text.slice(0, at)}${byte}${text.slice(at + 1)}`);
    if (changed === undefined) continue;
    const found = check(input, changed).length;
    if (found === 0) expect.fail(`byte ${at} as '${byte}' after …${text.slice(Math.max(0, at - 40), at)}`);
  }
}

/** Undefined when a changed byte leaves no JSON: that is found by itself. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
