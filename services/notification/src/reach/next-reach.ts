import {
  type Answered,
  type Cell,
  type Counted,
  fewest,
  type Grouped,
  inOrder,
  largeGroups,
  sum,
  withAnswers,
} from './shown-groups.ts';

/** A group as it is shown, and when it was counted. */
export interface ShownGroup extends Answered {
  readonly countedAt: string;
}

/**
 * What may be shown of a campaign's reach after `shown`, which was shown last. Two reports must not tell together what
 * each hides: the groups stay the same areas and channels, and a group is counted anew only when none of its numbers –
 * invited, answered, not answered – has changed by one to four families. Until then it stands as it was, and nobody
 * sees whether there is a reason.
 *
 * @param shown Null: nothing has been shown yet.
 * @returns null when there are too few families in all.
 */
export function nextReach(
  shown: readonly ShownGroup[] | null,
  counted: readonly Counted[],
  countedAt: string,
): readonly ShownGroup[] | null {
  if (shown === null) {
    const groups = largeGroups(counted);
    return (
      groups &&
      withAnswers(groups)
        .map((group) => ({ ...group, countedAt }))
        .toSorted(inOrder)
    );
  }
  const fresh = withAnswers(countedIn(shown, counted)).map((group) => ({ ...group, countedAt }));
  const next = fresh.map((group) => {
    const before = shown.find((one) => isSame(one, group));
    return before ? later(before, group) : group;
  });
  return notAlone(shown, next).toSorted(inOrder);
}

const isSame = (one: Cell, other: Cell): boolean => one.channel === other.channel && one.area === other.area;

/** Counts everybody in the groups there are. Who fits in none waits until there are enough for one more. */
function countedIn(groups: readonly ShownGroup[], counted: readonly Counted[]): readonly Grouped[] {
  const homeOf = (cell: Cell): ShownGroup | undefined =>
    groups.find(({ cells }) => cells.some((one) => isSame(one, cell))) ??
    groups.find((group) => isSame(group, { channel: cell.channel, area: null })) ??
    groups.find((group) => isSame(group, { channel: null, area: null }));
  const present = counted.filter(({ invited }) => invited > 0).map((one) => ({ ...one, cells: [one] }));
  const byHome = Map.groupBy(present, homeOf);
  const known = groups.map((group) => ({
    ...sum(byHome.get(group) ?? [], group),
    channel: group.channel,
    area: group.area,
    cells: group.cells,
  }));
  const others = sum(byHome.get(undefined) ?? [], { channel: null, area: null });
  return others.invited < fewest ? known : [...known, others];
}

/** The group as it is now, or as it was where the difference would be of a few families. */
function later(before: ShownGroup, now: ShownGroup): ShownGroup {
  if (!mayDiffer(before.invited, now.invited)) return before;
  if (before.notAnswered === now.notAnswered) return before.invited === now.invited ? before : now;
  if (before.notAnswered === null) return now;
  if (now.notAnswered === null) return before;
  const isEnough =
    mayDiffer(before.notAnswered, now.notAnswered) &&
    mayDiffer(before.invited - before.notAnswered, now.invited - now.notAnswered);
  return isEnough ? now : before;
}

const mayDiffer = (one: number, other: number): boolean => one === other || Math.abs(one - other) >= fewest;

/** One hidden number among many would follow from the total: it waits for another one. */
function notAlone(shown: readonly ShownGroup[], next: readonly ShownGroup[]): readonly ShownGroup[] {
  const hidden = next.filter(({ notAnswered }) => notAnswered === null);
  const [only] = hidden;
  if (!only || hidden.length > 1 || next.length === 1) return next;
  const isKnown = (group: ShownGroup): boolean =>
    shown.some((one) => isSame(one, group) && one.notAnswered !== null);
  if (!shown.some((one) => isSame(one, only))) return next.filter((group) => group !== only);
  return next.map((group) => (isKnown(group) ? group : { ...group, notAnswered: null }));
}
