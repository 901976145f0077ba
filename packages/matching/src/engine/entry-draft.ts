import { type OrderRule, orderCode, wideOrderCode } from './order-code.ts';
import { groupOf, type Setting } from './setting.ts';

/** Every child's list, one entry for each kindergarten on it, the best first. */
export interface Entries {
  /** First entry of each row, and one past the last. */
  readonly offset: Int32Array;
  readonly group: Int32Array;
  /** Wish number from 1, or `ownPlace`, or `backstopWish`. */
  readonly wish: Int32Array;
  /** The order at the group without the lot; NaN where `wide` holds it. */
  readonly code: Float64Array;
  readonly wide: ReadonlyMap<number, bigint>;
  /** Rows whose backstop is on their list. */
  readonly withBackstop: Uint8Array;
}

/** Collects entries row by row, in typed arrays that grow by doubling. */
export interface EntryDraft {
  startRow(row: number): void;
  /** @param wish the wish's number, `ownPlace` or `backstopWish` */
  add(kindergarten: number, wish: number): void;
  /** Takes over all entries of a row from earlier lists. */
  copy(from: Entries, row: number): void;
  finish(withBackstop: Uint8Array): Entries;
}

export function entryDraft(setting: Setting, rules: readonly OrderRule[], expected: number): EntryDraft {
  const { applicants } = setting;
  const offset = new Int32Array(applicants.length + 1);
  const wide = new Map<number, bigint>();
  let group = new Int32Array(expected);
  let wishes = new Int32Array(expected);
  let codes = new Float64Array(expected);
  let length = 0;
  let row = 0;

  const makeRoom = (more: number) => {
    if (length + more <= group.length) return;
    const size = Math.max(2 * group.length, length + more, 16);
    group = grown(group, new Int32Array(size));
    wishes = grown(wishes, new Int32Array(size));
    codes = grown(codes, new Float64Array(size));
  };

  return {
    startRow(next) {
      row = next;
      offset[row] = length;
    },
    add(kindergarten, wish) {
      makeRoom(1);
      const applicant = applicants[row]!;
      const rule = rules[kindergarten]!;
      const number = wish > 0 ? wish : null;
      group[length] = groupOf(setting, kindergarten, applicant.band);
      wishes[length] = wish;
      if (rule.wide && !rule.order) {
        codes[length] = Number.NaN;
        wide.set(length, wideOrderCode(rule, applicant, number, wish < 0, setting));
      } else codes[length] = orderCode(rule, applicant, number, wish < 0, setting);
      length++;
    },
    copy(from, source) {
      const first = from.offset[source]!;
      const end = from.offset[source + 1]!;
      makeRoom(end - first);
      for (let entry = first; entry < end; entry++, length++) {
        group[length] = from.group[entry]!;
        wishes[length] = from.wish[entry]!;
        codes[length] = from.code[entry]!;
        const code = from.wide.get(entry);
        if (code !== undefined) wide.set(length, code);
      }
    },
    finish(withBackstop) {
      offset[applicants.length] = length;
      return {
        offset,
        group: group.subarray(0, length),
        wish: wishes.subarray(0, length),
        code: codes.subarray(0, length),
        wide,
        withBackstop,
      };
    },
  };
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
