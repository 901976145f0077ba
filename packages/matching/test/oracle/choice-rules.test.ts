import { describe, expect, test } from 'vitest';
import {
  bandsInOrder,
  fixedPlaces,
  homeReserve,
  knapsack,
  placesByStart,
  sharedPlaces,
} from './choice-rules.ts';
import type { Choice } from './enumerate.ts';
import { ruleProperties } from './rule-properties.ts';
import { forSeeds, type Random, seeded } from './seeded.ts';

const CHILDREN = 6;
const RULES = 500;

const anyOrder = (random: Random) => random.shuffled([0, 1, 2, 3, 4, 5]);
const traits = (random: Random, limit: number) => Array.from({ length: CHILDREN }, () => random.below(limit));
const traitOf = (values: readonly number[]) => (child: number) => values[child] ?? 0;

const guaranteed: Record<string, (random: Random) => Choice> = {
  'fixed places': (random) => fixedPlaces(anyOrder(random), random.below(5)),
  'places that become free on different days': (random) =>
    placesByStart(
      anyOrder(random),
      traitOf(traits(random, 3)),
      Array.from({ length: 1 + random.below(4) }, () => random.below(3)),
    ),
  'declared shared places of different length': (random) =>
    sharedPlaces(
      anyOrder(random),
      traitOf(traits(random, 5).map((days) => days + 1)),
      Array.from({ length: 1 + random.below(4) }, () => 1 + random.below(5)),
    ),
  'home reserve after the open places': (random) => reserveOf(random, 'open'),
  'home reserve before the open places': (random) => reserveOf(random, 'reserve'),
};

function reserveOf(random: Random, first: 'open' | 'reserve'): Choice {
  const home = traits(random, 2);
  const places = 1 + random.below(4);
  const reserved = random.below(places + 1);
  const unusedReserve = random.oneIn(2) ? 'open' : 'empty';
  return homeReserve(anyOrder(random), (child) => home[child] === 1, {
    places,
    reserved,
    first,
    unusedReserve,
  });
}

function bandsOf(random: Random): Choice {
  const bands = traits(random, 2);
  const large = { units: 1, minimum: random.below(3) };
  const rule = { totalUnits: 2 + random.below(6), bands: [{ units: 2, minimum: 0 }, large] };
  return bandsInOrder(anyOrder(random), traitOf(bands), rule);
}

describe('every capacity rule that carries the guarantees, all subsets of six children', () => {
  test.each(Object.entries(guaranteed))(
    '%s: substitutes, refused children irrelevant, never fewer taken when more ask',
    (_, makeRule) => {
      forSeeds(1, RULES, (random) => {
        expect(ruleProperties(makeRule(random), CHILDREN)).toEqual({
          substitutes: true,
          refusedAreIrrelevant: true,
          sizeMonotone: true,
        });
      });
    },
  );

  test('age bands in a published order: substitutes hold, the number taken may fall (a small place costs two)', () => {
    let smaller = 0;
    forSeeds(1, RULES, (random) => {
      const found = ruleProperties(bandsOf(random), CHILDREN);
      expect(found).toMatchObject({ substitutes: true, refusedAreIrrelevant: true });
      if (!found.sizeMonotone) smaller++;
    });
    expect(smaller).toBeGreaterThan(0);
  });
});

test('the oracle can say no: places of different size packed by one merged order break substitutes', () => {
  let broken = 0;
  for (let seed = 1; seed <= RULES; seed++) {
    const random = seeded(seed);
    const units = traits(random, 2).map((large) => 2 - large);
    const rule = knapsack(anyOrder(random), traitOf(units), 2 + random.below(5));
    if (!ruleProperties(rule, CHILDREN).substitutes) broken++;
  }
  expect(broken).toBeGreaterThan(RULES / 10);
});
