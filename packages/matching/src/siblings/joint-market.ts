import { writeResult } from '../certificate/write-result.ts';
import type { SeatRule } from '../engine/choice.ts';
import { backstopWish, withBackstops } from '../engine/entries.ts';
import type { Lists } from '../engine/lists.ts';
import type { Run } from '../engine/run.ts';
import { marketOf, type Prepared, prepare, runSingles } from '../engine/run.ts';
import { settingOf } from '../engine/setting.ts';
import type { GroupBand, MatchInput, MatchResult } from '../format.ts';
import { updateClaims } from './claim-test.ts';
import { jointFamilies } from './families.ts';
import { type JointList, jointList } from './joint-list.ts';
import { searchOf } from './search.ts';
import { frozenRooms, withFamilies } from './solve.ts';

/** One kindergarten, or one age band of it, with the places that it has in the run. */
export interface JointMarketGroup {
  readonly kindergarten: string;
  readonly band: GroupBand;
  readonly rule: SeatRule;
  /** Everybody who may be placed here, as numbers of entries, the first in the order first. */
  readonly order: readonly number[];
}

/** One place on one child's list. */
export interface JointMarketEntry {
  readonly child: number;
  readonly group: number;
  /** What the child is to the rule of the group; 0 where the rule only counts. */
  readonly seatClass: number;
  /** Outside the wishes, by the right to a place. */
  readonly backstop: boolean;
}

export interface JointMarketChild {
  readonly id: string;
  /** Its list, best first. A child of a joint family asks for itself only where an entry is a backstop. */
  readonly entries: readonly number[];
  readonly tenant: boolean;
  /** Its joint family, or −1. */
  readonly family: number;
}

export interface JointMarketFamily {
  readonly id: string;
  readonly members: readonly number[];
  /** Joint wishes, best first: an entry, or −1, for each member. The last is what the family has in any case. */
  readonly tuples: readonly (readonly number[])[];
}

/** What docs/allocation-format.md §§ 2–8 make of a document with joint families, for a solver outside the engine. */
export interface JointMarket {
  readonly groups: readonly JointMarketGroup[];
  readonly entries: readonly JointMarketEntry[];
  readonly children: readonly JointMarketChild[];
  readonly families: readonly JointMarketFamily[];
  /**
   * Writes an allocation down with its certificate: deviations, refusals, rights, as for any other. It need not be good, but it must
   * fit the seats and give each family one of its tuples; the checker judges it.
   *
   * @param held for each child its entry, or −1
   * @param engine who found it
   */
  write(held: readonly number[], engine: string): MatchResult;
}

/**
 * Reads a document as a market of groups, orders and lists, with all backstops and all joint wishes.
 *
 * @throws AppError `bad-match-input`, like `allocate`
 */
export function jointMarket(input: MatchInput): JointMarket {
  const prepared = prepare(settingOf(input));
  const { applicants, kindergartens, groups } = prepared.setting;
  const families = jointFamilies(prepared.setting);
  const alone = runSingles(prepared);
  const lists = withAllBackstops(prepared, alone.lists);
  const { market, ranking } = marketOf(prepared, lists);
  const frozen = frozenRooms(alone);
  prepared.rooms.forEach((room, index) => {
    const [first, second] = frozen[index]!;
    market.rules[room.first] = { ...market.rules[room.first]!, places: first };
    market.rules[room.second] = { ...market.rules[room.second]!, places: second };
  });
  const run = { prepared, lists, ranking, market, proposals: 0 };
  const joint = families.map((family) => jointList(prepared.setting, lists.entries, family));
  const familyOf = new Map(families.flatMap(({ members }, family) => members.map((row) => [row, family])));
  const { offset, group, wish } = lists.entries;
  return {
    groups: groups.map(({ kindergarten, band }, index) => ({
      kindergarten: kindergartens[kindergarten]!.id,
      band,
      rule: market.rules[index]!,
      order: [...ranking.entryAt.subarray(ranking.segment[index], ranking.segment[index + 1])],
    })),
    entries: Array.from(group, (index, entry) => ({
      child: ranking.rowOf[entry]!,
      group: index,
      seatClass: market.rules[index]!.kind === 'plain' ? 0 : market.classAt[ranking.positionOf[entry]!]!,
      backstop: wish[entry] === backstopWish,
    })),
    children: applicants.map(({ id, current }, row) => {
      const family = familyOf.get(row) ?? -1;
      const together = families[family]?.mode === 'required';
      const own = Array.from({ length: offset[row + 1]! - offset[row]! }, (_, at) => offset[row]! + at);
      return {
        id,
        family,
        tenant: current !== undefined,
        entries: together ? own.filter((entry) => wish[entry] !== backstopWish) : own,
      };
    }),
    families: families.map(({ id, members }, family) => ({
      id,
      members,
      tuples: tuplesOf(joint[family]!, members.length),
    })),
    write: (held, engine) =>
      writeResult(
        withFamilies(searchAt({ ...run, held: Int32Array.from(held) }, families, joint), {}),
        engine,
      ),
  };
}

function withAllBackstops({ setting }: Prepared, lists: Lists): Lists {
  const rows = [...setting.applicants.keys()].filter((row) => {
    const { rightToPlace, current } = setting.applicants[row]!;
    return rightToPlace === true && current === undefined;
  });
  return withBackstops(setting, lists, rows);
}

const tuplesOf = ({ size, tuples }: JointList, members: number): number[][] =>
  Array.from({ length: size }, (_, tuple) => [...tuples.subarray(tuple * members, (tuple + 1) * members)]);

/** A search that stands at this allocation and knows every claim in it. */
function searchAt(run: Run, families: ReturnType<typeof jointFamilies>, joint: readonly JointList[]) {
  const search = searchOf(run, families, joint);
  const { wish } = run.lists.entries;
  families.forEach(({ members }, family) => {
    const own = members.map((row) => {
      const entry = run.held[row]!;
      return entry !== -1 && wish[entry] === backstopWish ? -1 : entry;
    });
    const tuples = tuplesOf(joint[family]!, members.length);
    const tuple = tuples.findIndex((one) => one.every((entry, index) => entry === own[index]));
    if (tuple === -1) throw new RangeError('a family holds none of its joint wishes');
    search.tuple[family] = tuple;
  });
  for (const group of run.market.rules.keys()) search.seats.changed.add(group);
  updateClaims(search);
  return search;
}
