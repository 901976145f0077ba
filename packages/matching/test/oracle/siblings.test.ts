import type { Applicant, FamilyClaim, MatchInput } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { describe, expect, test } from 'vitest';
import { country } from '../../bench/country.ts';
import { allocate } from '../../src/allocate.ts';
import { changed, type WhatIfChange } from '../../src/what-if.ts';
import { features } from './random-inputs.ts';
import { faultsOfAllocation, matchingOf, withMatching } from './run.ts';
import { forSeeds, type Random } from './seeded.ts';
import { allStableWithSiblings, allWithClaims, claims } from './siblings.ts';
import { tinySiblingMarketOf } from './tiny-siblings.ts';

const MARKETS = 120;

type Together = 'required' | 'preferred' | 'nearby' | 'listed';

/** The first two or three children are siblings, sometimes the next two as well; the rest apply alone. */
function withFamilies(random: Random, base: MatchInput, together: Together): MatchInput {
  const first = 2 + random.below(2);
  const second = first + (random.oneIn(2) ? 2 : 0);
  const familyOf = (i: number) => (i < first ? 'f1' : i < second ? 'f2' : undefined);
  const alone = base.applicants.length - second === 1 ? second : -1;
  const applicants = base.applicants.map((child, i): Applicant => {
    const family = familyOf(i);
    if (family === undefined || i === alone) return child;
    return { ...child, family, ...(together === 'listed' ? {} : { together }) };
  });
  const kindergartens = base.kindergartens.map((one) =>
    random.oneIn(4) ? one : { ...one, position: { x: 400 * random.below(8), y: 0 } },
  );
  const input = { ...base, kindergartens, applicants };
  return together === 'listed' ? { ...input, families: listedFamilies(random, applicants) } : input;
}

function listedFamilies(random: Random, applicants: readonly Applicant[]) {
  const ids = [...new Set(applicants.flatMap(({ family }) => family ?? []))];
  return ids.flatMap((id) => {
    const members = random.shuffled(applicants.filter(({ family }) => family === id));
    if (members.length < 2) return [];
    const wishes = Array.from({ length: 1 + random.below(6) }, () =>
      members.map(
        ({ wishes: own, current }) =>
          [...own, ...(current === undefined ? [null] : [])][random.below(own.length + 1)] ?? null,
      ),
    );
    return [{ id, members: members.map((member) => member.id), wishes }];
  });
}

const bases = [
  'plain places',
  'transfers',
  'start dates',
  'part-time on declared places',
  'age bands',
  'reserve for residents',
];
const modes: readonly Together[] = ['required', 'preferred', 'nearby', 'listed'];

describe.each(modes)('siblings, %s', (together) => {
  test.each(bases)(
    '%s: stable where a stable allocation is found, and every claim left is listed, with places that are enough',
    (base) => {
      let missed = 0;
      forSeeds(1, MARKETS, (random) => {
        const plain = features[base]?.(random);
        if (!plain) throw new RangeError(base);
        const input = withFamilies(random, plain, together);
        const market = tinySiblingMarketOf(input);

        const result = allocate(input);

        const matching = matchingOf(input, result);
        const left = claims(market, matching).map(
          ({ family }) => input.applicants[market.families[family]?.children[0] ?? -1]?.family,
        );
        expect(result.deviations.map(({ family }) => family).sort()).toEqual([...new Set(left)].sort());
        expect(check(input, result)).toEqual([]);
        expectEnough(input, result.deviations);
        if (left.length > 0 && allStableWithSiblings(market).length > 0) missed++;
      });
      // The search is bounded and may miss a stable allocation; on markets this small it hardly ever does.
      expect(missed).toBeLessThanOrEqual(2);
    },
  );
});

