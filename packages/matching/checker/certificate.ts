import type { Child, Group, JointFamily, Market, Option, Outcome, Report, Standing } from './proof/model.ts';
import { admitted } from './proof/seats.ts';
import { withMore } from './proof/stability.ts';
import type { MatchResult } from './reading/document.ts';
import { documentHash, hashOf, hashOfText, inputHash, rulesHash } from './reading/hashes.ts';
import { compare, criteriaAt, firstDifference, OWN_COMPONENTS } from './reading/orders.ts';

type GroupFacts = MatchResult['certificate']['groups'][number];
type Refusal = MatchResult['certificate']['refusals'][number];

const HEAD = ['own-place', 'statutory-priority', 'right-to-place', 'resident'];

/** The hashes and the seed: which input, which rules and which result this certificate speaks of (§ 9). */
export function checkHashes({ input }: Market, result: MatchResult, report: Report): void {
  const { certificate, assignments, deviations, unplacedRights } = result;
  const { seed = '', publicDraw = null, seedCommitment } = input;
  if (certificate.input !== inputHash(input))
    report('wrong-input-hash', 'certificate/input', 'is of another input');
  if (certificate.rules !== rulesHash(input))
    report('wrong-rules-hash', 'certificate/rules', 'is of other rules');
  if (certificate.result !== hashOf({ assignments, deviations, unplacedRights })) {
    report('wrong-result-hash', 'certificate/result', 'is of another result');
  }
  if (certificate.document !== documentHash(result))
    report('wrong-document-hash', 'certificate/document', 'is of another document');
  const told = {
    commitment: hashOfText(seed),
    reveal: seed,
    publicDraw,
    committed: seedCommitment !== undefined,
  };
  if (hashOf(told) !== hashOf(certificate.seed))
    report('wrong-seed', 'certificate/seed', 'is not the seed of the input');
}

