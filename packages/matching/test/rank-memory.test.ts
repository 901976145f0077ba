import { expect, test } from 'vitest';
import { country } from '../bench/country.ts';
import { allocate } from '../src/allocate.ts';
import { listsOf } from '../src/engine/entries.ts';
import { nearIn, rankMemory } from '../src/engine/rank-memory.ts';
import { settingOf } from '../src/engine/setting.ts';
import type { Applicant, Criterion, Kindergarten, MatchInput } from '../src/format.ts';
import { refillInput } from '../src/refill.ts';
import { changed } from '../src/what-if.ts';
import { features } from './oracle/random-inputs.ts';
import { forSeeds, type Random } from './oracle/seeded.ts';

/** What may differ between two runs of one round: each in a way that some ranking, but not all, must follow. */
const changes: Readonly<Record<string, (random: Random, input: MatchInput) => MatchInput>> = {
  'places more or fewer': (random, input) =>
    changed(input, [{ kind: 'places', kindergarten: one(random, input.kindergartens).id, change: 1 }]),
  'a closure': (random, input) =>
    input.kindergartens.length < 2
      ? input
      : changed(input, [{ kind: 'closure', kindergarten: one(random, input.kindergartens).id }]),
  'other criteria at one kindergarten': (random, input) =>
    changed(input, [{ kind: 'criteria', kindergarten: one(random, input.kindergartens).id, criteria }]),
  'a child more': (random, input) => ({
    ...input,
    applicants: [...input.applicants, { ...one(random, input.applicants), id: 'new' }],
  }),
  'a child less': (random, input) => ({
    ...input,
    applicants: input.applicants.toSpliced(random.below(input.applicants.length), 1),
  }),
  'other wishes': (random, input) =>
    withChild(random, input, (child) => ({ ...child, wishes: random.shuffled(child.wishes) })),
  'other facts': (random, input) =>
    withChild(random, input, (child) => ({
      ...child,
      statutoryPriority: random.oneIn(2),
      facts: { ...child.facts, siblingAt: [one(random, input.kindergartens).id] },
    })),
  'wishes the other way round': (random, input) => withChild(random, input, turned),
  'another family': (random, input) =>
    withChild(random, input, ({ together: _together, ...child }) => ({ ...child, family: 'another' })),
  'another kommune': (random, input) =>
    withKindergarten(random, input, (kindergarten) => ({ ...kindergarten, kommune: '9999' })),
  'another draw': (_random, input) => ({ ...input, seed: 'another' }),
  'a refill': (_random, input) => refillInput(input, allocate(input)),
};

const criteria: readonly Criterion[] = [
  { key: 'statutory-priority', paragraph: '§ 1' },
  { key: 'transfer', paragraph: '§ 2' },
  { key: 'sibling-applying', paragraph: '§ 3' },
  { key: 'wish-number', paragraph: '§ 4', openly: true },
];

function one<T>(random: Random, list: readonly T[]): T {
  const chosen = list[random.below(list.length)];
  if (chosen === undefined) throw new RangeError('an empty list');
  return chosen;
}

function withChild(random: Random, input: MatchInput, edit: (child: Applicant) => Applicant): MatchInput {
  const chosen = one(random, input.applicants);
  if (input.families?.some(({ id }) => id === chosen.family)) return input;
  return { ...input, applicants: input.applicants.map((child) => (child === chosen ? edit(child) : child)) };
}

const turned = (child: Applicant): Applicant => ({ ...child, wishes: child.wishes.toReversed() });

function withKindergarten(
  random: Random,
  input: MatchInput,
  edit: (kindergarten: Kindergarten) => Kindergarten,
): MatchInput {
  const chosen = one(random, input.kindergartens);
  const kindergartens = input.kindergartens.map((each) => (each === chosen ? edit(each) : each));
  return { ...input, kindergartens };
}

/** Few facts, so that lots, wish numbers and siblings decide nearly everything. */
function tied(random: Random): MatchInput {
  const ids = ['k0', 'k1', 'k2', 'k3', 'k4'];
  return {
    format: 'opptak-match/1',
    criteria,
    kindergartens: ids.map((id) => ({ id, capacity: 2 })),
    applicants: Array.from({ length: 16 }, (_, i) => ({
      id: `c${i}`,
      wishes: random.shuffled(ids).slice(0, 2 + random.below(2)),
      rightToPlace: random.oneIn(2),
      ...(random.oneIn(2) && { family: `f${random.below(4)}` }),
    })),
  };
}

/** The bytes of a result, or that the document is refused. */
function resultOf(run: () => unknown): string {
  try {
    return JSON.stringify(run());
  } catch (error) {
    return String(error);
  }
}

/** One change after another, each run with what is remembered and without. */
function sameAfterEachChange(random: Random, start: MatchInput): void {
  const memory = rankMemory();
  let input = start;
  allocate(input, memory);
  for (const change of random.shuffled(Object.values(changes))) {
    const next = change(random, input);
    const remembered = resultOf(() => allocate(next, memory));
    expect(remembered).toBe(resultOf(() => allocate(next)));
    if (remembered.startsWith('{')) input = next;
  }
}

test.each(Object.keys(features))(
  '%s: a run that remembers others gives the bytes of one that does not',
  (feature) => {
    forSeeds(1, 8, (random) => {
      const input = features[feature]?.(random);
      if (!input) throw new RangeError(feature);
      sameAfterEachChange(random, input);
    });
  },
);

test('siblings, rights and shared places in a town', () => {
  forSeeds(1, 1, (random, seed) => sameAfterEachChange(random, country(seed, town)));
});

test('orders that hang on lots, on the number of a wish and on what siblings wish', () => {
  forSeeds(1, 25, (random) => sameAfterEachChange(random, tied(random)));
});

const town = {
  children: 250,
  kindergartens: 12,
  kommuner: 2,
  siblings: 30,
  partTime: 10,
  transfers: 20,
  right: 80,
  statutory: 2,
};

test('what has not changed is not worked out again: one place more leaves every code as it was', () => {
  const memory = rankMemory();
  const input = country(1, { ...town, siblings: 0 });
  allocate(input, memory);
  const setting = settingOf(
    changed(input, [{ kind: 'places', kindergarten: 'k1', band: 'small', change: 1 }]),
  );

  const { entries } = listsOf(setting, nearIn(memory, setting, true));

  expect(entries.source?.every((from) => from !== -1)).toBe(true);
});
