import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { lotDraw } from './lot.ts';
import { lotSecret } from './lot-key.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest();
const expected = (secret: string, message: string) =>
  sha256(`${sha256(secret).toString('hex')}${message}`).readUIntBE(0, 6);

test('the lot is the first six bytes of SHA-256, for every length of intake and key', () => {
  for (const intake of ['', '2027', 'x'.repeat(63), 'y'.repeat(64), 'høst']) {
    const draw = lotDraw('frø|trekning', intake);
    for (let length = 0; length < 200; length++) {
      const key = `a|${'z'.repeat(length)}`;
      expect(draw(key)).toBe(expected('frø|trekning', `${intake}|${key}`));
    }
  }
});

test('a key outside ASCII is drawn from its UTF-8, after a longer one too', () => {
  const draw = lotDraw('frø', 'høst');

  for (const key of ['f|Ærlig', `f|${'Š'.repeat(300)}`, 'f|Ærlig', 'a|1'])
    expect(draw(key)).toBe(expected('frø', `høst|${key}`));
});

test('the worked example of the documentation', () => {
  // Each line by hand: printf 'lot|seed|draw' | sha256sum → K; printf "${K}2027|f|hansen" | sha256sum | cut -c1-12 → hex.
  const draw = lotDraw(lotSecret({ seed: 'seed', publicDraw: 'draw' }), '2027');

  expect(draw('f|hansen').toString(16).padStart(12, '0')).toBe('f73bbb710f4a');
});
