import type { Child, Entry, Group, Report, Run } from './proof/model.ts';
import { admitted, leaversFor } from './proof/seats.ts';
import { areSiblings } from './proof/stability.ts';
import type { GroupFacts, Refusal } from './reading/document.ts';
import { documentHash, hashOfText, inputHash, resultHash, rulesHash } from './reading/hashes.ts';
import { compare, componentsAt, firstDifference } from './reading/orders.ts';
import { isSame } from './reading/shape.ts';

/** What the certificate tells is true: hashes, seed, and the facts from which families are told their reasons (§ 9). */

/** Which input, which rules and which result the certificate speaks of, and by which seed the lots were drawn. */
export function checkHashes({ input, result }: Run, report: Report): void {
  const { certificate } = result;
  const { seed = '', publicDraw = null, seedCommitment } = input;
  const same = (field: 'input' | 'rules' | 'result' | 'document', hash: string) => {
    if (certificate[field] !== hash)
      report(`wrong-${field}-hash`, `certificate/${field}`, 'is of another one');
  };
  same('input', inputHash(input));
  same('rules', rulesHash(input));
  same('result', resultHash(result));
  same('document', documentHash(result));
  const commitment = hashOfText(seed);
  if (seedCommitment !== undefined && seedCommitment !== commitment)
    report('seed-not-committed', 'seed', 'is not the seed whose hash was published');
  const drawn = { commitment, reveal: seed, publicDraw, committed: seedCommitment !== undefined };
  if (!isSame(certificate.seed, drawn))
    report('wrong-seed', 'certificate/seed', 'is not the seed of the input');
}

/** The facts per group and per refused wish, each computed again. */
export function checkFacts(run: Run, report: Report): void {
  const { certificate, stats, assignments } = run.result;
  const same = (code: string, where: string, told: unknown, found: unknown) => {
    if (!isSame(told, found))
      report(code, where, `says ${JSON.stringify(told)}, is ${JSON.stringify(found)}`);
  };
  const groups = run.groups();
  const ranked = rankedAt(run);
  const rankOf = new Map(
    [...ranked.values()].flatMap((entries) => entries.map((entry, i) => [entry, i + 1] as const)),
  );
  for (const [i, group] of groups.entries()) {
    const facts = groupFacts(group, ranked.get(group)?.length ?? 0, rankOf);
    same('wrong-group', `${group.kindergarten.id}/${group.band}`, certificate.groups[i], facts);
  }
  same('wrong-group', 'groups', certificate.groups.length, groups.length);
  const refusals = run.children().flatMap((child) => refusalsOf(run, child, rankOf));
  for (const [i, refusal] of refusals.entries())
    same('wrong-refusal', `${refusal.id}/${refusal.wish}`, certificate.refusals[i], refusal);
  same('wrong-refusal', 'refusals', certificate.refusals.length, refusals.length);
  const counted = {
    applicants: run.input.applicants.length,
    kindergartens: run.input.kindergartens.length,
    placed: assignments.filter(({ kindergarten }) => kindergarten !== null).length,
    firstWish: assignments.filter(({ wish }) => wish === 1).length,
  };
  const { proposals: _, engineMs: _ms, ...told } = stats;
  same('wrong-stats', 'stats', told, counted);
}

/** Per group, in order: everybody who wishes for it or is placed there. */
function rankedAt({ children }: Run): Map<Group, Entry[]> {
  const entries = children().flatMap((child) => {
    const place = child.place();
    return place?.number === null ? [...child.entries(), place] : child.entries();
  });
  const ranked = Map.groupBy(entries, ({ group }) => group);
  for (const inGroup of ranked.values()) inGroup.sort(compare);
  return ranked;
}

type Ranks = ReadonlyMap<Entry, number>;

function groupFacts(
  { kindergarten, band, seats, held, position }: Group,
  ranked: number,
  rankOf: Ranks,
): GroupFacts {
  const places = seats().length;
  const filled = held().length;
  const last = filled === places ? held().at(-1) : undefined;
  const cutoff = last && {
    rank: rankOf.get(last) ?? 0,
    tuple: [...last.head, ...(position ? last.tail().slice(0, 1) : last.tail())],
  };
  return { kindergarten: kindergarten.id, band, places, filled, ranked, cutoff: cutoff ?? null };
}

/** Every wish better than what the child got, with what decided. */
function refusalsOf(run: Run, child: Child, rankOf: Ranks): Refusal[] {
  const { id, wishes } = child.applicant;
  const better = wishes.slice(0, (child.place()?.number ?? wishes.length + 1) - 1);
  return better.map((_, i) => {
    const entry = child.entries().find(({ number }) => number === i + 1);
    if (!entry) return { id, wish: i + 1, rank: null, lastRank: null, decidedBy: 'not-eligible' };
    const last = lastToGiveWay(entry);
    const lastRank = (last && rankOf.get(last)) ?? null;
    return {
      id,
      wish: i + 1,
      rank: rankOf.get(entry) ?? null,
      lastRank,
      decidedBy: decidedBy(run, entry, last),
    };
  });
}

function decidedBy({ input }: Run, entry: Entry, last: Entry | undefined): string {
  if (entry.child.family && leaversFor(entry.group, [entry])) return 'together';
  if (!last) return 'no-seat';
  if (entry.group.reserve > 0 && compare(last, entry) > 0) return 'reserve';
  return componentsAt(input, entry.group.kindergarten)[firstDifference(entry, last)] ?? 'lot';
}

/** The last child there, not of the same joint family, without whom this one would have been admitted. */
function lastToGiveWay(entry: Entry): Entry | undefined {
  const { group } = entry;
  return group.held().findLast((other) => {
    if (areSiblings(entry, other)) return false;
    const staying = group.held().filter((one) => one !== other);
    return group.plain() || admitted(group, [...staying, entry]).includes(entry);
  });
}
