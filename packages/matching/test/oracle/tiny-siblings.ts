import type { Applicant, MatchInput } from '@opptak/matching';
import type { TinyFamily, TinySiblingMarket } from './siblings.ts';
import { listOf, tinyMarketOf } from './tiny-market.ts';

/** The siblings' part of the third reading of docs/allocation-format.md (§ 8.2), by listing all combinations. */
export function tinySiblingMarketOf(input: MatchInput): TinySiblingMarket {
  const { wishes, choices } = tinyMarketOf(input);
  const number = new Map(input.kindergartens.map(({ id }, k) => [id, k]));
  const numberOf = (id: string | null | undefined): number => (id == null ? -1 : (number.get(id) ?? -1));
  const families: TinyFamily[] = [];
  const seen = new Set<string>();
  input.applicants.forEach((applicant, i) => {
    const members = membersOf(input, applicant);
    if (!isJoint(input, members)) {
      families.push({
        children: [i],
        wishes: (wishes[i] ?? []).map((k) => [k]),
        outside: [numberOf(applicant.current)],
      });
      return;
    }
    if (seen.has(applicant.family ?? '')) return;
    seen.add(applicant.family ?? '');
    families.push({
      children: members.map((member) => input.applicants.indexOf(member)),
      wishes: jointWishes(input, members).map((tuple) => tuple.map(numberOf)),
      outside: members.map(({ current }) => numberOf(current)),
    });
  });
  return { families, choices };
}

function membersOf(input: MatchInput, { family }: Applicant): readonly Applicant[] {
  const members = input.applicants.filter((other) => family !== undefined && other.family === family);
  const listed = input.families?.find(({ id }) => id === family)?.members;
  const place = (child: Applicant) => listed?.indexOf(child.id) ?? 0;
  return [...members].sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
}

function isJoint(input: MatchInput, members: readonly Applicant[]): boolean {
  const together = members.some((child) => child.together !== undefined && child.together !== 'independent');
  const listed = input.families?.some(({ id }) => id === members[0]?.family) ?? false;
  return members.length > 1 && (together || listed);
}

/** Best first, the outside combination not named: after it nothing counts. */
function jointWishes(input: MatchInput, members: readonly Applicant[]): (string | null)[][] {
  const lists = members.map((child) => listOf(input, { ...child, rightToPlace: false }));
  const outside = members.map(({ current }) => current ?? null);
  const untilOutside = (tuples: (string | null)[][]) => {
    const at = tuples.findIndex((tuple) => tuple.every((id, i) => id === outside[i]));
    return at < 0 ? tuples : tuples.slice(0, at);
  };
  const listed = input.families?.find(({ id }) => id === members[0]?.family);
  if (listed) {
    const own = listed.wishes.map((tuple) => tuple.map((id, i) => id ?? outside[i] ?? null));
    return untilOutside(own.filter((tuple) => tuple.every((id, i) => id === null || lists[i]?.includes(id))));
  }
  const all = members.reduce<(string | null)[][]>(
    (tuples, { current }, i) => {
      const options = [...(lists[i] ?? []), ...(current === undefined ? [null] : [])];
      return tuples.flatMap((tuple) => options.map((option) => [...tuple, option]));
    },
    [[]],
  );
  const required = members.some(({ together }) => together === 'required');
  const preferred = members.some(({ together }) => together === 'preferred');
  const numbers = (tuple: readonly (string | null)[]) =>
    tuple.map((id, i) => {
      if (id === null) return null;
      const at = members[i]?.wishes.indexOf(id) ?? -1;
      return at < 0 ? (members[i]?.wishes.length ?? 0) + 1 : at + 1;
    });
  const key = (tuple: readonly (string | null)[]): number[] => {
    const given = numbers(tuple);
    const placed = given.filter((n) => n !== null);
    const sum = placed.reduce((total, n) => total + n, 0);
    const inNumbers = [sum, Math.max(0, ...placed), ...given.map((n) => n ?? 1_000_000)];
    if (required) return inNumbers;
    return [tuple.filter((id) => id === null).length, apartness(input, tuple, preferred), ...inNumbers];
  };
  const isTogether = (tuple: readonly (string | null)[]) =>
    tuple.every((id) => id !== null && id === tuple[0]);
  const possible = required ? all.filter(isTogether) : all;
  return untilOutside(
    possible
      .map((tuple) => ({ tuple, key: key(tuple) }))
      .sort((a, b) => {
        const at = a.key.findIndex((value, i) => value !== b.key[i]);
        return (a.key[at] ?? 0) - (b.key[at] ?? 0);
      })
      .map(({ tuple }) => tuple),
  );
}

function apartness(input: MatchInput, tuple: readonly (string | null)[], preferred: boolean): number {
  const used = [...new Set(tuple.filter((id) => id !== null))];
  const pairs = used.flatMap((one, i) => used.slice(i + 1).map((other) => metres(input, one, other)));
  if (!preferred) return pairs.every((d) => d !== undefined && d <= (input.siblings?.nearM ?? 1500)) ? 0 : 1;
  return used.length <= 1 ? 0 : 1 + Math.floor(Math.max(...pairs.map((d) => d ?? 0)) / 500);
}

function metres(input: MatchInput, one: string, other: string): number | undefined {
  const at = (id: string) => input.kindergartens.find((kindergarten) => kindergarten.id === id)?.position;
  const [a, b] = [at(one), at(other)];
  return a && b && Math.floor(Math.hypot(a.x - b.x, a.y - b.y));
}
