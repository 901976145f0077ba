import { criteriaAt, isCoded } from '../criteria/code.ts';
import type { Entries } from '../engine/entries.ts';
import type { OrderRule } from '../engine/order-code.ts';
import type { Setting } from '../engine/setting.ts';
import type { DecidedBy } from '../format.ts';

/** Names the component of the order in which two entries of a group first differ. */
export type DecidingComponent = (rule: OrderRule, entry: number, other: number) => DecidedBy;

export function decidingComponent(setting: Setting, entries: Entries): DecidingComponent {
  const names = new Map<readonly unknown[], readonly DecidedBy[]>();
  const namesOf = (rule: OrderRule): readonly DecidedBy[] => {
    let list = names.get(rule.criteria);
    if (!list) {
      list = criteriaAt(setting.input, rule.kindergarten).flatMap((criterion, index) =>
        isCoded(criterion) ? [`criteria/${index}` as const] : [],
      );
      names.set(rule.criteria, list);
    }
    return list;
  };
  return (rule, entry, other) => {
    const radices = rule.order ? [rule.order.size + 1] : rule.radices;
    const tiers: readonly DecidedBy[] = rule.order ? ['order'] : namesOf(rule);
    const [a, b] = [digits(entries, entry, radices), digits(entries, other, radices)];
    const first = a.findIndex((digit, index) => digit !== b[index]);
    if (first === -1) return 'lot';
    return first < fixed.length ? fixed[first]! : tiers[first - fixed.length]!;
  };
}

const fixed: readonly DecidedBy[] = ['own-place', 'statutory-priority', 'right-to-place', 'resident'];
const fixedRadices = [2, 2, 3, 2];

/** Takes a code apart again, most significant component first. */
function digits(entries: Entries, entry: number, radices: readonly number[]): number[] {
  const all = [...fixedRadices, ...radices];
  const parts = new Array<number>(all.length);
  const wide = entries.wide.get(entry);
  if (wide !== undefined) {
    let rest = wide;
    for (let index = all.length - 1; index >= 0; index--) {
      parts[index] = Number(rest % BigInt(all[index]!));
      rest /= BigInt(all[index]!);
    }
    return parts;
  }
  let rest = entries.code[entry]!;
  for (let index = all.length - 1; index >= 0; index--) {
    parts[index] = rest % all[index]!;
    rest = Math.floor(rest / all[index]!);
  }
  return parts;
}
