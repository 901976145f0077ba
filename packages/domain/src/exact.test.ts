import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareExact,
  divided,
  exact,
  exactDecimal,
  exactText,
  minus,
  plus,
  roundedDown,
  times,
} from './exact.ts';

describe('exact numbers', () => {
  test('22.5 is 45/2, not a neighbour of it', () => {
    expect(exactText(exactDecimal(22.5))).toBe('45/2');
    expect(exactText(exactDecimal(-0.1))).toBe('-1/10');
  });

  test('rounding goes down, also below zero', () => {
    expect(roundedDown(divided(exact(7), exact(2)))).toBe(3);
    expect(roundedDown(divided(exact(-7), exact(2)))).toBe(-4);
  });

  test.each([Number.NaN, 1.5, 2 ** 53])('%d is not a whole number', (value) => {
    expect(() => exact(value)).toThrow(RangeError);
  });

  test('dividing by zero is refused', () => {
    expect(() => divided(exact(1), exact(0))).toThrow(RangeError);
  });

  test('what is added is taken away again, what is multiplied divides again', () => {
    const some = fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }));
    fc.assert(
      fc.property(some, some, ([a, b], [c, d]) => {
        const x = divided(exact(a), exact(b));
        const y = divided(exact(c), exact(d));
        expect(compareExact(minus(plus(x, y), y), x)).toBe(0);
        if (c !== 0) expect(compareExact(divided(times(x, y), y), x)).toBe(0);
      }),
    );
  });
});
