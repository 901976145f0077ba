import type { ChildSet, Choice } from './enumerate.ts';

const size = (set: ChildSet): number => (set === 0 ? 0 : (set & 1) + size(set >>> 1));

export interface RuleProperties {
  /** A child taken from a set is also taken from every smaller set it is in. */
  readonly substitutes: boolean;
  /** Removing a child that is refused changes nothing for the others. */
  readonly refusedAreIrrelevant: boolean;
  /** More children asking never means fewer taken. */
  readonly sizeMonotone: boolean;
}

/** Checks the three properties for every subset of `children` children and every child removed from it. */
export function ruleProperties(choose: Choice, children: number): RuleProperties {
  let substitutes = true;
  let refusedAreIrrelevant = true;
  let sizeMonotone = true;
  const chosen = Array.from({ length: 2 ** children }, (_, set) => choose(set));
  chosen.forEach((taken, set) => {
    if ((taken & ~set) !== 0) throw new RangeError('the rule takes a child that did not ask');
    for (let child = 0; child < children; child++) {
      const one = 2 ** child;
      if ((set & one) === 0) continue;
      const without = chosen[set & ~one] ?? 0;
      // One child at a time is enough: a larger difference is a chain of such steps.
      if ((taken & ~one & ~without) !== 0) substitutes = false;
      if ((taken & one) === 0 && without !== taken) refusedAreIrrelevant = false;
      if (size(taken) < size(without)) sizeMonotone = false;
    }
  });
  return { substitutes, refusedAreIrrelevant, sizeMonotone };
}
