import { criteriaAt } from '../criteria/code.ts';
import type { Applicant } from '../format.ts';
import type { Near } from './lists.ts';
import type { OrderRule } from './order-code.ts';
import type { Setting } from './setting.ts';

/** Finds in the near document what a child's list here has in common with its list there. */
export interface NearEntries {
  /** Turns to the list of this row's child. @returns its row there, or −1 when it is not there or has another lot */
  startRow(row: number): number;
  /** The entry of the same child at the same kindergarten, or −1. */
  find(kindergarten: number): number;
  /** The code there, when nothing that it is made of has changed; else NaN: it must be worked out. */
  codeAt(entry: number, kindergarten: number): number;
}

export function nearEntries(near: Near, setting: Setting, rules: readonly OrderRule[]): NearEntries {
  const { entries } = near.lists;
  const { groups } = near.setting;
  const before = Int32Array.from(
    setting.kindergartens,
    ({ id }) => near.setting.kindergartenIndex.get(id) ?? -1,
  );
  const sameRule = rules.map((_, index) => isSameRule(near, setting, rules, before[index]!, index));
  let [first, end, next] = [0, 0, 0];
  let same = false;
  return {
    startRow(row) {
      const applicant = setting.applicants[row]!;
      const known = near.rowOf.get(applicant.id) ?? -1;
      const was = near.setting.applicants[known];
      // The family is in the lot; and what siblings wish can be in the code.
      if (was?.family !== applicant.family) {
        [first, end, next, same] = [0, 0, 0, false];
        return -1;
      }
      first = entries.offset[known] ?? 0;
      end = entries.offset[known + 1] ?? 0;
      next = first;
      same =
        was !== undefined && applicant.family === undefined && isSameChild(near, setting, was, applicant);
      return known;
    },
    find(kindergarten) {
      for (let asked = first; asked < end; asked++) {
        const entry = next;
        next = next + 1 === end ? first : next + 1;
        if (groups[entries.group[entry]!]!.kindergarten === before[kindergarten]) return entry;
      }
      return -1;
    },
    // The same list: so it is also the same wish, or the same place outside the wishes.
    codeAt: (entry, kindergarten) => (same && sameRule[kindergarten] ? entries.code[entry]! : Number.NaN),
  };
}

/** Whatever the code of a child can be made of at this kindergarten is the same. */
function isSameRule(
  near: Near,
  setting: Setting,
  rules: readonly OrderRule[],
  before: number,
  index: number,
): boolean {
  const was = near.setting.kindergartens[before];
  const is = setting.kindergartens[index]!;
  return (
    was !== undefined &&
    was.order === is.order &&
    was.kommune === is.kommune &&
    was.position === is.position &&
    was.catchments === is.catchments &&
    was.profiles === is.profiles &&
    near.lists.rules[before]!.residentsFirst === rules[index]!.residentsFirst &&
    criteriaAt(near.setting.input, was) === criteriaAt(setting.input, is)
  );
}

function isSameChild(near: Near, setting: Setting, was: Applicant, is: Applicant): boolean {
  if (was !== is && !haveSameFields(was, is)) return false;
  const { current } = is;
  return (
    current === undefined ||
    near.setting.surroundings.kommuneOf(current) === setting.surroundings.kommuneOf(current)
  );
}

function haveSameFields(a: object, b: object): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Reflect.get(a, key) === Reflect.get(b, key))
  );
}
