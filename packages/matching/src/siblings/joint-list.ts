import { metresBetween } from '../criteria/distance.ts';
import { backstopWish, ownPlace } from '../engine/entries.ts';
import type { Entries } from '../engine/lists.ts';
import type { Setting } from '../engine/setting.ts';
import type { JointFamily } from './families.ts';

/** No family lists more combinations than this beside those with everybody at one kindergarten. */
const mostTuples = 4096;
const closenessStepM = 500;
const defaultNearM = 1500;
const nullNumber = 1_000_000;

/** A family's joint wishes, best first: for each tuple one entry, or −1, for each member. The last is the outside tuple. */
export interface JointList {
  readonly size: number;
  readonly tuples: Int32Array;
}

interface Option {
  readonly entry: number;
  readonly kindergarten: number;
  readonly number: number;
}

const nothing: Option = { entry: -1, kindergarten: -1, number: nullNumber };

/** Makes the list that follows from a family's choice: docs/allocation-format.md § 8.2. */
export function jointList(setting: Setting, entries: Entries, family: JointFamily): JointList {
  const options = family.members.map((row) => optionsOf(setting, entries, row));
  const outside = options.map((list, index) => {
    const { current } = setting.applicants[family.members[index]!]!;
    if (current === undefined) return nothing;
    return list.find(({ kindergarten }) => setting.kindergartens[kindergarten]!.id === current)!;
  });
  const tuples =
    family.mode === 'listed'
      ? listedTuples(setting, family, options, outside)
      : family.mode === 'required'
        ? sorted(togetherTuples(options), (tuple) => numbersOf(tuple))
        : sorted(allTuples(options, outside), keyOf(setting, family));
  const same = (tuple: readonly Option[]) =>
    tuple.every((option, index) => option.entry === outside[index]!.entry);
  // Cut, not moved: tenants who would rather stay together than be split keep that order.
  const end = tuples.findIndex(same);
  const list = [...(end < 0 ? tuples : tuples.slice(0, end)), outside];
  return {
    size: list.length,
    tuples: Int32Array.from(list.flatMap((tuple) => tuple.map(({ entry }) => entry))),
  };
}

function optionsOf(setting: Setting, entries: Entries, row: number): Option[] {
  const options: Option[] = [];
  for (let entry = entries.offset[row]!; entry < entries.offset[row + 1]!; entry++) {
    const wish = entries.wish[entry]!;
    if (wish === backstopWish) break;
    options.push({
      entry,
      kindergarten: setting.groups[entries.group[entry]!]!.kindergarten,
      number: wish === ownPlace ? setting.applicants[row]!.wishes.length + 1 : wish,
    });
  }
  return options;
}

function togetherTuples(options: readonly (readonly Option[])[]): Option[][] {
  const [first = [], ...others] = options;
  return first.flatMap((option) => {
    const same = others.map((list) => list.find(({ kindergarten }) => kindergarten === option.kindergarten));
    return same.every((other) => other !== undefined) ? [[option, ...same]] : [];
  });
}

function allTuples(options: readonly (readonly Option[])[], outside: readonly Option[]): Option[][] {
  const most = depth(options);
  const choices = options.map((list, index) => {
    const own = outside[index]!;
    const first = list.slice(0, most);
    if (own === nothing) return [...first, nothing];
    return first.includes(own) ? first : [...first, own];
  });
  const combined = choices.reduce<Option[][]>(
    (tuples, list) => tuples.flatMap((tuple) => list.map((option) => [...tuple, option])),
    [[]],
  );
  const beyond = togetherTuples(options).filter((tuple) =>
    tuple.some((option, index) => !choices[index]!.includes(option)),
  );
  return [...combined, ...beyond];
}

/** How far down everybody's list combinations go. */
function depth(options: readonly (readonly Option[])[]): number {
  const size = (most: number) =>
    options.reduce((product, list) => product * (Math.min(list.length, most) + 1), 1);
  const longest = Math.max(1, ...options.map((list) => list.length));
  let most = 1;
  while (most < longest && size(most + 1) <= mostTuples) most++;
  return most;
}

function listedTuples(
  setting: Setting,
  family: JointFamily,
  options: readonly (readonly Option[])[],
  outside: readonly Option[],
): Option[][] {
  return (family.listed ?? []).flatMap((wish) => {
    const tuple = wish.map((id, index) =>
      id === null
        ? outside[index]!
        : options[index]!.find(({ kindergarten }) => setting.kindergartens[kindergarten]!.id === id),
    );
    return tuple.every((option) => option !== undefined) ? [tuple] : [];
  });
}

type Key = (tuple: readonly Option[]) => readonly number[];

const numbersOf = (tuple: readonly Option[]): readonly number[] => {
  const numbers = tuple.map(({ number }) => number);
  const placed = numbers.filter((number) => number !== nullNumber);
  return [placed.reduce((sum, number) => sum + number, 0), Math.max(0, ...placed), ...numbers];
};

function keyOf(setting: Setting, family: JointFamily): Key {
  const nearM = setting.input.siblings?.nearM ?? defaultNearM;
  return (tuple) => {
    const placed = tuple.filter((option) => option !== nothing);
    return [
      tuple.length - placed.length,
      family.mode === 'nearby' ? notNear(setting, placed, nearM) : apart(setting, placed),
      ...numbersOf(tuple),
    ];
  };
}

function apart(setting: Setting, placed: readonly Option[]): number {
  if (placed.every(({ kindergarten }) => kindergarten === placed[0]!.kindergarten)) return 0;
  let longest = 0;
  for (const a of placed) for (const b of placed) longest = Math.max(longest, metres(setting, a, b) ?? 0);
  return 1 + Math.floor(longest / closenessStepM);
}

function notNear(setting: Setting, placed: readonly Option[], nearM: number): number {
  const near = (a: Option, b: Option) =>
    a.kindergarten === b.kindergarten || (metres(setting, a, b) ?? Number.POSITIVE_INFINITY) <= nearM;
  return placed.every((a) => placed.every((b) => near(a, b))) ? 0 : 1;
}

function metres(setting: Setting, a: Option, b: Option): number | undefined {
  const [from, to] = [
    setting.kindergartens[a.kindergarten]!.position,
    setting.kindergartens[b.kindergarten]!.position,
  ];
  return from && to && metresBetween(from, to);
}

function sorted(tuples: readonly Option[][], key: Key): Option[][] {
  return tuples
    .map((tuple) => ({ tuple, key: key(tuple) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ tuple }) => tuple);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index]) return a[index]! - b[index]!;
  }
  return 0;
}
