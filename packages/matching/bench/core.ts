import {
  heldEntries,
  interleaved,
  type Market,
  nobodyHeld,
  propose,
} from '../src/engine/deferred-acceptance.ts';
import type { Entries } from '../src/engine/lists.ts';
import { placesIn, type Ranking, rank, rowsByLot } from '../src/engine/ranking.ts';
import { seeded } from '../src/siblings/repair.ts';
import { type Town, townOf } from './town.ts';

export interface CoreInstance {
  readonly town: Town;
  readonly entries: Entries;
  readonly lot: Float64Array;
  readonly seats: Int32Array;
}

/**
 * Lists and codes of a town in typed arrays. Seats for 97 of 100 children; the code is five facts (sibling, zone, staff and
 * distance to 100 m), ties by lot. Rows in the order they came in, or (as the engine numbers them) by first wish.
 */
export function coreInstance(seed: number, children: number, byFirstWish = true): CoreInstance {
  const asTheyCame = townOf(seed, children, Math.max(1, Math.round(children / 40)));
  const town = byFirstWish ? numberedByFirstWish(asTheyCame) : asTheyCame;
  const random = seeded(seed + 7);
  const { wishesEach } = town;
  const size = children * wishesEach;
  const lot = new Float64Array(children);
  for (let child = 0; child < children; child++) lot[child] = random(2 ** 31) * 2 ** 17 + random(2 ** 17);
  const offset = Int32Array.from({ length: children + 1 }, (_, child) => child * wishesEach);
  const seats = Int32Array.from(
    { length: town.kindergartens },
    (_, index) =>
      Math.floor(((index + 1) * 0.97 * children) / town.kindergartens) -
      Math.floor((index * 0.97 * children) / town.kindergartens),
  );
  const entries: Entries = {
    offset,
    group: town.wishes,
    wish: Int32Array.from({ length: size }, (_, entry) => (entry % wishesEach) + 1),
    code: new Float64Array(size),
    wide: new Map(),
    withBackstop: new Uint8Array(children),
  };
  return { town, entries, lot, seats };
}

/** The same town with its children numbered by first wish: one pass to count, one to place. Neighbours are neighbours in memory. */
export function numberedByFirstWish(town: Town): Town {
  const { children, wishes, wishesEach, kindergartens } = town;
  const next = new Int32Array(kindergartens + 1);
  for (let child = 0; child < children; child++) next[wishes[child * wishesEach]! + 1]!++;
  for (let index = 1; index <= kindergartens; index++) next[index]! += next[index - 1]!;
  const numbered = {
    ...town,
    homeX: new Int32Array(children),
    homeY: new Int32Array(children),
    wishes: new Int32Array(wishes.length),
  };
  for (let child = 0; child < children; child++) {
    const from = child * wishesEach;
    const to = next[wishes[from]!]!++;
    numbered.homeX[to] = town.homeX[child]!;
    numbered.homeY[to] = town.homeY[child]!;
    for (let wish = 0; wish < wishesEach; wish++)
      numbered.wishes[to * wishesEach + wish] = wishes[from + wish]!;
  }
  return numbered;
}

/** Works the raw facts of every wish into codes: sibling, zone, staff, then distance in steps of 100 m. */
export function codeAll({ town, entries }: CoreInstance): void {
  const { homeX, homeY, kindergartenX, kindergartenY, wishesEach } = town;
  for (let entry = 0, child = 0, left = wishesEach; entry < entries.group.length; entry++, left--) {
    if (left === 0) {
      child++;
      left = wishesEach;
    }
    const kindergarten = entries.group[entry]!;
    const dx = homeX[child]! - kindergartenX[kindergarten]!;
    const dy = homeY[child]! - kindergartenY[kindergarten]!;
    const metres = Math.floor(Math.sqrt(dx * dx + dy * dy));
    const mixed = Math.imul(child + 1, 0x9e3779b1) ^ Math.imul(kindergarten + 1, 0x85ebca6b);
    const sibling = (mixed >>> 8) % 7 === 0 ? 0 : 1;
    const zone = metres < 600 ? 0 : 1;
    const staff = (mixed >>> 16) % 50 === 0 ? 0 : 1;
    entries.code[entry] = ((sibling * 2 + zone) * 2 + staff) * 1000 + Math.min(999, Math.floor(metres / 100));
  }
}

export function rankAll({ entries, lot, town }: CoreInstance): Ranking {
  return rank(entries, town.kindergartens, placesIn(rowsByLot(lot)));
}

