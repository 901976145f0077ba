import type { MatchResult } from '../reading/document.ts';
import { compare } from '../reading/orders.ts';
import type { Child, Group, Market, Outcome, Report, Standing } from './model.ts';
import { wouldRatherHave } from './placements.ts';
import { admitted } from './seats.ts';
import { withMore } from './stability.ts';

/**
 * No stable allocation is better for any child. Proof: for each placed child, find who would get its seat if it moved up. Follow these
 * arrows from child to child: a ring means that all in it could move up together without wronging anybody; no ring means that this is
 * the best stable allocation for every child (docs/allocation-checker.md has the argument). For plain groups the same is true of the
 * arrows between groups, and the certificate's list must follow them (§ 8.4).
 */
export function checkOptimality(
  market: Market,
  groups: readonly Group[],
  outcome: Outcome,
  order: MatchResult['certificate']['optimality']['order'],
  report: Report,
): void {
  const childOf = new Map(market.children.map((child) => [child.applicant.id, child]));
  const wanting = groups.map((): Standing[] => []);
  for (const child of market.children) {
    for (const { group, standing } of wouldRatherHave(child, outcome.placeOf.get(child), undefined))
      wanting[group]?.push(standing);
  }
  const next = new Map<Child, Child>();
  const arrows = new Map<number, number>();
  for (const group of groups) {
    const waiting = (wanting[group.index] ?? []).sort(compare);
    const held = outcome.held[group.index] ?? [];
    if (waiting.length === 0 || held.length === 0) continue;
    for (const leaving of held) {
      const successor = childOf.get(successorOf(group, held, waiting, leaving)?.applicant.id ?? '');
      const child = childOf.get(leaving.applicant.id);
      if (child && successor) next.set(child, successor);
    }
    const top = childOf.get(waiting[0]?.applicant.id ?? '');
    const place = top && outcome.placeOf.get(top);
    if (place) arrows.set(group.index, place.group);
  }
  const ring = ringIn(next);
  if (ring)
    report(
      'could-move-up-together',
      ring.join(', '),
      'could each have a better place without wronging anybody',
    );
  checkOrder(groups, arrows, order, report);
}

function successorOf(
  group: Group,
  held: readonly Standing[],
  waiting: readonly Standing[],
  leaving: Standing,
): Standing | undefined {
  if (group.plain) return waiting[0];
  const staying = held.filter((one) => one !== leaving);
  const known = new Set(staying);
  return admitted(group, withMore(staying, waiting)).find((one) => !known.has(one));
}

/** Every child has at most one arrow: walk from each until a child seen on this walk (a ring) or on an earlier one. */
function ringIn(next: ReadonlyMap<Child, Child>): string[] | undefined {
  const walkOf = new Map<Child, number>();
  let walk = 0;
  for (const start of next.keys()) {
    walk += 1;
    const path: Child[] = [];
    let child: Child | undefined = start;
    while (child && !walkOf.has(child)) {
      walkOf.set(child, walk);
      path.push(child);
      child = next.get(child);
    }
    if (child && walkOf.get(child) === walk)
      return path.slice(path.indexOf(child)).map(({ applicant }) => applicant.id);
  }
  return undefined;
}

function checkOrder(
  groups: readonly Group[],
  arrows: ReadonlyMap<number, number>,
  order: readonly number[] | null,
  report: Report,
): void {
  const plain = groups.every((group) => group.plain);
  if (!plain || order === null) {
    if (plain !== (order !== null))
      report('wrong-optimality', 'optimality/order', 'is given exactly when every group has plain seats');
    return;
  }
  const position = new Map(order.map((group, i) => [group, i]));
  const isPermutation = order.length === groups.length && groups.every(({ index }) => position.has(index));
  const follows = [...arrows].every(([from, to]) => (position.get(from) ?? 0) < (position.get(to) ?? 0));
  if (!isPermutation || !follows)
    report('wrong-optimality', 'optimality/order', 'does not follow the arrows between groups');
}
