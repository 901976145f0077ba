import { compareIds } from '../canonical/id-order.ts';
import { lotDraw } from '../lot/lot.ts';
import { lotKey, lotSecret } from '../lot/lot-key.ts';
import type { Entries, Lots, Near } from './lists.ts';
import type { Setting } from './setting.ts';

/** A place in an order: each entry has one, unique over all groups; lower is better inside a group. */
export interface Ranking {
  /** First position of each group, and one past the last. */
  readonly segment: Int32Array;
  readonly positionOf: Int32Array;
  readonly entryAt: Int32Array;
  readonly rowOf: Int32Array;
}

/**
 * Draws all lots. Equal lots (siblings; a collision) fall by lot key, then by id.
 *
 * @param near a document with the same draw: who is in it has drawn already
 */
export function drawLots(setting: Setting, near?: Near): Lots {
  const { applicants, input } = setting;
  const draw = lotDraw(lotSecret(input), input.intake ?? '');
  const lot = new Float64Array(applicants.length);
  applicants.forEach((applicant, row) => {
    const known = near?.rowOf.get(applicant.id) ?? -1;
    lot[row] =
      near && near.setting.applicants[known]?.family === applicant.family && known !== -1
        ? near.lots.lot[known]!
        : draw(lotKey(applicant));
  });
  const order = rowsByLot(lot);
  const byName = (a: number, b: number) =>
    compareIds(lotKey(applicants[a]!), lotKey(applicants[b]!)) ||
    compareIds(applicants[a]!.id, applicants[b]!.id);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && lot[order[end]!] === lot[order[start]!]) end++;
    if (end - start > 1) order.subarray(start, end).sort(byName);
    start = end;
  }
  return { lot, place: placesIn(order) };
}

const lotLimit = 2 ** 48;

/** Lots are spread evenly, so one throw into as many buckets as there are rows leaves nearly nothing to sort. */
export function rowsByLot(lot: Float64Array): Int32Array {
  const size = lot.length;
  const perLot = 2 ** bitsFor(size) / lotLimit;
  const next = new Int32Array(2 ** bitsFor(size) + 1);
  for (let row = 0; row < size; row++) next[Math.floor(lot[row]! * perLot) + 1]!++;
  for (let bucket = 1; bucket < next.length; bucket++) next[bucket]! += next[bucket - 1]!;
  const order = new Int32Array(size);
  for (let row = 0; row < size; row++) order[next[Math.floor(lot[row]! * perLot)]!++] = row;
  for (let index = 1; index < size; index++) {
    const row = order[index]!;
    let to = index;
    for (; to > 0 && lot[order[to - 1]!]! > lot[row]!; to--) order[to] = order[to - 1]!;
    order[to] = row;
  }
  return order;
}

export function placesIn(order: Int32Array): Int32Array {
  const place = new Int32Array(order.length);
  for (let index = 0; index < order.length; index++) place[order[index]!] = index;
  return place;
}

/** Bits that the numbers below `count` need. */
const bitsFor = (count: number): number => 32 - Math.clz32(Math.max(0, count - 1));

/** Lists that were ranked before, as the source of new ones. */
export interface Ranked {
  readonly entries: Entries;
  readonly ranking: Ranking;
}

/**
 * Ranks all entries inside their groups: by code, then by the place in the draw. Entries go into their groups' segments in the
 * order of rows (neighbours beside neighbours, so the processor's cache holds what is read), and each segment is sorted as
 * 64-bit words of (code, place in the draw, index).
 *
 * A group in which nobody is new and no code has changed (`entries.source`) keeps its order: that follows from codes and draw alone.
 *
 * @param before what `entries.source` speaks of; the draw must be the same
 */
