import type { MatchResult } from '../reading/document.ts';
import { sameTuple } from '../reading/families.ts';
import type { Group, JointFamily, Option, Outcome, Report, Standing, Tuple } from './model.ts';
import { admitted } from './seats.ts';
import { withMore } from './stability.ts';

interface Claim {
  readonly tuple: Tuple;
  readonly leavers: readonly { readonly group: Group; readonly ids: readonly string[] }[];
}

/** Joint wishes: every family has one of its combinations, and those with a claim to a better one are exactly the deviations (§ 8.2). */
export function checkFamilies(
  families: readonly JointFamily[],
  groups: readonly Group[],
  outcome: Outcome,
  deviations: MatchResult['deviations'],
  report: Report,
): void {
  const listed = new Map(deviations.map((deviation) => [deviation.family, deviation]));
  if (listed.size !== deviations.length) report('row-order', 'deviations', 'names a family twice');
  for (const family of families) {
    const deviation = listed.get(family.id);
    listed.delete(family.id);
    const claim = firstClaim(family, groups, outcome, report);
    if (claim && !deviation) {
      report(
        'claim-not-listed',
        family.id,
        `could have ${wordsOf(claim.tuple)} and is not among the deviations`,
      );
    } else if (!claim && deviation)
      report('false-deviation', family.id, 'has no claim to a better combination');
    else if (claim && deviation && !tellsOf(deviation, family, claim)) {
      report(
        'false-deviation',
        family.id,
        `first claims ${wordsOf(claim.tuple)}, or other children would have to leave`,
      );
    }
  }
  for (const id of listed.keys()) report('false-deviation', id, 'is no family with joint wishes');
}

function firstClaim(
  family: JointFamily,
  groups: readonly Group[],
  outcome: Outcome,
  report: Report,
): Claim | undefined {
  const own = family.members.map((member) => {
    const place = outcome.placeOf.get(member);
    return place && place.number !== null ? place : null;
  });
  if (family.required && family.members.some((member) => outcome.placeOf.get(member)?.number === null)) {
    report(
      'not-a-joint-wish',
      family.id,
      'asked for nothing rather than apart, and a child is placed by its right alone',
    );
  }
  const tuples = family.tuples();
  const at = tuples.findIndex((tuple) => sameTuple(tuple, own));
  if (at < 0) report('not-a-joint-wish', family.id, `has ${wordsOf(own)}, which is none of its combinations`);
  for (const tuple of tuples.slice(0, Math.max(at, 0))) {
    const leavers = leaversFor(tuple, groups, outcome);
    if (leavers) return { tuple, leavers };
  }
  return undefined;
}

/** Who would leave if the family had the combination; undefined when a group would not take its children. Its own seats count as occupied. */
function leaversFor(tuple: Tuple, groups: readonly Group[], outcome: Outcome): Claim['leavers'] | undefined {
  const wanted = Map.groupBy(
    tuple.filter((option) => option !== null),
    ({ group }) => group,
  );
  const leavers: { group: Group; ids: string[] }[] = [];
  for (const [at, options] of [...wanted].sort(([a], [b]) => a - b)) {
    const group = groups[at];
    const held = outcome.held[at] ?? [];
    const isHeld = ({ standing }: Option) =>
      held.some(({ applicant }) => applicant.id === standing.applicant.id);
    const moving = options.filter((option) => !isHeld(option)).map(({ standing }) => standing);
    const taken = new Set(
      group ? admitted(group, withMore(held, moving)).map(({ applicant }) => applicant.id) : [],
    );
    if (!group || options.some(({ standing }) => !taken.has(standing.applicant.id))) return undefined;
    const ids = idsOf(held).filter((id) => !taken.has(id));
    if (ids.length > 0) leavers.push({ group, ids: ids.sort() });
  }
  return leavers;
}

const idsOf = (standings: readonly Standing[]): string[] => standings.map(({ applicant }) => applicant.id);

const wordsOf = (tuple: Tuple): string => tuple.map((option) => option?.standing.at ?? 'none').join(' + ');

/** Whether a deviation says what we found. `extraPlaces` is a suggestion that only a new run can confirm; it is not checked here. */
function tellsOf(
  deviation: MatchResult['deviations'][number],
  { members }: JointFamily,
  claim: Claim,
): boolean {
  const wanted = members.map(({ applicant }, i) => `${applicant.id}:${claim.tuple[i]?.standing.at ?? ''}`);
  const leavers = claim.leavers.map(
    ({ group, ids }) => `${group.kindergarten.id}/${group.band}:${ids.join()}`,
  );
  const toldLeavers = deviation.blockedBy.filter(({ applicants }) => applicants.length > 0);
  return (
    wanted.join() === deviation.wanted.map(({ id, kindergarten }) => `${id}:${kindergarten ?? ''}`).join() &&
    leavers.join() ===
      toldLeavers.map((told) => `${told.kindergarten}/${told.band}:${told.applicants.join()}`).join()
  );
}
