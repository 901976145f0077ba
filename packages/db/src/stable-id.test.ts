import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stableId } from './stable-id.ts';

describe('a stable id', () => {
  test('is a UUID of version 8, the same for the same parts and no others', () => {
    const id = stableId('application', 'a', 'b');

    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(stableId('application', 'a', 'b')).toBe(id);
    expect(stableId('application', 'ab')).not.toBe(id);
    expect(stableId('application', 'a', 'b', '')).not.toBe(id);
  });

  test('does not mix up where one part ends', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(stableId(...one) === stableId(...other)).toBe(same);
      }),
    );
  });
});
