import { compare } from '../reading/orders.ts';
import type { Child, Entry, Group, Report, Run } from './model.ts';
import { wouldRatherHave } from './placements.ts';
import { admitted } from './seats.ts';

/**
 * No stable allocation is better for any child (§ 8.4). Proof: for each placed child, find who would get its seat if it moved up.
 * Follow these arrows from child to child: a ring means that all in it could move up together without wronging anybody; no ring means
 * that this is the best stable allocation for every child (docs/allocation-checker.md has the argument). With siblings nothing of the
 * kind is claimed.
 */
export function checkOptimality(run: Run, report: Report): void {
  const { deviations, certificate } = run.result;
  const { claim, order } = certificate.optimality;
  const joint = run.families().length > 0;
  const mayClaim = deviations.length > 0 ? 'claims' : joint ? 'stable' : 'child-optimal';
  if (claim !== mayClaim)
    report('wrong-optimality', 'optimality/claim', `says ${claim}, may say ${mayClaim}`);
  const plain = run.groups().every((group) => group.plain());
  if ((order !== null) !== (plain && !joint))
    report(
      'wrong-optimality',
      'optimality/order',
      'is given exactly when all seats are plain and no siblings apply together',
    );
  if (joint) return;

  const waitingFor = Map.groupBy(run.children().flatMap(wouldRatherHave), ({ group }) => group);
  for (const waiting of waitingFor.values()) waiting.sort(compare);
  const ring = ringIn(run.children(), waitingFor);
  if (ring)
    report(
      'could-move-up-together',
      ring.join(', '),
      'could each have a better place without wronging anybody',
    );
  if (order && !follows(run.groups(), order, waitingFor))
    report('wrong-optimality', 'optimality/order', 'does not follow the arrows between groups');
}

type Waiting = ReadonlyMap<Group, readonly Entry[]>;

/** Every child has at most one arrow: walk from each until a child met on this walk (a ring) or on an earlier one. */
function ringIn(children: readonly Child[], waitingFor: Waiting): string[] | undefined {
  const metFrom = new Map<Child, Child>();
  for (const start of children) {
    const path: Child[] = [];
    let child: Child | undefined = start;
    while (child && !metFrom.has(child)) {
      metFrom.set(child, start);
      path.push(child);
      child = successorOf(child, waitingFor);
    }
    if (child && metFrom.get(child) === start)
      return path.slice(path.indexOf(child)).map(({ applicant }) => applicant.id);
  }
  return undefined;
}

/** Who would get the child's seat if it moved up. */
function successorOf({ place }: Child, waitingFor: Waiting): Child | undefined {
  const own = place();
  const waiting = own && waitingFor.get(own.group);
  if (!waiting) return undefined;
  if (own.group.plain()) return waiting[0]?.child;
  const staying = own.group.held().filter((one) => one !== own);
  const taken = admitted(own.group, [...staying, ...waiting]);
  return taken.find((one) => !staying.includes(one))?.child;
}

/** For plain seats the first child waiting is the same for all of a group: no arrow between groups leads backwards in the list. */
function follows(groups: readonly Group[], order: readonly number[], waitingFor: Waiting): boolean {
  const position = new Map(order.map((index, at) => [groups[index], at]));
  const stands = (group: Group) => position.get(group) ?? -1;
  const isPermutation = order.length === groups.length && groups.every((group) => position.has(group));
  return (
    isPermutation &&
    groups.every((group) => {
      const top = waitingFor.get(group)?.[0]?.child.place();
      return !top || group.held().length === 0 || stands(group) < stands(top.group);
    })
  );
}
