import type { Applicant, Criterion, Kindergarten, MatchInput, SeatKind, Weekday } from '../../src/format.ts';

/** A source of chance that gives the same numbers every time. */
export interface Dice {
  /** A whole number from 0 up to and not including `sides`. */
  roll(sides: number): number;
  chance(percent: number): boolean;
  /** `count` different entries, in random order. */
  some<T>(from: readonly T[], count: number): T[];
}

/** The generator "mulberry32": small, even, and the same on every machine. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const roll = (sides: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
  return {
    roll,
    chance: (percent) => roll(100) < percent,
    some: (from, count) => {
      const left = [...from];
      return Array.from({ length: Math.min(count, left.length) }, () =>
        left.splice(roll(left.length), 1),
      ).flat();
    },
  };
}

const kommune = '3310';
const months = ['2027-08-01', '2027-09-01', '2027-10-01', '2028-01-01'];
const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

const base: readonly Criterion[] = [
  { key: 'statutory-priority', paragraph: '§ 5 a' },
  { key: 'right-to-place', paragraph: '§ 5 b' },
];
const lists: readonly (readonly Criterion[])[] = [
  [
    { key: 'sibling-attending', paragraph: '§ 5 c' },
    { key: 'distance', paragraph: '§ 5 d', limitsM: [500, 1500, 4000] },
  ],
  [
    { key: 'sibling-attending', paragraph: '§ 5 c' },
    { key: 'age', paragraph: '§ 5 d', first: 'oldest', unit: 'month' },
  ],
  [{ key: 'application-date', paragraph: '§ 5 c' }],
  [{ key: 'wish-number', paragraph: '§ 5 c', openly: true }],
  [
    {
      key: 'points',
      paragraph: '§ 6',
      items: [
        { criterion: { key: 'sibling-attending', paragraph: '§ 6 a' }, points: 3 },
        { criterion: { key: 'child-of-staff', paragraph: '§ 6 b' }, points: 2 },
        { criterion: { key: 'distance', paragraph: '§ 6 c', limitsM: [1000, 3000] }, points: [2, 1] },
      ],
    },
  ],
];

/**
 * A small, scarce round with everything that an explanation can speak of: statutory priority, rights, tenants, siblings
 * who apply together, start dates, shared places, and criteria of each sort.
 */
export function randomRound(seed: number): MatchInput {
  const dice = diceOf(seed);
  const dated = dice.chance(50);
  const siblings = dice.chance(25);
  const size = 24 + dice.roll(24);
  const ids = Array.from({ length: 6 + dice.roll(4) }, (_, index) => `k${index}`);
  const applicants = Array.from({ length: size }, (_, index) =>
    randomApplicant(dice, index, ids, dated, siblings),
  );
  const kindergartens = ids.map((id): Kindergarten => {
    const tenants = applicants.filter(({ current }) => current === id).length;
    return {
      id,
      kommune,
      position: { x: dice.roll(6000), y: dice.roll(6000) },
      capacity: seatsOf(dice, tenants + 1 + dice.roll(5), dated),
      criteria: [...base, ...(lists[dice.roll(lists.length)] ?? []), { key: 'lot', paragraph: '§ 5 z' }],
    };
  });
  return {
    format: 'opptak-match/1',
    intake: `round ${seed}`,
    seed: `seed ${seed}`,
    kindergartens,
    applicants,
  };
}

function seatsOf(dice: Dice, places: number, dated: boolean): readonly SeatKind[] {
  return [
    { places },
    { places: dice.roll(2), days: 2 + dice.roll(3) },
    { places: dice.roll(2), weekdays: dice.some(week, 3) },
    ...(dated
      ? months
          .slice(1)
          .map((from) => ({ places: dice.roll(2), from, ...(dice.chance(30) ? { days: 3 } : {}) }))
      : []),
  ];
}

function randomApplicant(
  dice: Dice,
  index: number,
  ids: readonly string[],
  dated: boolean,
  siblings: boolean,
): Applicant {
  // In a round with siblings, a third of the children belong to a pair; pairs are neighbours in the list.
  const pair = Math.floor(index / 2);
  const wishes = dice.some(ids, 1 + dice.roll(4));
  const days = dice.roll(10);
  return {
    id: `a${index}`,
    kommune,
    wishes,
    ...(dice.chance(15) ? { current: ids[dice.roll(ids.length)] ?? 'k0' } : {}),
    ...(siblings && pair % 3 === 0
      ? { family: `f${pair}`, together: pair % 2 === 0 ? 'preferred' : 'required' }
      : {}),
    ...(dated ? { startsOn: months[dice.roll(2)] ?? '2027-08-01' } : {}),
    ...(days === 0 ? { daysPerWeek: 4 } : days === 1 ? { weekdays: dice.some(week, 3) } : {}),
    ...(dice.chance(4) ? { statutoryPriority: true } : {}),
    ...(dice.chance(60) ? { rightToPlace: true } : {}),
    facts: {
      ...(dice.chance(20) ? { siblingAt: dice.some(wishes, 1) } : {}),
      ...(dice.chance(5) ? { parentWorksAt: dice.some(ids, 1) } : {}),
      ...(dice.chance(95) ? { position: { x: dice.roll(6000), y: dice.roll(6000) } } : {}),
      birthDate: `202${4 + dice.roll(3)}-0${1 + dice.roll(9)}-1${dice.roll(10)}`,
      appliedOn: `2027-02-${10 + dice.roll(18)}`,
    },
  };
}
