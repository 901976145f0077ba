import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { lotDraw } from './lot.ts';

const expected = (secret: string, message: string) =>
  createHmac('sha256', secret).update(message).digest().readUIntBE(0, 6);

test('the lot is the first six bytes of HMAC-SHA-256, for every length of key and message', () => {
  for (const secret of ['', 'k', 'x'.repeat(64), 'y'.repeat(65), 'frø|trekning']) {
    const draw = lotDraw(secret, '2027');
    for (let length = 0; length < 140; length++) {
      const key = `a|${'z'.repeat(length)}`;
      expect(draw(key)).toBe(expected(secret, `2027|${key}`));
    }
  }
});

test('a key outside ASCII is drawn from its UTF-8', () => {
  expect(lotDraw('frø', 'høst')('f|Ærlig')).toBe(expected('frø', 'høst|f|Ærlig'));
});