/** Whether the extra places of each deviation are enough: some allocation with them leaves only the other families a claim. */
function expectEnough(input: MatchInput, deviations: readonly FamilyClaim[]): void {
  for (const { family, extraPlaces } of deviations) {
    const more = (extraPlaces ?? []).map(
      ({ kindergarten, band, places }): WhatIfChange => ({
        kind: 'places',
        kindergarten,
        ...(band !== 'all' && { band }),
        change: places,
      }),
    );
    const market = tinySiblingMarketOf(changed(input, more));
    const others = deviations.map((deviation) => deviation.family).filter((other) => other !== family);
    const allowed = market.families.flatMap(({ children }, index) =>
      others.includes(input.applicants[children[0] ?? -1]?.family ?? '') ? [index] : [],
    );
    expect(more).not.toEqual([]);
    expect(allWithClaims(market, new Set(allowed))).not.toEqual([]);
  }
}

/** Three pairs and two others who all want the same three single places: often without a stable allocation. */
function scarce(random: Random): MatchInput {
  const ids = ['k0', 'k1', 'k2'];
  const applicants = Array.from({ length: 8 }, (_, i): Applicant => {
    const child = { id: `c${i}`, wishes: random.shuffled(ids) };
    return i < 6 ? { ...child, family: `f${i >> 1}` } : child;
  });
  return {
    format: 'opptak-match/1',
    kindergartens: ids.map((id) => ({
      id,
      capacity: 1,
      order: random.shuffled(applicants).map((child) => child.id),
    })),
    applicants,
    families: listedFamilies(random, applicants),
  };
}

test('where places are scarce, families left with a claim all hear of places that are enough', () => {
  let asked = 0;
  forSeeds(1, 80, (random) => {
    const input = scarce(random);
    const { deviations } = allocate(input);
    expectEnough(input, deviations);
    asked += deviations.length;
  });
  // Three families in these eighty markets; more than none is what keeps the test from being empty.
  expect(asked).toBeGreaterThan(0);
});

describe.each(modes)('siblings, %s', (together) => {
  // Rights send a child outside its wishes, and shared area is split before siblings sit down (§§ 8.2, 7.4): more than the enumeration
  // above knows, so here the checker judges alone.
  test.each(['transfers, § 18 and rights together', 'conversion between age bands'])(
    '%s: every result is valid',
    (kind) => {
      forSeeds(1, MARKETS, (random) => {
        const base = features[kind]?.(random);
        if (!base) throw new RangeError(kind);
        const input = withFamilies(random, base, together);

        expect(check(input, allocate(input))).toEqual([]);
      });
    },
  );
});

test('the checker accepts exactly the stable allocations of a market with siblings', () => {
  let stableOnes = 0;
  forSeeds(1, 150, (random) => {
    const base = features['plain places']?.(random);
    if (!base) throw new RangeError('plain places');
    const input = withFamilies(random, base, modes[random.below(4)] ?? 'listed');
    const market = tinySiblingMarketOf(input);
    const result = { ...allocate(input), deviations: [] };
    const stable = allStableWithSiblings(market);
    const known = new Set(stable.map((matching) => matching.join()));
    stableOnes += stable.length;
    for (const matching of stable)
      expect(faultsOfAllocation(input, withMatching(input, result, matching))).toEqual([]);
    for (let i = 0; i < 20; i++) {
      const other = input.applicants.map(({ wishes }) => {
        const ids = input.kindergartens.map(({ id }) => id);
        return ids.indexOf([...wishes, ''][random.below(wishes.length + 1)] ?? '');
      });
      if (!known.has(other.join())) {
        expect(faultsOfAllocation(input, withMatching(input, result, other))).not.toEqual([]);
      }
    }
  });
  expect(stableOnes).toBeGreaterThan(100);
});

test('a sibling whom a vacancy called to its backstop still gets the nearest one that is open', () => {
  // Found in a made-up country of 90 000: the child was called before its family had settled, and never asked again.
  const town = country(33, {
    children: 300,
    kindergartens: 20,
    kommuner: 1,
    siblings: 40,
    partTime: 10,
    transfers: 10,
    right: 100,
    statutory: 2,
  });
  // The first draw with which it happens here.
  const input = { ...town, seed: 'country 3' };

  expect(check(input, allocate(input))).toEqual([]);
});
