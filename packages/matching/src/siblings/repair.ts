import type { Run } from '../engine/run.ts';
import { updateClaims } from './claim-test.ts';
import type { JointFamily } from './families.ts';
import { grantWhatIsFree } from './grant.ts';
import type { JointList } from './joint-list.ts';
import { claimants, forgetLosses, goBack, mark, type Search, searchOf } from './search.ts';
import { give, settle } from './settle.ts';

const starts = 2;
const repairsPerStart = 6000;
/** How patient families are in a repair: mostly little, so that it stays local; sometimes more, to get out of a corner. */
const patience = [1, 2, 4];
/** Parts of tuples looked at, over all starts: some seconds of work. */
const budget = 100_000_000;
/** Repairs in a row that bring nothing before a start is given up; a few families have few ways to try. */
const mostInVain = 2000;
const inVainPerFamily = 250;
/** One in so many repairs that make it worse is kept for a while. */
const oddsOfWorse = 8;
/** Most repairs let families move up a few times only: what settles near leaves fewer new claims far away. One in so many goes on to the end. */
const nearSteps = 100;
const oddsOfFar = 8;
/** Family moves in one search; a safety net far above what the eviction limit leaves possible in practice. */
const stepsPerFamily = 400;

/**
 * Looks for an allocation in which no family has a claim. Starts from families in lot order; what claims remain are
 * repaired one at a time (give the claim, let everything settle, keep it if no more claims are left than before), and
 * when that does not help the search starts again with the families in another order. All choices come from a fixed
 * seed, so the same input ends the same way. It always ends; the best state found is returned.
 */
export function bestSearch(
  run: Run,
  families: readonly JointFamily[],
  lists: readonly JointList[],
  lotOrder: readonly number[],
  options: { readonly repairs: boolean },
): Search {
  const random = seeded(families.length);
  let best: Search | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  let looked = 0;
  for (let start = 0; start < starts && fewest > 0 && looked < budget; start++) {
    const search = searchOf(run, families, lists);
    const order = start === 0 ? lotOrder : shuffled(lotOrder, random);
    begin(search, order);
    if (!options.repairs) return search;
    search.looked = 0;
    const left = repair(search, random, budget - looked);
    looked += search.looked;
    if (left < fewest) {
      fewest = left;
      best = search;
    }
  }
  return best ?? searchOf(run, families, lists);
}

function begin(search: Search, order: readonly number[]): void {
  search.steps = stepsPerFamily * search.families.length;
  startAfresh(search, order);
  settle(search, () => 0);
  updateClaims(search);
}

/**
 * Repairs claim after claim. A state with one claim more is accepted now and then, because the way out of a corner may lead
 * through it; the best state is what remains.
 *
 * @returns how many families still have a claim
 */
function repair(search: Search, random: (below: number) => number, most: number): number {
  let left = claimants(search);
  let best = { mark: mark(search), count: left.length, round: 0 };
  const patienceInVain = Math.min(mostInVain, inVainPerFamily * search.families.length);
  for (let round = 0; round < repairsPerStart && best.count > 0 && search.looked < most; round++) {
    if (round - best.round > patienceInVain) break;
    const before = mark(search);
    const family = left[random(left.length)]!;
    forgetLosses(search, patience[random(patience.length)]!);
    search.steps =
      random(oddsOfFar) > 0 ? random(nearSteps) : stepsPerFamily * Math.min(search.families.length, 500);
    if (random(3) === 0) {
      give(search, family, search.claim[family]!);
      search.waiting.push(family);
    } else startAfresh(search, [family, ...neighbours(search, family, random)]);
    settle(search, random);
    updateClaims(search);
    const after = claimants(search);
    if (after.length < best.count) best = { mark: mark(search), count: after.length, round };
    const worse = after.length - left.length;
    if (worse <= 0 || (after.length <= best.count + 1 && random(oddsOfWorse) === 0)) left = after;
    else goBack(search, before);
  }
  goBack(search, best.mark);
  grantWhatIsFree(search);
  return claimants(search).length;
}

/** Some of the families that compete for the seats which a family holds and claims. */
function neighbours(search: Search, family: number, random: (below: number) => number): number[] {
  const { tuples } = search.lists[family]!;
  const { group } = search.seats.run.lists.entries;
  const size = search.families[family]!.members.length;
  const found = new Set<number>();
  const share = 2 + random(5);
  for (const tuple of [search.claim[family]!, search.tuple[family]!]) {
    for (const entry of tuples.subarray(tuple * size, (tuple + 1) * size)) {
      if (entry === -1) continue;
      for (const other of search.familiesAt.get(group[entry]!) ?? [])
        if (random(share) === 0) found.add(other);
    }
  }
  found.delete(family);
  return [...found];
}

/** Takes families out of their places together; they come in again one by one. */
function startAfresh(search: Search, families: readonly number[]): void {
  for (const family of families) {
    give(search, family, search.lists[family]!.size - 1);
    search.waiting.push(family);
  }
}

function shuffled(order: readonly number[], random: (below: number) => number): number[] {
  const list = [...order];
  for (let index = list.length - 1; index > 0; index--) {
    const other = random(index + 1);
    [list[index], list[other]] = [list[other]!, list[index]!];
  }
  return list;
}

/** Mulberry32: small, and the same everywhere. Not for lots. */
export function seeded(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
