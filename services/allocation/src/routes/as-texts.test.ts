import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asTexts } from './as-texts.ts';

/** The bytes of a text, cut wherever the lengths say, also within a character. */
async function* cut(text: string, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  for (const length of lengths) {
    if (at < bytes.length) yield bytes.slice(at, at + length);
    at += length;
  }
  if (at < bytes.length) yield bytes.slice(at);
}

const whole = async (pieces: AsyncIterable<string>) => {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
};

test('documents that are sent part by part are the bytes that they would be as one, wherever they were cut', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'æ', 'Š', '€', '😀', '\ufeff', '"', '\\', '\n', '\u0001'),
  });
  const lengths = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(text, text, lengths, async (input, result, cuts) => {
      const sent = await whole(asTexts({ input: cut(input, cuts), result: cut(result, cuts) }));
      expect(sent).toBe(JSON.stringify({ input, result }));
    }),
  );
});
