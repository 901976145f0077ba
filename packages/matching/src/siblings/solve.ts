import { frozenPlaces } from '../engine/conversion.ts';
import { withBackstops } from '../engine/entries.ts';
import type { Lists } from '../engine/lists.ts';
import type { Outcome } from '../engine/outcome.ts';
import { type Prepared, type Run, runSingles } from '../engine/run.ts';
import { familyClaims } from './claims.ts';
import { type JointFamily, jointFamilies } from './families.ts';
import { jointList } from './joint-list.ts';
import { bestSearch } from './repair.ts';
import { claimants, type Search, withoutBackstop } from './search.ts';

export interface SolveOptions {
  /** False: families left with a claim are not written down (which changes nobody's place). */
  readonly claims?: boolean;
}

/** Allocates a prepared document: children for themselves, then siblings on the places that are fixed by then. */
export function solve(prepared: Prepared, options: SolveOptions = {}): Outcome {
  const families = jointFamilies(prepared.setting);
  const alone = runSingles(prepared);
  if (families.length === 0) return withoutFamilies(alone);

  const frozen = frozenRooms(alone);
  const absent = new Uint8Array(prepared.setting.applicants.length);
  for (const { members } of families) for (const row of members) absent[row] = 1;
  let lists = alone.lists;
  // Which backstops are needed shows in a plain search; only then is it worth repairing.
  for (let repairs = false; ; ) {
    const run = runSingles(prepared, { lists, absent, frozen });
    const search = searchFamilies(run, families, repairs);
    const missing = withoutBackstop(search);
    if (missing.length === 0 && (repairs || claimants(search).length === 0))
      return withFamilies(search, options);
    repairs ||= missing.length === 0;
    lists = withBackstops(prepared.setting, run.lists, missing, prepared.near);
  }
}

function searchFamilies(run: Run, families: readonly JointFamily[], repairs: boolean): Search {
  const { setting, lots } = run.prepared;
  const lists = families.map((family) => jointList(setting, run.lists.entries, family));
  const first = families.map(({ members }) => Math.min(...members.map((row) => lots.place[row]!)));
  const lotOrder = [...families.keys()].sort((a, b) => first[a]! - first[b]!);
  return bestSearch(run, families, lists, lotOrder, { repairs });
}

/** The places of groups that share room, as they are fixed before siblings take part: § 7.4. */
export function frozenRooms(run: Run): (readonly [number, number])[] {
  const { rooms } = run.prepared;
  const used = heldByGroup(run, run.lists);
  return rooms.map((room) => frozenPlaces(room, used[room.first]!, used[room.second]!));
}

function heldByGroup(run: Run, lists: Lists): Int32Array {
  const used = new Int32Array(run.market.rules.length);
  for (const entry of run.held) if (entry !== -1) used[lists.entries.group[entry]!]!++;
  return used;
}

function withoutFamilies(run: Run): Outcome {
  const rows = run.prepared.setting.applicants.length;
  return {
    run,
    held: run.held,
    jointFamily: new Int32Array(rows).fill(-1),
    togetherOrNothing: new Uint8Array(rows),
    claims: [],
  };
}

/** What a search has come to, as it is written down. */
export function withFamilies(search: Search, options: SolveOptions): Outcome {
  const { run, held } = search.seats;
  const togetherOrNothing = new Uint8Array(held.length);
  for (const { mode, members } of search.families) {
    if (mode === 'required') for (const row of members) togetherOrNothing[row] = 1;
  }
  const claims = options.claims === false ? [] : familyClaims(search);
  return { run, held, jointFamily: search.familyOf, togetherOrNothing, claims };
}
