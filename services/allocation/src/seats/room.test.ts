import { allocate, type Band, type MatchInput } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSeatsFor, room, type SeatsOf, seatsForRun, type Taken } from './room.ts';

const converts = (small: number, large: number, first: Band, minimum: Taken): SeatsOf => ({
  active: true,
  capacitySmall: small,
  capacityLarge: large,
  conversion: { order: first === 'small' ? ['small', 'large'] : ['large', 'small'], minimum },
});

describe('room for one more child', () => {
  test('is counted in units where bands share seats: a small child takes two, a large one takes one', () => {
    // 2 × 2 + 2 = 6 units; one large place is kept for its own.
    const seats = converts(2, 2, 'small', { small: 1, large: 1 });
    expect(room(seats, { small: 0, large: 0 }, 'small')).toBe(2);
    expect(room(seats, { small: 2, large: 0 }, 'small')).toBe(0);
    expect(room(seats, { small: 2, large: 0 }, 'large')).toBe(2);
    expect(room(seats, { small: 1, large: 3 }, 'small')).toBe(0);
    expect(room(seats, { small: 1, large: 3 }, 'large')).toBe(1);
    // Who goes first has had the choice: what it did not take is not kept for it.
    expect(room(seats, { small: 0, large: 5 }, 'large')).toBe(1);
  });

  test('keeps the minimum of the band that goes second, and of no other', () => {
    const seats = converts(2, 2, 'large', { small: 1, large: 1 });
    expect(room(seats, { small: 0, large: 0 }, 'large')).toBe(4);
    expect(room(seats, { small: 0, large: 4 }, 'large')).toBe(0);
    expect(room(seats, { small: 0, large: 4 }, 'small')).toBe(1);
  });
});

const ledgers = fc.record({
  small: fc.nat(3),
  large: fc.nat(3),
  first: fc.option(fc.constantFrom<Band>('small', 'large'), { nil: null }),
  minimum: fc.record({ small: fc.nat(3), large: fc.nat(3) }),
  held: fc.record({ small: fc.nat(3), large: fc.nat(5) }),
  tenants: fc.record({ small: fc.nat(2), large: fc.nat(2) }),
  come: fc.record({ small: fc.nat(5), large: fc.nat(8) }),
  leave: fc.boolean(),
});

test('a run gives exactly the seats that the ledger has, and of those who leave none that it has not', () => {
  fc.assert(
    fc.property(ledgers, ({ small, large, first, minimum, held, tenants, come, leave }) => {
      const seats: SeatsOf = first
        ? converts(small, large, first, {
            small: Math.min(small, minimum.small),
            large: Math.min(large, minimum.large),
          })
        : { active: true, capacitySmall: small, capacityLarge: large, conversion: null };
      const bands: readonly Band[] = first === 'large' ? ['large', 'small'] : ['small', 'large'];
      const all = { small: held.small + tenants.small, large: held.large + tenants.large };
      // Where there are more children than seats, none of them takes part with its seat.
      fc.pre(bands.every((band) => tenants[band] === 0 || hasSeatsFor(seats, all, band)));
      const children = (band: Band, count: number, current?: string) =>
        Array.from({ length: count }, (_, index) => ({
          id: `${current ? 'tenant' : 'new'} ${band} ${index}`,
          band,
          wishes: leave && current ? ['elsewhere'] : ['k'],
          ...(current ? { current } : {}),
        }));
      const input: MatchInput = {
        format: 'opptak-match/1',
        bandOrder: first === 'large' ? ['large', 'small'] : ['small', 'large'],
        kindergartens: [
          { id: 'k', ...seatsForRun(seats, held, tenants) },
          { id: 'elsewhere', capacity: tenants },
        ],
        applicants: bands.flatMap((band) => [
          ...children(band, tenants[band], 'k'),
          ...children(band, come[band]),
        ]),
      };
      const result = allocate(input);
      expect(check(input, result)).toEqual([]);

      // The ledger, asked child by child in the order of the bands.
      const taken = { ...all };
      for (const band of bands) {
        for (let child = 0; child < come[band] && room(seats, taken, band) > 0; child++) taken[band]++;
      }
      const at = (band: Band, who: string) =>
        result.assignments.filter(
          ({ id, kindergarten }) => kindergarten === 'k' && id.startsWith(`${who} ${band}`),
        ).length;
      const here = (band: Band) => held[band] + at(band, 'tenant') + at(band, 'new');
      const there = { small: here('small'), large: here('large') };
      if (!leave) expect(there).toEqual(taken);
      // Where some leave, others come: never more than there are seats, and the minimum is there again.
      else
        for (const band of bands) expect(at(band, 'new') === 0 || hasSeatsFor(seats, there, band)).toBe(true);
    }),
    { seed: 20270313, numRuns: 400 },
  );
});
