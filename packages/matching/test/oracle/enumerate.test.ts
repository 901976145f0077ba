import { describe, expect, test } from 'vitest';
import { bandsInOrder, fixedPlaces, homeReserve } from './choice-rules.ts';
import { allStableMatchings, childOptimal, type TinyMarket } from './enumerate.ts';
import { allStableWithSiblings } from './siblings.ts';

// The oracle itself is held against examples solved by hand or in print before it judges the engine.

test('three by three where every first choice differs: three stable matchings, the first choices best for the children', () => {
  // Gale and Shapley 1962, example 1. Orders: A b c a, B c a b, C a b c.
  const market: TinyMarket = {
    wishes: [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ],
    choices: [fixedPlaces([1, 2, 0], 1), fixedPlaces([2, 0, 1], 1), fixedPlaces([0, 1, 2], 1)],
  };

  const stable = allStableMatchings(market);

  expect(stable).toHaveLength(3);
  expect(childOptimal(market, stable)).toEqual([0, 1, 2]);
});

test('small children first over shared area: two small in four units, two large in the three others', () => {
  // s1: k1; s2: k1 k2; l1, l2: k1 k2; l3: k1. k1 has 4 units (2 small fill it), k2 has 3: l1 and l2 go there.
  const band = (child: number) => (child < 2 ? 0 : 1);
  const bands = [
    { units: 2, minimum: 0 },
    { units: 1, minimum: 0 },
  ];
  const market: TinyMarket = {
    wishes: [[0], [0, 1], [0, 1], [0, 1], [0]],
    choices: [
      bandsInOrder([2, 0, 3, 1, 4], band, { totalUnits: 4, bands }),
      bandsInOrder([1, 4, 3, 2, 0], band, { totalUnits: 3, bands }),
    ],
  };

  expect(childOptimal(market, allStableMatchings(market))).toEqual([0, 0, 1, 1, -1]);
});

test('the order of filling a reserve decides who gets the last place', () => {
  // One place of three reserved for h1, h2; order h1 v1 v2 h2. Reserve first: h1 uses it. Open first: h1 and v1 win open ones.
  const places = { places: 3, reserved: 1, unusedReserve: 'open' as const };
  const market = (first: 'open' | 'reserve'): TinyMarket => ({
    wishes: [[0], [0], [0], [0]],
    choices: [homeReserve([0, 2, 3, 1], (child) => child < 2, { ...places, first })],
  });

  expect(allStableMatchings(market('reserve'))).toEqual([[0, -1, 0, 0]]);
  expect(allStableMatchings(market('open'))).toEqual([[0, 0, 0, -1]]);
});

describe('siblings, own seats counted as occupied', () => {
  test('one couple and one single child can leave no stable matching at all', () => {
    // Pair wants (A, B); the single wants A, then B. A prefers the pair's first child, B prefers the single.
    const market = {
      families: [
        { children: [0, 1], wishes: [[0, 1]], outside: [-1, -1] },
        { children: [2], wishes: [[0], [1]], outside: [-1] },
      ],
      choices: [fixedPlaces([0, 2], 1), fixedPlaces([2, 1], 1)],
    };

    expect(allStableWithSiblings(market)).toEqual([]);
  });

  test('a family may not pass its seat to its lower-ranked child over a better-ranked third child', () => {
    // One place, order c2 c3 c1; the family wants both, else c1 alone, else c2 alone.
    const market = {
      families: [
        {
          children: [0, 1],
          wishes: [
            [0, 0],
            [0, -1],
            [-1, 0],
          ],
          outside: [-1, -1],
        },
        { children: [2], wishes: [[0]], outside: [-1] },
      ],
      choices: [fixedPlaces([1, 2, 0], 1)],
    };

    expect(allStableWithSiblings(market)).toEqual([[-1, 0, -1]]);
  });
});
