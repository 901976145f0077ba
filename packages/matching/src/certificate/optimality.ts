import type { Outcome } from '../engine/outcome.ts';
import type { Optimality } from '../format.ts';
import type { Standing } from './standing.ts';

/**
 * Proves that no stable allocation is better for any child: children could only improve together along a cycle of
 * groups, and an order of the groups without a backward step shows that there is none (docs/allocation-format.md § 8.4).
 *
 * @param groupOrder the groups as they are listed in the certificate
 */
export function optimalityOf(
  outcome: Outcome,
  standing: Standing,
  groupOrder: readonly number[],
): Optimality {
  const joint = outcome.jointFamily.some((family) => family !== -1);
  const claim = outcome.claims.length > 0 ? 'claims' : joint ? 'stable' : 'child-optimal';
  const plain = outcome.run.market.rules.every((rule) => rule.kind === 'plain');
  return { claim, order: joint || !plain ? null : topological(edges(outcome, standing), groupOrder) };
}

/** For each full group: the group whose seat its first waiting child would leave; −1 for none. */
function edges(outcome: Outcome, standing: Standing): Int32Array {
  const { segment, entryAt, rowOf } = outcome.run.ranking;
  const { group } = outcome.run.lists.entries;
  const to = new Int32Array(segment.length - 1).fill(-1);
  for (let index = 0; index < to.length; index++) {
    const { places } = outcome.run.market.rules[index]!;
    if (places === 0 || standing.heldAt[index]!.length < places) continue;
    for (let position = segment[index]!; position < segment[index + 1]!; position++) {
      const entry = entryAt[position]!;
      const got = outcome.held[rowOf[entry]!]!;
      if (got !== -1 && entry >= got) continue;
      to[index] = got === -1 ? -1 : group[got]!;
      break;
    }
  }
  return to;
}

/** Groups so that each stands before the one it points to. A cycle would leave groups out: then there is no proof. */
function topological(to: Int32Array, groupOrder: readonly number[]): number[] | null {
  const waiting = new Int32Array(to.length);
  for (const target of to) if (target !== -1) waiting[target]!++;
  const listed = new Int32Array(to.length);
  groupOrder.forEach((group, index) => {
    listed[group] = index;
  });
  const ready = groupOrder.filter((group) => waiting[group] === 0);
  for (let index = 0; index < ready.length; index++) {
    const target = to[ready[index]!]!;
    if (target !== -1 && --waiting[target]! === 0) ready.push(target);
  }
  return ready.length === to.length ? ready.map((group) => listed[group]!) : null;
}
