import { compare } from '../reading/orders.ts';
import type { Child, Group, JointFamily, Market, Option, Outcome, Report, Standing } from './model.ts';
import { placesAlone, wouldRatherHave } from './placements.ts';
import { admitted } from './seats.ts';

/** The children in order with more among them. */
export function withMore(held: readonly Standing[], more: readonly Standing[]): Standing[] {
  return [...held, ...more].sort(compare);
}

/** Whether the group would take the child next to, or instead of, those it holds; and who would have to leave. */
function leaversFor(group: Group, held: readonly Standing[], one: Standing): Standing[] | null {
  const last = held.at(-1);
  if (group.plain && held.length === group.places && (!last || compare(one, last) > 0)) return null;
  const taken = new Set(admitted(group, withMore(held, [one])));
  return taken.has(one) ? held.filter((other) => !taken.has(other)) : null;
}

/** Every group holds only whom it has seats for: on every day of the year, every weekday, within every limit (§ 7). */
export function checkCapacity(groups: readonly Group[], outcome: Outcome, report: Report): void {
  for (const group of groups) {
    const held = outcome.held[group.index] ?? [];
    const seated = admitted(group, held).length;
    if (seated === held.length) continue;
    const where = `${group.kindergarten.id}/${group.band}`;
    const over = held.length - seated;
    if (held.length > group.places)
      report('over-capacity', where, `${held.length} children on ${group.places} places`);
    else if (group.limits.size > 0) report('over-agreement', where, `${over} more than the agreements allow`);
    else
      report(
        'over-capacity-on-a-day',
        where,
        `${over} without a seat on some day or weekday, though places are left on others`,
      );
  }
}

/** Nobody prefers a place that it had the stronger claim to, or that stands empty (§ 8.1). */
export function checkNoEnvy(
  market: Market,
  groups: readonly Group[],
  outcome: Outcome,
  familyOf: ReadonlyMap<Child, JointFamily>,
  report: Report,
): void {
  for (const child of market.children) {
    for (const { group: at, standing } of wouldRatherHave(
      child,
      outcome.placeOf.get(child),
      familyOf.get(child),
    )) {
      const group = groups[at];
      const leavers = group && leaversFor(group, outcome.held[at] ?? [], standing);
      if (!leavers || leavers.some((other) => isSibling(familyOf.get(child), other))) continue;
      const behind = leavers.map(({ applicant }) => applicant.id).join(', ');
      const text = behind
        ? `stands before ${behind} there and would rather have the place`
        : 'wants a place that stands empty';
      report(kindOfEnvy(standing, leavers), `${child.applicant.id} at ${standing.at}`, text);
    }
  }
}

/** Siblings who decide together hold no place against each other. */
const isSibling = (family: JointFamily | undefined, { applicant }: Standing): boolean =>
  family?.members.some((member) => member.applicant === applicant) ?? false;

/** Which rule is broken: § 18, the right to a place, or the order among equals. */
function kindOfEnvy({ head: [, statutory = 1, right = 2] }: Standing, leavers: readonly Standing[]): string {
  if (leavers.length === 0) return 'place-left-empty';
  if (statutory === 0 && leavers.some(({ head }) => head[0] !== 0 && head[1] !== 0))
    return 'statutory-priority-passed';
  if (right < 2 && leavers.some(({ head }) => head[0] !== 0 && head[1] !== 0 && head[2] === 2))
    return 'right-passed';
  return 'justified-envy';
}

/**
 * The right to a place, proved apart from the order: a child with the right is unplaced only when every seat it could use is held by
 * tenants, § 18 children and children with the right, and then it is named (§ 8.3).
 */
export function checkRights(
  market: Market,
  groups: readonly Group[],
  outcome: Outcome,
  familyOf: ReadonlyMap<Child, JointFamily>,
  named: readonly { readonly id: string; readonly reason: string }[],
  report: Report,
): void {
  const expected = new Map<string, string>();
  for (const child of market.children) {
    const { id, rightToPlace } = child.applicant;
    if (!rightToPlace || outcome.placeOf.has(child)) continue;
    const family = familyOf.get(child);
    expected.set(id, reasonFor(child, groups, outcome, family));
    const open = placesAlone(child, family).find((option) => hasRoomByRight(groups, outcome, option, family));
    if (open)
      report(
        'right-unplaced',
        `${id} at ${open.standing.at}`,
        'has the right to a place; a seat is free or held without the right',
      );
  }
  const listed = new Map(named.map(({ id, reason }) => [id, reason]));
  for (const [id, reason] of expected) {
    if (listed.get(id) !== reason)
      report('right-not-named', id, `is without a place it has the right to; must be named with ${reason}`);
  }
  for (const id of listed.keys())
    if (!expected.has(id)) report('right-named-falsely', id, 'is placed, or has no right to a place');
  if (named.length !== listed.size || named.some(({ id }, i) => i > 0 && id < (named[i - 1]?.id ?? ''))) {
    report('row-order', 'unplacedRights', 'is not in id order or names a child twice');
  }
}

/** Why the right came to nothing; for siblings it may be that only they stand in the way of a place (§ 8.3). */
function reasonFor(
  child: Child,
  groups: readonly Group[],
  outcome: Outcome,
  family: JointFamily | undefined,
): string {
  if (!family) return 'no-seat';
  if (family.required) return 'together-required';
  const wouldTake = ({ group: at, standing }: Option) => {
    const group = groups[at];
    return group && admitted(group, withMore(outcome.held[at] ?? [], [standing])).includes(standing);
  };
  return child.options.some(wouldTake) ? 'joint-wishes' : 'no-seat';
}

/** Tenants, § 18 children, and children whose right to a place counts here. */
const hasRight = ({ head }: Standing): boolean => head[0] === 0 || head[1] === 0 || head[2] !== 2;

function hasRoomByRight(
  groups: readonly Group[],
  outcome: Outcome,
  { group: at, standing }: Option,
  family: JointFamily | undefined,
): boolean {
  const group = groups[at];
  if (!group || standing.head[2] === 2) return false;
  const protectedHere = (outcome.held[at] ?? []).filter((one) => hasRight(one) || isSibling(family, one));
  if (group.plain) return protectedHere.length < group.places;
  return admitted(group, withMore(protectedHere, [standing])).length > protectedHere.length;
}
