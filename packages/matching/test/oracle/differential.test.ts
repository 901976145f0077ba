import type {
  Applicant,
  Criterion,
  Facts,
  GradedCriterion,
  Kindergarten,
  MatchInput,
} from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { expect, test } from 'vitest';
import { allocate } from '../../src/allocate.ts';
import { forSeeds, type Random } from './seeded.ts';

/*
 * Engine and checker compute orders, lots, cut-offs and reasons from the same page, in two programs. Here they meet on documents that use
 * every criterion with every parameter, facts that are missing or out of range, bylaws, regions, bands and start dates.
 */

const PARAGRAPH = { paragraph: '§ 4' };
type Together = NonNullable<Applicant['together']>;

const KOMMUNER = ['3201', '3203', '3205'];
const DATES = ['2027-08-15', '2027-08-16', '2027-12-31', '2028-02-29'];

const pick = <T>(random: Random, items: readonly [T, ...T[]]): T =>
  items[random.below(items.length)] ?? items[0];
const maybe = <T>(random: Random, one: T): T | Record<never, never> => (random.oneIn(2) ? one : {});

const graded: readonly ((random: Random) => GradedCriterion)[] = [
  () => ({ ...PARAGRAPH, key: 'sibling-attending' }),
  () => ({ ...PARAGRAPH, key: 'sibling-applying' }),
  (random) => ({ ...PARAGRAPH, key: 'catchment', ...maybe(random, { areas: ['north', 'east'] }) }),
  (random) => ({
    ...PARAGRAPH,
    key: 'distance',
    ...maybe(random, { stepM: 1 + random.below(900) }),
    ...maybe(random, { maxM: random.below(4000) }),
  }),
  () => ({ ...PARAGRAPH, key: 'distance', limitsM: [0, 500, 1500, 5000] }),
  (random) => ({
    ...PARAGRAPH,
    key: 'travel-time',
    ...maybe(random, { stepMinutes: 5 }),
    ...maybe(random, { maxMinutes: 30 }),
  }),
  () => ({ ...PARAGRAPH, key: 'travel-time', limitsMinutes: [10, 20] }),
  () => ({ ...PARAGRAPH, key: 'child-of-staff' }),
  (random) => ({
    ...PARAGRAPH,
    key: 'transfer',
    ...maybe(random, { prefer: pick(random, ['transfer', 'new']) }),
  }),
  () => ({ ...PARAGRAPH, key: 'profile', profile: 'samisk' }),
  (random) => ({
    ...PARAGRAPH,
    key: 'age',
    first: pick(random, ['oldest', 'youngest']),
    ...maybe(random, { unit: pick(random, ['day', 'month', 'year']) }),
  }),
  () => ({ ...PARAGRAPH, key: 'application-date' }),
  () => ({ ...PARAGRAPH, key: 'waiting-list' }),
  () => ({ ...PARAGRAPH, key: 'wish-number', openly: true }),
  () => ({ ...PARAGRAPH, key: 'flag', name: 'twin' }),
  (random) => ({
    ...PARAGRAPH,
    key: 'number',
    name: 'score',
    first: pick(random, ['low', 'high']),
    min: -3,
    max: 4,
  }),
];

function anyGraded(random: Random): GradedCriterion {
  return (
    (graded[random.below(graded.length)] ?? graded[0])?.(random) ?? { ...PARAGRAPH, key: 'waiting-list' }
  );
}

function anyCriteria(random: Random): Criterion[] {
  if (random.oneIn(10)) return [];
  const points: Criterion = {
    ...PARAGRAPH,
    key: 'points',
    items: Array.from({ length: 1 + random.below(3) }, () => ({
      criterion: anyGraded(random),
      points: random.oneIn(2) ? random.below(10) : [5, 3, random.below(3)],
    })),
  };
  return [
    { ...PARAGRAPH, key: 'statutory-priority' },
    ...(random.oneIn(2) ? [{ ...PARAGRAPH, key: 'right-to-place' as const }] : []),
    ...Array.from({ length: random.below(4) }, () => anyGraded(random)),
    ...(random.oneIn(3) ? [points] : []),
    ...(random.oneIn(2) ? [{ ...PARAGRAPH, key: 'lot' as const }] : []),
  ];
}

const spot = (random: Random) => ({ x: random.below(3000) - 1500, y: random.below(3000) - 1500 });
const day = (random: Random) =>
  pick(random, ['1999-05-01', '2023-01-31', '2024-02-29', '2024-02-28', '2025-12-31', '2026-07-01']);

