import { describe, expect, test } from 'vitest';
import { nationalId, nationalIdFamily, withCheckDigits } from './national-id.ts';

/** Published test vectors of the register itself, and Tenor-style synthetic numbers. */
describe('identity numbers', () => {
  test.each([
    ['30108299939', 'foedselsnummer', false],
    ['30908299902', 'foedselsnummer', true],
    ['20036914700', 'foedselsnummer', false],
    ['03851598730', 'foedselsnummer', true],
    ['29020073150', 'foedselsnummer', false],
    ['55102499947', 'd-number', false],
    ['41819077906', 'd-number', true],
    ['41819077302', 'd-number', true],
    ['02013299903', 'foedselsnummer', false],
    ['41814061033', 'd-number', true],
    ['10915596784', 'foedselsnummer', true],
    ['15832599945', 'foedselsnummer', true],
  ])('%s is a %s, synthetic: %s', (text, kind, synthetic) => {
    expect(nationalIdFamily(text)).toEqual({ kind, synthetic });
  });

  test.each(['20036914712', '29020105729', '0385159873', '038515987300', '00000000000', '3085159873a'])(
    '%s is refused',
    (text) => {
      expect(nationalIdFamily(text)).toBeNull();
    },
  );

  test('production refuses synthetic numbers and other environments refuse real ones, without showing them', () => {
    expect(() => nationalId('03851598730', 'real')).toThrow(/^This environment takes real/);
    expect(() => nationalId('20036914700', 'synthetic')).toThrow(/^This environment takes synthetic/);
    expect(nationalId('03851598730', 'synthetic')).toBe('03851598730');
  });

  test('check digits complete a number to a valid one', () => {
    expect(withCheckDigits('038515987')).toBe('03851598730');
  });
});
