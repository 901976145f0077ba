import { compareIds } from '../canonical/id-order.ts';
import { lotDraw } from '../lot/lot.ts';
import { lotKey, lotSecret } from '../lot/lot-key.ts';
import type { Entries } from './entries.ts';
import type { Setting } from './setting.ts';

/** A place in an order: each entry has one, unique over all groups; lower is better inside a group. */
export interface Ranking {
  /** First position of each group, and one past the last. */
  readonly segment: Int32Array;
  readonly positionOf: Int32Array;
  readonly entryAt: Int32Array;
  readonly rowOf: Int32Array;
}

/** The lot of each row, and the rows in the order of the lot. */
export interface Lots {
  readonly lot: Float64Array;
  readonly order: Int32Array;
}

/** Draws all lots. Equal lots (siblings; a collision) fall by lot key, then by id. */
export function drawLots(setting: Setting): Lots {
  const { applicants, input } = setting;
  const draw = lotDraw(lotSecret(input), input.intake ?? '');
  const lot = new Float64Array(applicants.length);
  applicants.forEach((applicant, row) => {
    lot[row] = draw(lotKey(applicant));
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
  return { lot, order };
}

const digits = 65_536;

/** Radix sort in three rounds of 16 bits; a lot has 48. */
export function rowsByLot(lot: Float64Array): Int32Array {
  const size = lot.length;
  let from = Int32Array.from(lot.keys());
  if (size < 2000) return from.sort((a, b) => lot[a]! - lot[b]! || a - b);
  let to = new Int32Array(size);
  const digit = new Uint16Array(size);
  for (let divisor = 1; divisor < 2 ** 48; divisor *= digits) {
    const next = new Int32Array(digits + 1);
    for (let row = 0; row < size; row++) {
      const value = Math.floor(lot[row]! / divisor) % digits;
      digit[row] = value;
      next[value + 1]!++;
    }
    for (let value = 0; value < digits; value++) next[value + 1]! += next[value]!;
    for (let index = 0; index < size; index++) {
      const row = from[index]!;
      to[next[digit[row]!]!++] = row;
    }
    [from, to] = [to, from];
  }
  return from;
}

/**
 * Ranks all entries inside their groups: by code, then by lot. Rows walk in lot order into their groups' segments, and
 * each segment is sorted as 64-bit words of (code, place in the walk), so that equal codes keep the lot's order.
 */
export function rank(entries: Entries, groups: number, lotOrder: Int32Array): Ranking {
  const { offset, group, code } = entries;
  const size = group.length;
  const segment = new Int32Array(groups + 1);
  for (let entry = 0; entry < size; entry++) segment[group[entry]! + 1]!++;
  for (let index = 0; index < groups; index++) segment[index + 1]! += segment[index]!;

  const walked = new Int32Array(size);
  const rowOf = new Int32Array(size);
  const next = segment.slice();
  for (let index = 0; index < lotOrder.length; index++) {
    const row = lotOrder[index]!;
    const end = offset[row + 1]!;
    for (let entry = offset[row]!; entry < end; entry++) {
      rowOf[entry] = row;
      walked[next[group[entry]!]!++] = entry;
    }
  }

  const entryAt = new Int32Array(size);
  const positionOf = new Int32Array(size);
  const sorter = segmentSorter(largestSegment(segment));
  for (let index = 0; index < groups; index++) {
    const start = segment[index]!;
    const end = segment[index + 1]!;
    const codes = entries.wide.size > 0 ? narrowed(entries, walked.subarray(start, end)) : undefined;
    sorter(walked, code, codes, start, end, entryAt);
    for (let position = start; position < end; position++) positionOf[entryAt[position]!] = position;
  }
  return { segment, positionOf, entryAt, rowOf };
}

function largestSegment(segment: Int32Array): number {
  let largest = 0;
  for (let index = 1; index < segment.length; index++) {
    largest = Math.max(largest, segment[index]! - segment[index - 1]!);
  }
  return largest;
}

/** Dense codes for a segment whose order does not fit a double; undefined when it does. */
function narrowed(entries: Entries, segment: Int32Array): Float64Array | undefined {
  if (segment.length === 0 || !entries.wide.has(segment[0]!)) return undefined;
  const values = [...new Set([...segment].map((entry) => entries.wide.get(entry)!))];
  values.sort((a, b) => (a < b ? -1 : 1));
  const dense = new Map(values.map((value, index) => [value, index]));
  return Float64Array.from(segment, (entry) => dense.get(entries.wide.get(entry)!)!);
}

const word = 2 ** 32;

/** Sorts one segment of `walked` by code into `into`. Words are written and read as pairs of 32 bits: no bigint is made. */
function segmentSorter(largest: number) {
  const words = new BigUint64Array(largest);
  const halves = new Uint32Array(words.buffer);
  const [low, high] = littleEndian() ? [0, 1] : [1, 0];
  return (
    walked: Int32Array,
    code: Float64Array,
    dense: Float64Array | undefined,
    start: number,
    end: number,
    into: Int32Array,
  ): void => {
    const length = end - start;
    const bits = Math.max(1, 32 - Math.clz32(Math.max(0, length - 1)));
    const places = 2 ** bits;
    const most = 2 ** (64 - bits);
    for (let index = 0; index < length; index++) {
      const value = dense ? dense[index]! : code[walked[start + index]!]!;
      if (value >= most) {
        sortByComparing(walked, code, start, end, into);
        return;
      }
      const above = Math.floor((value * places) / word);
      halves[2 * index + high] = above;
      halves[2 * index + low] = (value % (word / places)) * places + index;
    }
    words.subarray(0, length).sort();
    for (let index = 0; index < length; index++) {
      into[start + index] = walked[start + (halves[2 * index + low]! & (places - 1))]!;
    }
  };
}

/** Only for groups with so many children and so fine an order that 64 bits are too few. */
function sortByComparing(
  walked: Int32Array,
  code: Float64Array,
  start: number,
  end: number,
  into: Int32Array,
) {
  const sorted = [...walked.subarray(start, end).entries()].sort(
    ([i, a], [j, b]) => code[a]! - code[b]! || i - j,
  );
  sorted.forEach(([, entry], index) => {
    into[start + index] = entry;
  });
}

const littleEndian = (): boolean => new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