function anyFacts(random: Random, ids: readonly string[]): Facts {
  const some = () => random.shuffled(ids).slice(0, random.below(3));
  return {
    ...maybe(random, { siblingAt: some() }),
    ...maybe(random, { parentWorksAt: some() }),
    ...maybe(random, { waitingAt: some() }),
    ...maybe(random, { catchments: random.shuffled(['north', 'south', 'east']).slice(0, 2) }),
    ...maybe(random, { profiles: ['samisk'] }),
    ...maybe(random, { position: spot(random) }),
    ...maybe(random, { distanceM: { [ids[0] ?? '']: random.below(4000) } }),
    ...maybe(random, { travelMinutes: Object.fromEntries(some().map((id) => [id, random.below(50)])) }),
    ...maybe(random, { birthDate: day(random) }),
    ...maybe(random, { appliedOn: day(random) }),
    ...maybe(random, { flags: { twin: random.oneIn(2) } }),
    ...maybe(random, { numbers: { score: random.below(14) - 7 } }),
  };
}

function anyDocument(random: Random): MatchInput {
  const ids = Array.from({ length: 2 + random.below(4) }, (_, k) => `k${k}`);
  const banded = random.oneIn(3);
  const dated = random.oneIn(3);
  const tenantsAllowed = random.oneIn(2);
  const places = () => random.below(6);
  const choices: [Together, ...Together[]] = random.oneIn(2)
    ? ['independent']
    : ['independent', 'preferred', 'nearby', 'required'];
  const applicants = Array.from({ length: 10 + random.below(20) }, (_, i): Applicant => {
    const wishes = random.shuffled(ids).slice(0, random.below(ids.length + 1));
    return {
      id: `c${i}`,
      wishes,
      ...maybe(random, { kommune: pick(random, ['3201', '3203', '3205']) }),
      ...(banded ? { band: pick(random, ['small', 'large']) } : {}),
      ...(dated ? { startsOn: DATES[random.below(4)] ?? '2027-08-15' } : {}),
      ...(tenantsAllowed && random.oneIn(5) ? { current: ids[random.below(ids.length)] ?? 'k0' } : {}),
      ...(random.oneIn(6) ? { family: `f${random.below(4)}`, together: pick(random, choices) } : {}),
      ...(random.oneIn(8) ? { statutoryPriority: true } : {}),
      ...maybe(random, { rightToPlace: true }),
      ...(random.oneIn(6) ? {} : { facts: anyFacts(random, ids) }),
    };
  });
  const tenants = (id: string, band?: string) =>
    applicants.filter((child) => child.current === id && (band === undefined || child.band === band)).length;
  const kindergartens = ids.map((id): Kindergarten => {
    const own = random.below(3);
    return {
      id,
      capacity: banded
        ? { small: tenants(id, 'small') + places(), large: tenants(id, 'large') + places() }
        : tenants(id) + places(),
      ...maybe(random, { kommune: pick(random, ['3201', '3203']) }),
      ...maybe(random, { position: spot(random) }),
      ...maybe(random, { catchments: ['north'] }),
      ...maybe(random, { profiles: ['samisk', 'natur'] }),
      ...(own === 0 ? { criteria: anyCriteria(random) } : own === 1 ? { bylaw: 'private' } : {}),
    };
  });
  return {
    format: 'opptak-match/1',
    ...maybe(random, { intake: `main ${random.below(9)}` }),
    ...maybe(random, { seed: `seed ${random.below(1_000_000)} ø` }),
    ...maybe(random, { publicDraw: '7 12 31' }),
    ...maybe(random, { criteria: anyCriteria(random) }),
    bylaws: { private: { version: '2027-1', criteria: anyCriteria(random) } },
    ...maybe(random, {
      region: {
        ...maybe(random, { residents: pick(random, ['first', 'equal']) }),
        closed: random.shuffled(KOMMUNER).slice(0, random.below(2)),
        ...maybe(random, { agreements: [{ kindergarten: 'k0', from: '3205' }] }),
      },
    }),
    kindergartens,
    applicants,
  };
}

test('engine and checker agree on every order, lot, cut-off and reason, over every criterion and parameter', () => {
  const used = new Set<string>();
  forSeeds(1, 600, (random) => {
    const input = anyDocument(random);
    for (const { key } of input.criteria ?? []) used.add(key);

    expect(check(input, allocate(input))).toEqual([]);
  });
  expect(used.size).toBe(18);
});
