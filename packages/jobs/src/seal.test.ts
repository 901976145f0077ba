import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { busKey, makeBusSeal } from './seal.ts';

const seal = makeBusSeal(randomBytes(32));

describe('the bus seal', () => {
  test('gives back what was sealed, small or large', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(5_000), (value, padding) => {
        const whole = { value, padding: 'x'.repeat(padding) };
        expect(JSON.stringify(seal.open('intake:1', seal.seal('intake:1', whole)))).toBe(
          JSON.stringify(whole),
        );
      }),
    );
  });

  test('shows nothing of what it holds', () => {
    expect(Buffer.from(seal.seal('intake:1', { name: 'canary' }), 'base64').toString('latin1')).not.toContain(
      'canary',
    );
  });

  test('does not open elsewhere, with another key, or after a change', () => {
    const sealed = seal.seal('intake:1', { thing: 'a' });
    const changed = Buffer.from(sealed, 'base64');
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);

    expect(() => seal.open('allocation:1', sealed)).toThrow();
    expect(() => makeBusSeal(randomBytes(32)).open('intake:1', sealed)).toThrow();
    expect(() => seal.open('intake:1', changed.toString('base64'))).toThrow();
  });

  test('has no default key in production', () => {
    expect(() => busKey({ NODE_ENV: 'production' })).toThrow('OPPTAK_BUS_KEY is not set');
    expect(busKey({ NODE_ENV: 'production', OPPTAK_BUS_KEY: 'ab'.repeat(32) })).toEqual(
      Buffer.alloc(32, 0xab),
    );
    expect(() => makeBusSeal(Buffer.alloc(31))).toThrow('32 bytes');
  });
});
