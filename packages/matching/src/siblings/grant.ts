import { updateClaims } from './claim-test.ts';
import { claimants, forgetLosses, goBack, mark, type Search } from './search.ts';
import { tooMany } from './seats.ts';
import { give, settle } from './settle.ts';

/** More whole places, by group. */
export type MorePlaces = readonly (readonly [group: number, places: number])[];

/** Families that are given what they claim for the sake of one; a safety net far above what was ever seen. */
const mostGranted = 1000;

/**
 * Gives a family what it claims, with more places, and lets everybody settle.
 *
 * @param steps how many times families may move up meanwhile; the fewer, the fewer others are drawn in
 * @returns a family that has a claim now and is not among the old
 */
export function granted(
  search: Search,
  family: number,
  more: MorePlaces,
  steps: number,
  old: ReadonlySet<number>,
): number | undefined {
  const { seats } = search;
  for (const [group, places] of more) {
    seats.extra.set(group, (seats.extra.get(group) ?? 0) + places);
    seats.changed.add(group);
    for (let place = 0; place < places; place++) search.vacant.push(group);
  }
  forgetLosses(search, 4);
  search.steps = steps;
  give(search, family, search.claim[family]!);
  search.waiting.push(family);
  settle(search, () => 0);
  updateClaims(search);
  return claimants(search).find((other) => !old.has(other));
}

/**
 * Gives a family what it claims and everybody who would have to leave a place of their own; then the same for each family that what
 * comes free draws in. That ends, because nobody is put out and each step makes a family better off.
 *
 * @param most more places than so many are not given
 * @returns whether no family but the old ones is left with a claim
 */
export function grantedInTurn(
  search: Search,
  family: number,
  old: ReadonlySet<number>,
  most = Number.POSITIVE_INFINITY,
): boolean {
  let left = most;
  let next: number | undefined = family;
  for (let count = 0; next !== undefined && count < mostGranted; count++) {
    const more = displacedBy(search, next).map(([group, rows]) => [group, rows.length] as const);
    left -= placesIn(more);
    if (left < 0) return false;
    next = granted(search, next, more, 0, old);
  }
  return next === undefined;
}

export const placesIn = (more: MorePlaces): number => more.reduce((sum, [, places]) => sum + places, 0);

/** Asks a question of the search and puts everything back, or only when the answer is not to be kept. */
export function tried<T>(search: Search, question: () => T, keep: (answer: T) => boolean = () => false): T {
  const before = mark(search);
  const answer = question();
  if (keep(answer)) return answer;
  goBack(search, before);
  search.seats.extra.clear();
  return answer;
}

/** Claims that nobody stands against, also not those whom they draw in, are simply given. */
export function grantWhatIsFree(search: Search): void {
  for (const family of claimants(search)) {
    const old = new Set(claimants(search));
    if (!old.delete(family)) continue;
    tried(
      search,
      () => grantedInTurn(search, family, old, 0),
      (free) => free,
    );
  }
}

/** The entries of what a family claims: one, or −1, for each member. */
export function claimedEntries(search: Search, family: number): number[] {
  const size = search.families[family]!.members.length;
  const tuple = search.claim[family]!;
  return [...search.lists[family]!.tuples.subarray(tuple * size, (tuple + 1) * size)];
}

/** By group: who would have to leave, if the family had what it claims while its present seats stay occupied. */
export function displacedBy(search: Search, family: number): (readonly [number, readonly number[]])[] {
  const { seats } = search;
  const { run } = seats;
  const { group } = run.lists.entries;
  const { entryAt, rowOf } = run.ranking;
  const { members } = search.families[family]!;
  const newcomers = claimedEntries(search, family).filter(
    (entry, index) => entry !== -1 && seats.held[members[index]!] !== entry,
  );
  return [...new Set(newcomers.map((entry) => group[entry]!))]
    .flatMap((index): [number, number[]][] => {
      const list = seats.at[index]!;
      const before = [...list];
      list.push(
        ...newcomers.filter((entry) => group[entry] === index).map((entry) => run.ranking.positionOf[entry]!),
      );
      list.sort((a, b) => a - b);
      const rows = tooMany(seats, index).map((position) => rowOf[entryAt[position]!]!);
      list.splice(0, list.length, ...before);
      return rows.length > 0 ? [[index, rows]] : [];
    })
    .sort(([a], [b]) => a - b);
}
