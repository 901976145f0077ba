import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../src/index.ts';

test('keys are sorted at every depth, lists keep their order, undefined members vanish', () => {
  expect(canonicalJson({ b: [2, { d: null, c: 'ŋ' }], a: true, x: undefined })).toBe(
    '{"a":true,"b":[2,{"c":"ŋ","d":null}]}',
  );
});

test.each([
  ['undefined in a list', [undefined]],
  ['not a number', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a function', () => 1],
  ['a bigint', 1n],
])('%s is refused', (_, value) => {
  expect(() => canonicalJson(value)).toThrow(RangeError);
});

test('reads back as the same content', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
    { seed: 1 },
  );
});
