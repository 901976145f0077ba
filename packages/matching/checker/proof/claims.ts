import type { Deviation } from '../reading/document.ts';
import { sameTuple } from '../reading/families.ts';
import { isSame } from '../reading/shape.ts';
import type { Entry, Group, JointFamily, Report, Run, Tuple } from './model.ts';
import { leaversFor } from './seats.ts';

interface Claim {
  readonly tuple: Tuple;
  readonly leavers: ReadonlyMap<Group, readonly Entry[]>;
}

/** Joint wishes: every family has one of its combinations, and those with a claim to a better one are exactly the deviations (§ 8.2). */
export function checkFamilies({ groups, families, result: { deviations } }: Run, report: Report): void {
  const told = new Map(deviations.map((deviation) => [deviation.family, deviation]));
  if (told.size !== deviations.length) report('row-order', 'deviations', 'names a family twice');
  for (const family of families()) {
    const { id } = family;
    const deviation = told.get(id);
    told.delete(id);
    const claim = firstClaim(family, report);
    const words = wordsOf(claim?.tuple ?? []);
    if (claim && !deviation)
      report('claim-not-listed', id, `could have ${words} and is not among the deviations`);
    if (!claim && deviation) report('false-deviation', id, 'has no claim to a better combination');
    if (claim && deviation && !tells(deviation, claim, family, groups()))
      report('false-deviation', id, `first claims ${words}, or other children would have to leave`);
  }
  for (const id of told.keys()) report('false-deviation', id, 'is no family with joint wishes');
}

/** The first combination that the family would rather have and all its groups would take it for. */
function firstClaim(family: JointFamily, report: Report): Claim | undefined {
  const places = family.members().map((member) => member.place() ?? null);
  if (family.required && places.some((place) => place?.number === null))
    report(
      'not-a-joint-wish',
      family.id,
      'asked for all or nothing, and a child is placed by its right alone',
    );
  const own = places.map((place) => (place?.number === null ? null : place));
  const tuples = family.tuples();
  const at = tuples.findIndex((tuple) => sameTuple(tuple, own));
  if (at < 0) report('not-a-joint-wish', family.id, `has ${wordsOf(own)}, which is none of its combinations`);
  for (const tuple of tuples.slice(0, Math.max(at, 0))) {
    const leavers = leaversForAll(tuple);
    if (leavers) return { tuple, leavers };
  }
  return undefined;
}

/** Who would leave each group if the family had the combination; undefined when a group would not take its children. Its own seats count as occupied. */
function leaversForAll(tuple: Tuple): Claim['leavers'] | undefined {
  const wanted = Map.groupBy(
    tuple.filter((entry) => entry !== null),
    ({ group }) => group,
  );
  const all = new Map<Group, readonly Entry[]>();
  for (const [group, entries] of wanted) {
    const moving = entries.filter((entry) => !group.held().includes(entry));
    const leavers = leaversFor(group, moving);
    if (!leavers || leavers.some((entry) => entries.includes(entry))) return undefined;
    if (leavers.length > 0) all.set(group, leavers);
  }
  return all;
}

const wordsOf = (tuple: Tuple): string =>
  tuple.map((entry) => entry?.group.kindergarten.id ?? 'none').join(' + ');

/** Whether a deviation says what we found. `extraPlaces` is a suggestion that only a new run can confirm; it is not checked here. */
function tells(
  told: Deviation,
  { tuple, leavers }: Claim,
  { members }: JointFamily,
  groups: readonly Group[],
): boolean {
  const wanted = members().map(({ applicant: { id } }, i) => ({
    id,
    kindergarten: tuple[i]?.group.kindergarten.id ?? null,
  }));
  const blockedBy = groups
    .filter((group) => leavers.has(group))
    .map((group) => ({
      kindergarten: group.kindergarten.id,
      band: group.band,
      applicants: (leavers.get(group) ?? []).map(({ child }) => child.applicant.id).sort(),
    }));
  return isSame(told.wanted, wanted) && isSame(told.blockedBy, blockedBy);
}
