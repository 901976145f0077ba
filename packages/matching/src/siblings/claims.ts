import { compareIds } from '../canonical/id-order.ts';
import type { FamilyClaim } from '../format.ts';
import { claimants, forgetLosses, give, goBack, mark, type Search, settle, updateClaims } from './search.ts';
import { tooMany } from './seats.ts';

/** Parts of tuples looked at for all questions about extra places together; after that the answer is null: not searched for. */
const budget = 20_000_000;
const stepsEach = 1000;
/** Beyond so many extra places a caseworker needs another answer than "more places". */
const mostExtra = 4;

/** Every family left with a claim: what it could have had, whose places it would take, and what room would settle it. */
export function familyClaims(search: Search): FamilyClaim[] {
  search.looked = 0;
  return claimants(search)
    .map((family) => claimOf(search, family))
    .sort((a, b) => compareIds(a.family, b.family));
}

function claimOf(search: Search, family: number): FamilyClaim {
  const { setting } = search.seats.run.prepared;
  const { group } = search.seats.run.lists.entries;
  const { id, members } = search.families[family]!;
  const idAt = (row: number) => setting.applicants[row]!.id;
  const nameOf = (index: number) => setting.kindergartens[setting.groups[index]!.kindergarten]!.id;
  const wanted = entriesOf(search, family, search.claim[family]!);
  const displaced = displacedBy(search, family, wanted);
  const extra = extraPlaces(search, family, displaced);
  return {
    kind: 'family-claim',
    family: id,
    wanted: members.map((row, index) => ({
      id: idAt(row),
      kindergarten: wanted[index] === -1 ? null : nameOf(group[wanted[index]!]!),
    })),
    blockedBy: displaced
      .map(([index, rows]) => ({
        kindergarten: nameOf(index),
        band: setting.groups[index]!.band,
        applicants: rows.map(idAt).sort(compareIds),
      }))
      .sort((a, b) => compareIds(a.kindergarten, b.kindergarten) || compareIds(b.band, a.band)),
    extraPlaces:
      extra === null
        ? null
        : extra.map(([index, places]) => ({
            kindergarten: nameOf(index),
            band: setting.groups[index]!.band,
            places,
          })),
  };
}

function entriesOf(search: Search, family: number, tuple: number): number[] {
  const size = search.families[family]!.members.length;
  return [...search.lists[family]!.tuples.subarray(tuple * size, (tuple + 1) * size)];
}

/** By group: who would have to leave, if the family's newcomers sat down while its present seats stay occupied. */
function displacedBy(search: Search, family: number, wanted: readonly number[]): [number, number[]][] {
  const { seats } = search;
  const { run } = seats;
  const { group } = run.lists.entries;
  const { entryAt, rowOf } = run.ranking;
  const { members } = search.families[family]!;
  const newcomers = wanted.flatMap((entry, index) =>
    entry === -1 || seats.held[members[index]!] === entry ? [] : [{ entry, row: members[index]! }],
  );
  const groups = [...new Set(newcomers.map(({ entry }) => group[entry]!))];
  return groups
    .flatMap((index): [number, number[]][] => {
      const list = seats.at[index]!;
      const before = [...list];
      list.push(
        ...newcomers
          .filter(({ entry }) => group[entry] === index)
          .map(({ entry }) => run.ranking.positionOf[entry]!),
      );
      list.sort((a, b) => a - b);
      const rows = tooMany(seats, index).map((position) => rowOf[entryAt[position]!]!);
      list.splice(0, list.length, ...before);
      return rows.length > 0 ? [[index, rows]] : [];
    })
    .sort(([a], [b]) => a - b);
}

/** The fewest places, in the groups that the family claims, with which the search goes on and leaves no new claim. */
function extraPlaces(
  search: Search,
  family: number,
  displaced: readonly (readonly [number, readonly number[]])[],
): [number, number][] | null {
  const plain = displaced.every(([index]) => search.seats.run.market.rules[index]!.kind === 'plain');
  if (!plain) return null;
  const old = new Set(claimants(search));
  if (search.looked > budget) return null;
  for (const extra of combinations(displaced.map(([index, rows]) => [index, rows.length]))) {
    if (resolves(search, family, extra, old)) return extra;
  }
  return null;
}

function resolves(
  search: Search,
  family: number,
  extra: readonly [number, number][],
  old: ReadonlySet<number>,
): boolean {
  const { seats } = search;
  const before = mark(search);
  for (const [group, places] of extra) {
    seats.extra.set(group, places);
    seats.changed.add(group);
    for (let place = 0; place < places; place++) search.vacant.push(group);
  }
  forgetLosses(search, 4);
  search.steps = stepsEach;
  give(search, family, search.claim[family]!);
  search.waiting.push(family);
  settle(search, () => 0);
  updateClaims(search);
  const after = claimants(search);
  goBack(search, before);
  seats.extra.clear();
  return after.every((other) => other !== family && old.has(other));
}

/** All ways to add places, fewest first. */
function combinations(most: readonly (readonly [number, number])[]): [number, number][][] {
  const all = most.reduce<[number, number][][]>(
    (lists, [group, places]) =>
      lists.flatMap((list) =>
        Array.from({ length: places + 1 }, (_, extra): [number, number][] =>
          extra === 0 ? list : [...list, [group, extra]],
        ),
      ),
    [[]],
  );
  const total = (list: readonly (readonly [number, number])[]) =>
    list.reduce((sum, [, places]) => sum + places, 0);
  return all
    .filter((list) => total(list) > 0 && total(list) <= mostExtra)
    .sort((a, b) => total(a) - total(b));
}
