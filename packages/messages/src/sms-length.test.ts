import { describe, expect, test } from 'vitest';
import { smsLength } from './sms-length.ts';

describe('SMS length', () => {
  test.each([
    ['empty', '', 'GSM-7', 0, 1],
    ['160 plain letters', 'a'.repeat(160), 'GSM-7', 160, 1],
    ['161 plain letters', 'a'.repeat(161), 'GSM-7', 161, 2],
    ['306 = 2 x 153', 'a'.repeat(306), 'GSM-7', 306, 2],
    ['307', 'a'.repeat(307), 'GSM-7', 307, 3],
    ['Norwegian letters are in the alphabet', 'æøåÆØÅé'.repeat(20), 'GSM-7', 140, 1],
    ['80 euro signs are 160 septets', '€'.repeat(80), 'GSM-7', 160, 1],
    ['81 euro signs', '€'.repeat(81), 'GSM-7', 162, 2],
    [
      'an escape is never parted: 152 + a pair needs a new part',
      `${'a'.repeat(152)}€${'a'.repeat(152)}`,
      'GSM-7',
      306,
      3,
    ],
    ['70 letters with a Sámi one', `${'a'.repeat(69)}č`, 'UCS-2', 70, 1],
    ['71 letters with a Sámi one', `${'a'.repeat(70)}č`, 'UCS-2', 71, 2],
    ['134 = 2 x 67', `${'a'.repeat(133)}ŧ`, 'UCS-2', 134, 2],
    ['135', `${'a'.repeat(134)}ŧ`, 'UCS-2', 135, 3],
    ['a dash is enough', 'a – b', 'UCS-2', 5, 1],
    ['an emoji is two units', '😀'.repeat(35), 'UCS-2', 70, 1],
    ['a pair is never parted', `${'a'.repeat(66)}😀${'a'.repeat(66)}`, 'UCS-2', 134, 3],
  ] as const)('%s', (_case, text, encoding, units, segments) => {
    expect(smsLength(text)).toEqual({ encoding, units, segments });
  });

  test.each([...'áčđŋšŧžÁČĐŊŠŦŽïń'])('%s forces UCS-2', (letter) => {
    expect(smsLength(letter).encoding).toBe('UCS-2');
  });
});
