import { bandOrder, placesForFirst, placesForSecond, type SharedRoom, sharedRooms } from './conversion.ts';
import {
  type Held,
  heldEntries,
  interleaved,
  type Market,
  nobodyHeld,
  openGroup,
  propose,
} from './deferred-acceptance.ts';
import { listsOf, withBackstops } from './entries.ts';
import type { Lists, Lots, Near } from './lists.ts';
import { nearIn, type RankMemory, remember } from './rank-memory.ts';
import { drawLots, type Ranking, rank } from './ranking.ts';
import { type SeatPlan, seatPlan } from './seat-plan.ts';
import type { Setting } from './setting.ts';

/** Everything that stays the same however often a document is run. */
export interface Prepared {
  readonly setting: Setting;
  readonly lots: Lots;
  readonly plan: SeatPlan;
  readonly rooms: readonly SharedRoom[];
  /** Whether any order needs lots. */
  readonly drawn: boolean;
  /** A document like this one that was ranked before. */
  readonly near: Near | undefined;
}

/** Children, their lists and their places. */
export interface Run {
  readonly prepared: Prepared;
  readonly lists: Lists;
  readonly ranking: Ranking;
  readonly market: Market;
  /** The entry that each row holds, or −1. */
  readonly held: Int32Array;
  readonly proposals: number;
}

export interface RunOptions {
  readonly lists?: Lists;
  /** Rows that take no part. */
  readonly absent?: Uint8Array;
  /** Places fixed beforehand in the groups that share room: [first, second] for each room. */
  readonly frozen?: readonly (readonly [number, number])[];
}

/** @param memory of runs before; what has not changed since is not ranked again */
export function prepare(setting: Setting, memory?: RankMemory): Prepared {
  const plan = seatPlan(setting);
  const needsLot =
    setting.orderIndex.includes(undefined) || setting.applicants.some(({ current }) => current !== undefined);
  const near = nearIn(memory, setting, needsLot);
  const rows = setting.applicants.length;
  const lots = needsLot
    ? drawLots(setting, near)
    : { lot: new Float64Array(rows), place: Int32Array.from({ length: rows }, (_, row) => row) };
  return { setting, lots, plan, rooms: sharedRooms(setting, plan.tenants), drawn: needsLot, near };
}

/**
 * Runs deferred acceptance for children who apply for themselves: band by band where places are converted, and again
 * with backstops for children with a right to a place whose own list ran out, until no more such child turns up.
 */
export function runSingles(prepared: Prepared, options: RunOptions = {}): Run {
  const { setting } = prepared;
  let lists = options.lists ?? listsOf(setting, prepared.near);
  let proposals = 0;
  for (;;) {
    const { market, ranking } = marketOf(prepared, lists);
    const held = nobodyHeld(market);
    let missing: number[] = [];
    for (const part of parts(prepared, options, market, held)) {
      proposals += propose(market, held, part);
      missing = withoutPlace(setting, lists, heldEntries(market, held, ranking.rowOf), part);
      if (missing.length > 0) break;
    }
    if (missing.length === 0) {
      return { prepared, lists, ranking, market, held: heldEntries(market, held, ranking.rowOf), proposals };
    }
    lists = withBackstops(setting, lists, missing, prepared.near);
  }
}

/** Lays everything out for the kernel. The same lists are ranked once, however often they are run (siblings run them three times). */
export function marketOf(prepared: Prepared, lists: Lists): { market: Market; ranking: Ranking } {
  let known = ranked.get(lists);
  if (!known) {
    known = ranksOf(prepared, lists);
    ranked.set(lists, known);
  }
  const { ranking, market } = known;
  return { ranking, market: { ...market, rules: [...prepared.plan.rules] } };
}

/** Keeps this run's ranking for the next document; not what that one came from in turn. */
export function rememberRun(memory: RankMemory, { prepared, lists }: Run): void {
  const last = { ...lists, from: undefined };
  const laid = ranked.get(lists);
  if (laid) ranked.set(last, laid);
  const { setting, lots, drawn } = prepared;
  remember(memory, { setting, lots, drawn, lists: last });
}

interface Laid {
  readonly ranking: Ranking;
  readonly market: Omit<Market, 'rules'>;
}

const ranked = new WeakMap<Lists, Laid>();

function ranksOf({ setting, lots, plan }: Prepared, lists: Lists): Laid {
  const { entries } = lists;
  const from = lists.from && ranked.get(lists.from);
  const before = lists.from && from && { entries: lists.from.entries, ranking: from.ranking };
  const ranking = rank(entries, setting.groups.length, lots.place, before);
  const { segment, entryAt, rowOf, positionOf } = ranking;
  const classAt = new Int32Array(plan.classify.length > 0 ? entryAt.length : 0);
  plan.classify.forEach((classify, group) => {
    for (let position = segment[group]!; position < segment[group + 1]!; position++) {
      classAt[position] = classify(rowOf[entryAt[position]!]!);
    }
  });
  const pairs = interleaved(entries.offset, positionOf, entries.group);
  return { ranking, market: { offset: entries.offset, pairs, entryAt, segment, classAt } };
}

/** The rows that run together, in the published order of bands; opens the places of each part when its turn comes. */
function* parts(prepared: Prepared, options: RunOptions, market: Market, held: Held): Generator<Int32Array> {
  const { setting, rooms } = prepared;
  const rows = Int32Array.from(setting.applicants.keys()).filter((row) => !options.absent?.[row]);
  if (rooms.length === 0) {
    yield rows;
    return;
  }
  const open = (group: number, places: number) => {
    const rule = { ...market.rules[group]!, places };
    market.rules[group] = rule;
    openGroup(held, group, rule);
  };
  const [first, second] = bandOrder(setting);
  rooms.forEach((room, index) => {
    open(room.first, options.frozen?.[index]?.[0] ?? placesForFirst(room));
  });
  yield rows.filter((row) => setting.applicants[row]!.band === first);
  const used = rooms.map((room) => heldCount(market, held, room.first));
  rooms.forEach((room, index) => {
    open(room.second, options.frozen?.[index]?.[1] ?? placesForSecond(room, used[index]!));
  });
  yield rows.filter((row) => setting.applicants[row]!.band === second);
}

function heldCount(market: Market, held: Held, group: number): number {
  const rule = market.rules[group]!;
  return rule.kind === 'plain' ? rule.places - held.groups[2 * group + 1]! : held.lists[group]!.length;
}

/** Children with a right to a place whose list ran out, and who have no backstop yet. */
function withoutPlace(setting: Setting, lists: Lists, held: Int32Array, rows: Int32Array): number[] {
  const missing: number[] = [];
  for (const row of rows) {
    if (held[row] !== -1 || lists.entries.withBackstop[row] === 1) continue;
    if (setting.applicants[row]!.rightToPlace === true) missing.push(row);
  }
  return missing;
}
