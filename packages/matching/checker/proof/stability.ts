import type { Child, Entry, Report, Run } from './model.ts';
import { placesAlone, wouldRatherHave } from './placements.ts';
import { admitted, leaversFor } from './seats.ts';

/** Nobody prefers a place that it had the stronger claim to, or that stands empty (§ 8.1). */
export function checkNoEnvy({ children }: Run, report: Report): void {
  for (const child of children()) {
    for (const entry of wouldRatherHave(child)) {
      const leavers = leaversFor(entry.group, [entry]);
      if (!leavers || leavers.some((other) => areSiblings(entry, other))) continue;
      const where = `${child.applicant.id} at ${entry.group.kindergarten.id}`;
      const behind = leavers.map((other) => other.child.applicant.id).join(', ');
      if (leavers.length === 0) report('place-left-empty', where, 'wants a place that stands empty');
      else
        report(
          brokenRule(entry, leavers),
          where,
          `stands before ${behind} there and would rather have the place`,
        );
    }
  }
}

/** Siblings who decide together hold no place against each other. */
export const areSiblings = (one: Entry, other: Entry): boolean =>
  one.child.family !== undefined && one.child.family === other.child.family;

/** § 18, the right to a place, or the order among equals. */
function brokenRule(entry: Entry, leavers: readonly Entry[]): string {
  if (leavers.some((other) => isStatutory(entry) && !isStatutory(other))) return 'statutory-priority-passed';
  return leavers.some((other) => hasRight(entry) && !hasRight(other)) ? 'right-passed' : 'justified-envy';
}

const NO_RIGHT = 2;

/** Tenants and § 18 children. */
const isStatutory = ({ head }: Entry): boolean => head[0] === 0 || head[1] === 0;
/** Tenants, § 18 children, and children whose right to a place counts here. */
const hasRight = (entry: Entry): boolean => isStatutory(entry) || entry.head[2] !== NO_RIGHT;

/**
 * The right to a place, proved apart from the order: a child with the right is unplaced only when every seat it could use is held by
 * tenants, § 18 children and children with the right, and then it is named with the reason (§ 8.3).
 */
export function checkRights({ children, result: { unplacedRights } }: Run, report: Report): void {
  const unplaced = children().filter((child) => child.applicant.rightToPlace && !child.place());
  for (const child of unplaced) {
    const open = placesAlone(child).find(hasRoomByRight);
    if (open) {
      const where = `${child.applicant.id} at ${open.group.kindergarten.id}`;
      report('right-unplaced', where, 'has the right to a place; a seat is free or held without the right');
    }
  }
  const expected = new Map(unplaced.map((child) => [child.applicant.id, reasonFor(child)]));
  const named = new Map(unplacedRights.map(({ id, reason }) => [id, reason]));
  for (const [id, reason] of expected) {
    if (named.get(id) !== reason)
      report('right-not-named', id, `is without a place it has the right to; must be named with ${reason}`);
  }
  let before = '';
  for (const { id } of unplacedRights) {
    if (!expected.has(id)) report('right-named-falsely', id, 'is placed, or has no right to a place');
    if (id <= before) report('row-order', 'unplacedRights', 'is not in id order or names a child twice');
    before = id;
  }
}

/** Why the right came to nothing; for siblings it may be that only they stand in the way of a place. */
function reasonFor({ family, entries }: Child): string {
  if (family?.required) return 'together-required';
  return family && entries().some((entry) => leaversFor(entry.group, [entry])) ? 'joint-wishes' : 'no-seat';
}

function hasRoomByRight(entry: Entry): boolean {
  const { group, head } = entry;
  if (head[2] === NO_RIGHT) return false;
  const protectedHere = group.held().filter((one) => hasRight(one) || areSiblings(entry, one));
  if (group.plain()) return protectedHere.length < group.seats().length;
  return admitted(group, [...protectedHere, entry]).length > protectedHere.length;
}
