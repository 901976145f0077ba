import type { Entries, Near } from './lists.ts';
import { nearEntries } from './near.ts';
import { type OrderRule, orderCode, wideOrderCode } from './order-code.ts';
import { groupOf, type Setting } from './setting.ts';

/** Collects entries row by row, in typed arrays that grow by doubling. */
export interface EntryDraft {
  startRow(row: number): void;
  /** @param wish the wish's number, `ownPlace` or `backstopWish` */
  add(kindergarten: number, wish: number): void;
  /** Takes over all entries of a row from the lists that these grow out of. */
  copy(from: Entries, row: number): void;
  finish(withBackstop: Uint8Array): Entries;
}

/** @param near a document that was ranked before: codes that can not have changed are taken from there */
export function entryDraft(
  setting: Setting,
  rules: readonly OrderRule[],
  expected: number,
  near?: Near,
): EntryDraft {
  const known = near && nearEntries(near, setting, rules);
  const knownCodes = near?.lists.entries.code;
  const { applicants } = setting;
  const offset = new Int32Array(applicants.length + 1);
  const wide = new Map<number, bigint>();
  let group = new Int32Array(expected);
  let wishes = new Int32Array(expected);
  let codes = new Float64Array(expected);
  let source = new Int32Array(expected);
  let length = 0;
  let row = 0;

  const makeRoom = (more: number) => {
    if (length + more <= group.length) return;
    const size = Math.max(2 * group.length, length + more, 16);
    group = grown(group, new Int32Array(size));
    wishes = grown(wishes, new Int32Array(size));
    codes = grown(codes, new Float64Array(size));
    source = grown(source, new Int32Array(size));
  };

  return {
    startRow(next) {
      row = next;
      offset[row] = length;
      known?.startRow(row);
    },
    add(kindergarten, wish) {
      makeRoom(1);
      const applicant = applicants[row]!;
      const rule = rules[kindergarten]!;
      const number = wish > 0 ? wish : null;
      const before = known ? known.find(kindergarten) : -1;
      const unchanged = known && before !== -1 ? known.codeAt(before, kindergarten) : Number.NaN;
      group[length] = groupOf(setting, kindergarten, applicant.band);
      wishes[length] = wish;
      if (!Number.isNaN(unchanged)) codes[length] = unchanged;
      else if (rule.wide && !rule.order) {
        codes[length] = Number.NaN;
        wide.set(length, wideOrderCode(rule, applicant, number, wish < 0, setting));
      } else codes[length] = orderCode(rule, applicant, number, wish < 0, setting);
      source[length] = before !== -1 && codes[length] === knownCodes?.[before] ? before : -1;
      length++;
    },
    copy(from, known) {
      const first = from.offset[known]!;
      const end = from.offset[known + 1]!;
      makeRoom(end - first);
      for (let entry = first; entry < end; entry++, length++) {
        group[length] = from.group[entry]!;
        wishes[length] = from.wish[entry]!;
        codes[length] = from.code[entry]!;
        source[length] = near === undefined ? entry : (from.source?.[entry] ?? -1);
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
        source: source.subarray(0, length),
      };
    },
  };
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
