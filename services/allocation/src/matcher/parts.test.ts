import { expect, test } from 'vitest';
import { inParts, joined } from './parts.ts';

test('a text of several megabytes lies in parts of one, and is the same when they are put together', () => {
  // Three bytes to a letter: a megabyte ends within one.
  const text = '€'.repeat(1_000_000);
  const parts = inParts(text);
  expect(parts.map(({ length }) => length)).toEqual([1_048_576, 1_048_576, 902_848]);
  expect(joined(parts)).toBe(text);
  expect(inParts('')).toEqual([]);
});