/** The facts per group and per refused wish, each computed again (§ 9). */
export function checkFacts(
  market: Market,
  groups: readonly Group[],
  outcome: Outcome,
  familyOf: ReadonlyMap<Child, JointFamily>,
  { certificate, stats, assignments }: MatchResult,
  report: Report,
): void {
  const ranks = ranksOf(market, groups, outcome);
  const same = (code: string, where: string, told: unknown, found: unknown) => {
    if (inWords(told) !== inWords(found)) report(code, where, `says ${inWords(told)}, is ${inWords(found)}`);
  };
  for (const [i, group] of groups.entries()) {
    same(
      'wrong-group',
      `${group.kindergarten.id}/${group.band}`,
      groupWords(certificate.groups[i]),
      groupWords(groupFacts(group)),
    );
  }
  same('wrong-group', 'groups', certificate.groups.length, groups.length);
  const refusals = market.children.flatMap(refusalsOf);
  for (const [i, refusal] of refusals.entries()) {
    same(
      'wrong-refusal',
      `${refusal.id}/${refusal.wish}`,
      refusalWords(certificate.refusals[i]),
      refusalWords(refusal),
    );
  }
  same('wrong-refusal', 'refusals', certificate.refusals.length, refusals.length);
  const placed = assignments.filter(({ kindergarten }) => kindergarten !== null).length;
  const firstWish = assignments.filter(({ wish }) => wish === 1).length;
  const counted = [market.children.length, market.input.kindergartens.length, placed, firstWish];
  same(
    'wrong-stats',
    'stats',
    [stats.applicants, stats.kindergartens, stats.placed, stats.firstWish],
    counted,
  );

  function groupFacts({ index, kindergarten, band, places }: Group): GroupFacts {
    const held = outcome.held[index] ?? [];
    const last = held.at(-1);
    const full = last && held.length === places;
    const tuple = last ? [...last.head, ...(kindergarten.order ? last.tail().slice(0, 1) : last.tail())] : [];
    const cutoff = full ? { rank: rankOf(last, index) ?? 0, tuple } : null;
    return {
      kindergarten: kindergarten.id,
      band,
      places,
      filled: held.length,
      ranked: ranks[index]?.size ?? 0,
      cutoff,
    };
  }

  function rankOf({ applicant }: Standing, group: number): number | null {
    return ranks[group]?.get(applicant.id) ?? null;
  }

  function refusalsOf(child: Child): Refusal[] {
    const { applicant, options } = child;
    const place = outcome.placeOf.get(child);
    const own = place && place.number !== null ? place.number : applicant.wishes.length + 1;
    const better = applicant.wishes.slice(0, own - 1);
    return better.map((_, i) => {
      const option = options.find(({ number }) => number === i + 1);
      const head = { id: applicant.id, wish: i + 1 };
      if (!option) return { ...head, rank: null, lastRank: null, decidedBy: 'not-eligible' };
      const { rank, lastRank, decidedBy } = refusalAt(child, option);
      return { ...head, rank, lastRank, decidedBy };
    });
  }

  function refusalAt(child: Child, { group: at, standing }: Option) {
    const rank = rankOf(standing, at);
    const group = groups[at];
    const held = outcome.held[at] ?? [];
    const family = familyOf.get(child);
    const last = group && lastToGiveWay(group, held, standing, family);
    const lastRank = last ? rankOf(last, at) : null;
    if (family && group && admitted(group, withMore(held, [standing])).includes(standing)) {
      return { rank, lastRank, decidedBy: 'together' };
    }
    if (!group || !last) return { rank, lastRank, decidedBy: 'no-seat' };
    if (group.reserve > 0 && compare(last, standing) > 0) return { rank, lastRank, decidedBy: 'reserve' };
    return { rank, lastRank, decidedBy: decidedBy(group, firstDifference(standing, last)) };
  }

  function decidedBy({ kindergarten }: Group, component: number): string {
    if (component >= 0 && component < HEAD.length) return HEAD[component] ?? '';
    if (kindergarten.order) return component === HEAD.length ? 'order' : 'lot';
    const coded = criteriaAt(market.input, kindergarten).flatMap(({ key }, i) =>
      OWN_COMPONENTS.includes(key) ? [] : [i],
    );
    const criterion = coded[component - HEAD.length];
    return criterion === undefined ? 'lot' : `criteria/${criterion}`;
  }
}

const inWords = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** As lists, so that the order of fields in the file plays no part. */
const groupWords = (group: GroupFacts | undefined) =>
  group && [
    group.kindergarten,
    group.band,
    group.places,
    group.filled,
    group.ranked,
    group.cutoff?.rank,
    group.cutoff?.tuple,
  ];

const refusalWords = (refusal: Refusal | undefined) =>
  refusal && [refusal.id, refusal.wish, refusal.rank, refusal.lastRank, refusal.decidedBy];

/** The last child there, not of the same joint family, without whom this one would have been admitted. */
function lastToGiveWay(
  group: Group,
  held: readonly Standing[],
  one: Standing,
  family: JointFamily | undefined,
): Standing | undefined {
  const isSibling = ({ applicant }: Standing) =>
    family?.members.some((member) => member.applicant === applicant);
  return held.findLast(
    (other) =>
      !isSibling(other) &&
      (group.plain
        ? true
        : admitted(
            group,
            withMore(
              held.filter((stays) => stays !== other),
              [one],
            ),
          ).includes(one)),
  );
}

/** Per group: the rank of everybody who wishes for it or is placed there, 1 = first. */
function ranksOf(market: Market, groups: readonly Group[], outcome: Outcome): ReadonlyMap<string, number>[] {
  const ranked = groups.map((): Standing[] => []);
  for (const child of market.children) {
    for (const { group, standing } of child.options) ranked[group]?.push(standing);
    const place = outcome.placeOf.get(child);
    if (place && !child.options.some(({ group }) => group === place.group))
      ranked[place.group]?.push(place.standing);
  }
  return ranked.map(
    (standings) => new Map(standings.sort(compare).map(({ applicant }, i) => [applicant.id, i + 1])),
  );
}
