import type { Child, Entry, Group, Run } from '../proof/model.ts';
import { type Asking, distance, sameOrUnknown } from './codes.ts';
import type { Applicant } from './document.ts';
import { suits } from './groups.ts';
import { byId, lotsOf } from './hashes.ts';
import { once } from './once.ts';
import { headOf, middleOf } from './orders.ts';

/** The children in id order, each with its list (§ 2) and the place on it that the result gives. */
export function childrenOf(run: Run): Child[] {
  const { input, result } = run;
  const lotOf = lotsOf(input);
  const groupsAt = Map.groupBy(run.groups(), ({ kindergarten }) => kindergarten.id);
  const applicantsOf = Map.groupBy(input.applicants, ({ family }) => family);
  const familyOf = new Map(run.families().map((family) => [family.id, family]));
  const placeOf = new Map(result.assignments.map(({ id, kindergarten }) => [id, kindergarten]));

  return byId(input.applicants).map((applicant) => {
    const { id, family } = applicant;
    const lotKey = family === undefined ? `a|${id}` : `f|${family}`;
    const isThere = ({ group }: Entry) => group.kindergarten.id === placeOf.get(id);
    const child: Child = {
      applicant,
      family: family === undefined ? undefined : familyOf.get(family),
      lotKey,
      lot: once(() => lotOf(lotKey)),
      entries: once(() =>
        wishesAndOwnPlace(applicant).flatMap((at, i) => entriesIn(child, groupsAt.get(at) ?? [], i + 1)),
      ),
      backstop: once(() => entriesIn(child, backstopOf(applicant, run.groups()), null)),
      place: once(() => {
        if ((placeOf.get(id) ?? null) === null) return undefined;
        return child.entries().find(isThere) ?? child.backstop().find(isThere);
      }),
    };
    return child;
  });

  /** The child in the orders of these groups, so far as it belongs there and is eligible. */
  function entriesIn(child: Child, groups: readonly Group[], number: number | null): Entry[] {
    const { applicant } = child;
    const open = groups.filter((group) => suits(group, applicant) && isEligible(run, applicant, group));
    return open.map((group) => ({
      child,
      group,
      number,
      head: headOf(input, applicant, group.kindergarten),
      tail: once(() => [...middleOf(input, group, askingAt(applicant, group)), child.lot()]),
    }));
  }

  function askingAt(applicant: Applicant, { kindergarten: at }: Group): Asking {
    const { id, family, wishes, current = '', facts = {} } = applicant;
    const siblings = family === undefined ? [] : (applicantsOf.get(family) ?? []);
    return {
      applicant,
      facts,
      at,
      wishNumber: wishes.indexOf(at.id) + 1 || null,
      current: groupsAt.get(current)?.[0]?.kindergarten,
      siblingApplies: siblings.some((other) => other.id !== id && other.wishes.includes(at.id)),
    };
  }
}

/** The ids of steps 1 and 2: nothing behind the place it has now, which is added when it is not among the wishes. */
function wishesAndOwnPlace({ wishes, current }: Applicant): readonly string[] {
  if (current === undefined) return wishes;
  return wishes.includes(current) ? wishes.slice(0, wishes.indexOf(current) + 1) : [...wishes, current];
}

/** Step 3: where the right to a place sends a child outside its wishes, nearest first, unknown distances last. */
function backstopOf(applicant: Applicant, groups: readonly Group[]): Group[] {
  const { rightToPlace, current, wishes, kommune } = applicant;
  if (!rightToPlace || current !== undefined) return [];
  const metres = ({ kindergarten }: Group) => distance(applicant, kindergarten) ?? Number.POSITIVE_INFINITY;
  // Groups stand in id order and the sort is stable: equal distances stay so. Two unknown ones differ by NaN, which is no order.
  return groups
    .filter((group) => suits(group, applicant))
    .filter(
      ({ kindergarten }) => !wishes.includes(kindergarten.id) && sameOrUnknown(kommune, kindergarten.kommune),
    )
    .map((group) => ({ group, metres: metres(group) }))
    .sort((a, b) => a.metres - b.metres || 0)
    .map(({ group }) => group);
}

/** Whether the child may be placed there at all (§§ 2 and 6). */
function isEligible({ input: { region } }: Run, { id, current, kommune }: Applicant, group: Group): boolean {
  const at = group.kindergarten;
  if (current === at.id) return true;
  if (group.position) return group.position.has(id);
  if (!region || sameOrUnknown(kommune, at.kommune)) return true;
  const agreed = region.agreements?.some((one) => one.kindergarten === at.id && one.from === kommune);
  return agreed || !region.closed?.some((closed) => closed === at.kommune);
}
