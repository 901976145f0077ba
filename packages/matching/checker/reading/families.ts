import type { Child, Group, JointFamily, Market, Option, Tuple } from '../proof/model.ts';
import { distance } from './codes.ts';
import type { Kindergarten, MatchInput } from './document.ts';
import { once } from './once.ts';

/** Tuples of a family are cut to so many before those at one kindergarten are added (§ 8.2). */
const MOST_TUPLES = 4096;
/** Stands for no place where tuples are compared member by member. */
const NO_NUMBER = 1_000_000;

/** The families whose children apply together, with their joint wishes. */
export function jointFamilies(market: Market): JointFamily[] {
  const byFamily = Map.groupBy(market.children, ({ applicant }) => applicant.family);
  return [...byFamily].flatMap(([id, members]) => {
    if (id === undefined || members.length < 2) return [];
    const listed = market.input.families?.find((family) => family.id === id);
    if (listed) {
      const inOrder = listed.members.flatMap((member) =>
        members.filter(({ applicant }) => applicant.id === member),
      );
      return [
        {
          id,
          required: false,
          members: inOrder,
          tuples: once(() => listedTuples(market, inOrder, listed.wishes)),
        },
      ];
    }
    const mode = (['required', 'preferred', 'nearby'] as const).find((strongest) =>
      members.some(({ applicant }) => applicant.together === strongest),
    );
    if (!mode) return [];
    const required = mode === 'required';
    const tuples = once(() =>
      required ? requiredTuples(members) : splitTuples(market, members, mode === 'preferred'),
    );
    return [{ id, required, members, tuples }];
  });
}

const ownPlace = ({ applicant, options }: Child): Option | null =>
  options.find(({ standing }) => applicant.current !== undefined && standing.head[0] === 0) ?? null;

export const sameTuple = (a: Tuple, b: Tuple): boolean =>
  a.every((option, i) => option?.group === b[i]?.group);

/** Ends the list at what the family has in any case: tenants their own place, the others none. */
function endingOutside(members: readonly Child[], tuples: readonly Tuple[]): Tuple[] {
  const outside = members.map(ownPlace);
  const at = tuples.findIndex((tuple) => sameTuple(tuple, outside));
  return [...(at < 0 ? tuples : tuples.slice(0, at)), outside];
}

function listedTuples(
  { groups }: Market,
  members: readonly Child[],
  wishes: NonNullable<MatchInput['families']>[number]['wishes'],
): Tuple[] {
  const tuples = wishes.flatMap((wish): Tuple[] => {
    const tuple = members.map((member, i) => {
      const id = wish[i] ?? null;
      if (id === null) return ownPlace(member);
      return member.options.find(({ group }) => groups[group]?.kindergarten.id === id);
    });
    const eligible = tuple.filter((option) => option !== undefined);
    return eligible.length === tuple.length ? [eligible] : [];
  });
  return endingOutside(members, tuples);
}

function requiredTuples(members: readonly Child[]): Tuple[] {
  const keyed = atOneKindergarten(members).map((tuple) => ({ tuple, key: numbersKey(tuple) }));
  return endingOutside(members, sorted(keyed));
}

function splitTuples(market: Market, members: readonly Child[], preferred: boolean): Tuple[] {
  const first = optionsUsed(members);
  const choices = members.map((member): Tuple => {
    const used = member.options.filter((option, i) => i < first || option.standing.head[0] === 0);
    return member.applicant.current === undefined ? [...used, null] : used;
  });
  const split = choices.reduce<Tuple[]>(
    (tuples, options) => tuples.flatMap((tuple) => options.map((option) => [...tuple, option])),
    [[]],
  );
  const together = atOneKindergarten(members).filter((tuple) =>
    tuple.some((option, i) => !choices[i]?.some((used) => used === option)),
  );
  const nearM = market.input.siblings?.nearM ?? 1500;
  const keyed = [...split, ...together].map((tuple) => {
    const apart = distances(tuple, market.groups);
    const near = preferred
      ? closeness(apart)
      : Number(apart.some((metres) => metres === undefined || metres > nearM));
    return { tuple, key: [tuple.filter((option) => option === null).length, near, ...numbersKey(tuple)] };
  });
  return endingOutside(members, sorted(keyed));
}

/** The largest m for which Π (min(options, m) + 1) stays within the limit. */
function optionsUsed(members: readonly Child[]): number {
  const tuplesWith = (m: number) =>
    members.reduce((product, { options }) => product * (Math.min(options.length, m) + 1), 1);
  const longest = Math.max(...members.map(({ options }) => options.length));
  let m = longest;
  while (m > 0 && tuplesWith(m) > MOST_TUPLES) m -= 1;
  return m;
}

function atOneKindergarten(members: readonly Child[]): Tuple[] {
  return (members[0]?.options ?? []).flatMap(({ standing }) => {
    const tuple = members.flatMap(({ options }) =>
      options.filter((option) => option.standing.at === standing.at),
    );
    return tuple.length === members.length ? [tuple] : [];
  });
}

/** Metres between every two different kindergartens of a tuple. */
function distances(tuple: Tuple, groups: readonly Group[]): (number | undefined)[] {
  const used = new Set(tuple.flatMap((option) => groups[option?.group ?? -1]?.kindergarten ?? []));
  const places: Kindergarten[] = [...used];
  return places.flatMap((one, i) => places.slice(i + 1).map((other) => distance(one, other)));
}

function closeness(apart: readonly (number | undefined)[]): number {
  return apart.length === 0 ? 0 : 1 + Math.floor(Math.max(...apart.map((metres) => metres ?? 0)) / 500);
}

function numbersKey(tuple: Tuple): number[] {
  const placed = tuple.flatMap((option) => option?.number ?? []);
  const sum = placed.reduce((total, number) => total + number, 0);
  return [sum, Math.max(0, ...placed), ...tuple.map((option) => option?.number ?? NO_NUMBER)];
}

function sorted(keyed: readonly { readonly tuple: Tuple; readonly key: readonly number[] }[]): Tuple[] {
  return [...keyed]
    .sort((a, b) => {
      const at = a.key.findIndex((value, i) => value !== b.key[i]);
      return at < 0 ? 0 : (a.key[at] ?? 0) - (b.key[at] ?? 0);
    })
    .map(({ tuple }) => tuple);
}