/** What the kernel runs on, and the rows that take part. */
export type CoreMarket = Market & { readonly rows: Int32Array };

export function coreMarket({ entries, seats, town }: CoreInstance, ranking: Ranking): CoreMarket {
  return {
    offset: entries.offset,
    pairs: interleaved(entries.offset, ranking.positionOf, entries.group),
    entryAt: ranking.entryAt,
    segment: ranking.segment,
    rules: [...seats].map((places) => ({ kind: 'plain', places })),
    classAt: new Int32Array(0),
    rows: Int32Array.from({ length: town.children }, (_, row) => row),
  };
}

export function solveCore(market: CoreMarket): { proposals: number; held: ReturnType<typeof nobodyHeld> } {
  const held = nobodyHeld(market);
  return { proposals: propose(market, held, market.rows), held };
}

/** What the certificate says of the groups: filled, the rank of the last admitted, and the proof of child-optimality. */
export function certifyCore(
  market: Market,
  ranking: Ranking,
  held: ReturnType<typeof nobodyHeld>,
  group: Int32Array,
) {
  const entries = heldEntries(market, held, ranking.rowOf);
  const groups = market.rules.length;
  const cutoff = new Int32Array(groups);
  const next = new Int32Array(groups).fill(-1);
  for (let index = 0; index < groups; index++) {
    const start = ranking.segment[index]!;
    let top = -1;
    for (let position = start; position < ranking.segment[index + 1]!; position++) {
      const entry = ranking.entryAt[position]!;
      const got = entries[ranking.rowOf[entry]!]!;
      if (got === entry) cutoff[index] = position - start + 1;
      else if (top === -1 && (got === -1 || entry < got)) top = got === -1 ? -2 : group[got]!;
    }
    next[index] = top;
  }
  return { cutoff, next };
}

/** A child's place is the best group whose cut-off it reaches: so the certificate's numbers alone give the result. */
export function placesFromCutoffs(
  { entries }: CoreInstance,
  { positionOf, segment }: Ranking,
  cutoff: Int32Array,
): Int32Array {
  const { offset, group } = entries;
  return Int32Array.from({ length: offset.length - 1 }, (_, row) => {
    for (let entry = offset[row]!; entry < offset[row + 1]!; entry++) {
      const index = group[entry]!;
      if (positionOf[entry]! - segment[index]! < cutoff[index]!) return index;
    }
    return -1;
  });
}

/** The same algorithm as one would write it without thought of speed: objects, Maps, and a list of names. */
export function naive(
  { entries, town, seats }: CoreInstance,
  ranking: Ranking,
): { readonly solve: () => void; readonly places: () => Int32Array } {
  const schools = new Map<string, { capacity: number; rank: Map<string, number>; held: string[] }>();
  for (let index = 0; index < town.kindergartens; index++) {
    schools.set(`k${index}`, { capacity: seats[index]!, rank: new Map(), held: [] });
  }
  for (let index = 0; index < town.kindergartens; index++) {
    const school = schools.get(`k${index}`)!;
    for (let position = ranking.segment[index]!; position < ranking.segment[index + 1]!; position++) {
      school.rank.set(`c${ranking.rowOf[ranking.entryAt[position]!]!}`, position);
    }
  }
  const children = new Map<string, { wishes: string[]; next: number; place: string | null }>();
  for (let row = 0; row < town.children; row++) {
    const wishes = [...entries.group.subarray(entries.offset[row]!, entries.offset[row + 1]!)].map(
      (index) => `k${index}`,
    );
    children.set(`c${row}`, { wishes, next: 0, place: null });
  }
  const solve = () => {
    const queue = [...children.keys()];
    while (queue.length > 0) {
      const id = queue.pop()!;
      const child = children.get(id)!;
      const wish = child.wishes[child.next++];
      if (wish === undefined) continue;
      const school = schools.get(wish)!;
      school.held.push(id);
      child.place = wish;
      if (school.held.length <= school.capacity) continue;
      let last = 0;
      for (let index = 1; index < school.held.length; index++) {
        if (school.rank.get(school.held[index]!)! > school.rank.get(school.held[last]!)!) last = index;
      }
      const [out = id] = school.held.splice(last, 1);
      children.get(out)!.place = null;
      queue.push(out);
    }
  };
  const places = () =>
    Int32Array.from({ length: town.children }, (_, row) => {
      const place = children.get(`c${row}`)!.place;
      return place === null ? -1 : Number(place.slice(1));
    });
  return { solve, places };
}