export function rank(entries: Entries, groups: number, place: Int32Array, before?: Ranked): Ranking {
  const { offset, group } = entries;
  const size = group.length;
  const segment = new Int32Array(groups + 1);
  for (let entry = 0; entry < size; entry++) segment[group[entry]! + 1]!++;
  for (let index = 0; index < groups; index++) segment[index + 1]! += segment[index]!;

  const gathered = new Int32Array(size);
  const rowOf = new Int32Array(size);
  const next = segment.slice();
  for (let row = 0; row < place.length; row++) {
    const end = offset[row + 1]!;
    for (let entry = offset[row]!; entry < end; entry++) {
      rowOf[entry] = row;
      gathered[next[group[entry]!]!++] = entry;
    }
  }

  const entryAt = new Int32Array(size);
  const positionOf = new Int32Array(size);
  const sorter = segmentSorter(largestSegment(segment), bitsFor(place.length));
  const kept = before && keeper(entries, before);
  for (let index = 0; index < groups; index++) {
    const start = segment[index]!;
    const end = segment[index + 1]!;
    if (!kept?.(gathered.subarray(start, end), entryAt.subarray(start, end)))
      sorter(entries, gathered.subarray(start, end), rowOf, place, entryAt.subarray(start, end));
    for (let position = start; position < end; position++) positionOf[entryAt[position]!] = position;
  }
  return { segment, positionOf, entryAt, rowOf };
}

/** Puts the entries of one segment into `into` in the order that they had before, if they all had one. @returns whether they had */
function keeper({ source, group: groupHere }: Entries, { entries, ranking }: Ranked) {
  const here = new Int32Array(entries.group.length).fill(-1);
  source?.forEach((from, entry) => {
    if (from !== -1) here[from] = entry;
  });
  return (segment: Int32Array, into: Int32Array): boolean => {
    const first = source?.[segment[0] ?? -1] ?? -1;
    const group = first === -1 ? -1 : entries.group[first]!;
    if (group === -1) return false;
    for (const entry of segment) {
      const from = source?.[entry] ?? -1;
      if (from === -1 || entries.group[from] !== group) return false;
    }
    let length = 0;
    for (let position = ranking.segment[group]!; position < ranking.segment[group + 1]!; position++) {
      const entry = here[ranking.entryAt[position]!]!;
      // Some have gone; and where bands are new, others of the same group there are in another here.
      if (entry !== -1 && groupHere[entry] === groupHere[segment[0]!]) into[length++] = entry;
    }
    return true;
  };
}

function largestSegment(segment: Int32Array): number {
  let largest = 0;
  for (let index = 1; index < segment.length; index++) {
    largest = Math.max(largest, segment[index]! - segment[index - 1]!);
  }
  return largest;
}

const half = 2 ** 32;

/** Sorts the entries of one segment into `into`. Words are written and read as pairs of 32 bits: no bigint is made. */
function segmentSorter(largest: number, placeBits: number) {
  const words = new BigUint64Array(largest);
  const halves = new Uint32Array(words.buffer);
  const [low, high] = littleEndian() ? [0, 1] : [1, 0];
  return (
    entries: Entries,
    segment: Int32Array,
    rowOf: Int32Array,
    place: Int32Array,
    into: Int32Array,
  ): void => {
    const { code } = entries;
    const { length } = segment;
    const indexBits = bitsFor(length);
    const perPlace = 2 ** indexBits;
    const perCode = 2 ** (indexBits + placeBits);
    const most = 2 ** 64 / perCode;
    let dense: Float64Array | undefined;
    for (let index = 0; index < length; index++) {
      // Not a number where the order is too wide for a double.
      if (!(code[segment[index]!]! < most)) {
        dense = denseCodes(entries, segment);
        break;
      }
    }
    const perHalf = half / perCode;
    for (let index = 0; index < length; index++) {
      const entry = segment[index]!;
      const value = dense ? dense[index]! : code[entry]!;
      const tail = place[rowOf[entry]!]! * perPlace + index;
      const above = Math.floor(value / perHalf);
      // The remainder of 2^32 is taken by the array itself.
      halves[2 * index + low] = (value - above * perHalf) * perCode + tail;
      halves[2 * index + high] = above + (perCode > half ? Math.floor(tail / half) : 0);
    }
    words.subarray(0, length).sort();
    for (let index = 0; index < length; index++) {
      into[index] = segment[halves[2 * index + low]! & (perPlace - 1)]!;
    }
  };
}

/** Small codes in the same order, for a segment whose codes are too large to stand beside the place in the draw. */
function denseCodes({ code, wide }: Entries, segment: Int32Array): Float64Array {
  const codes = Array.from(segment, (entry) => wide.get(entry) ?? code[entry]!);
  const values = [...new Set(codes)].sort((a, b) => (a < b ? -1 : 1));
  const number = new Map(values.map((value, index) => [value, index]));
  return Float64Array.from(codes, (value) => number.get(value)!);
}

const littleEndian = (): boolean => new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
