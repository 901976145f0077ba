import { criteriaAt, isCoded } from '../criteria/code.ts';
import type { Entries } from '../engine/lists.ts';
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
    const first = firstDifference(entries, entry, other, rule.order ? [rule.order.size + 1] : rule.radices);
    if (first === -1) return 'lot';
    if (first < fixed.length) return fixed[first]!;
    return rule.order ? 'order' : namesOf(rule)[first - fixed.length]!;
  };
}

const fixed: readonly DecidedBy[] = ['own-place', 'statutory-priority', 'right-to-place', 'resident'];
const fixedRadices = [2, 2, 3, 2];

const radixAt = (radices: readonly number[], component: number): number =>
  component < fixedRadices.length ? fixedRadices[component]! : radices[component - fixedRadices.length]!;

/** Takes two codes apart, least significant component first, until what is left is equal. @returns −1 when all is */
function firstDifference(entries: Entries, entry: number, other: number, radices: readonly number[]): number {
  const components = fixedRadices.length + radices.length;
  const [wideA, wideB] = [entries.wide.get(entry), entries.wide.get(other)];
  if (wideA !== undefined && wideB !== undefined)
    return firstWideDifference(wideA, wideB, radices, components);
  let [a, b] = [entries.code[entry]!, entries.code[other]!];
  let first = -1;
  for (let component = components - 1; component >= 0 && a !== b; component--) {
    first = component;
    const radix = radixAt(radices, component);
    a = Math.floor(a / radix);
    b = Math.floor(b / radix);
  }
  return first;
}

function firstWideDifference(
  wideA: bigint,
  wideB: bigint,
  radices: readonly number[],
  components: number,
): number {
  let [a, b] = [wideA, wideB];
  let first = -1;
  for (let component = components - 1; component >= 0 && a !== b; component--) {
    first = component;
    const radix = BigInt(radixAt(radices, component));
    a /= radix;
    b /= radix;
  }
  return first;
}
