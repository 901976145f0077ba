import type { Child, Entry, JointFamily, Run, Tuple } from '../proof/model.ts';
import { distance } from './codes.ts';
import { once } from './once.ts';

/** Siblings who apply together, and the joint wishes of each family, best first (§ 8.2). */

/** Combinations of a family are cut to so many before those at one kindergarten are added. */
const MOST_TUPLES = 4096;
/** Stands for no place where tuples are compared member by member. */
const NO_NUMBER = 1_000_000;
/** The strongest counts for all of a family. */
const MODES = ['required', 'preferred', 'nearby'] as const;

export function jointFamilies(run: Run): JointFamily[] {
  const { applicants, families = [], siblings } = run.input;
  const listed = new Map(families.map((family) => [family.id, family]));
  const childrenOf = once(() => Map.groupBy(run.children(), ({ applicant }) => applicant.family));
  return [...Map.groupBy(applicants, ({ family }) => family)].flatMap(([id, rows]) => {
    const list = listed.get(id ?? '');
    const mode = MODES.find((strongest) => rows.some(({ together }) => together === strongest));
    if (id === undefined || rows.length < 2 || !(list || mode)) return [];
    const byId = () => childrenOf().get(id) ?? [];
    const members = once(() =>
      list ? list.members.flatMap((one) => byId().filter(({ applicant }) => applicant.id === one)) : byId(),
    );
    const tuples = once(() => {
      if (list)
        return endingOutside(
          members(),
          list.wishes.flatMap((wish) => listedTuple(members(), wish)),
        );
      const together = togetherTuples(members());
      const all = mode === 'required' ? together : [...together, ...splitTuples(members(), together)];
      const nearM = mode === 'nearby' ? (siblings?.nearM ?? 1500) : undefined;
      return endingOutside(members(), inOrder(all, nearM));
    });
    return [{ id, required: !list && mode === 'required', members, tuples }];
  });
}

export const sameTuple = (a: Tuple, b: Tuple): boolean => a.every((entry, i) => entry === b[i]);

/** Ends the list at what the family has in any case: tenants their own place, the others none. */
function endingOutside(members: readonly Child[], tuples: readonly Tuple[]): Tuple[] {
  const outside = members.map(ownPlace);
  const at = tuples.findIndex((tuple) => sameTuple(tuple, outside));
  return [...(at < 0 ? tuples : tuples.slice(0, at)), outside];
}

const isOwnPlace = ({ head }: Entry): boolean => head[0] === 0;
const ownPlace = ({ entries }: Child): Entry | null => entries().find(isOwnPlace) ?? null;

/** A combination as the family wrote it, as a list of one; nothing when a member may not be placed there. */
function listedTuple(members: readonly Child[], wish: readonly (string | null)[]): Tuple[] {
  const tuple = members.flatMap((member, i) => {
    const id = wish[i] ?? null;
    return id === null
      ? ownPlace(member)
      : member.entries().filter(({ group }) => group.kindergarten.id === id);
  });
  return tuple.length === members.length ? [tuple] : [];
}

/** All at one kindergarten. */
function togetherTuples(members: readonly Child[]): Tuple[] {
  const [first, ...others] = members;
  return (first?.entries() ?? []).flatMap((entry) => {
    const there = others.flatMap(({ entries }) =>
      entries().filter(({ group }) => group.kindergarten === entry.group.kindergarten),
    );
    return there.length === others.length ? [[entry, ...there]] : [];
  });
}

/** Every other combination of the first entries of each, or of none; who has a place now never gives it up. */
function splitTuples(members: readonly Child[], together: readonly Tuple[]): Tuple[] {
  const first = entriesUsed(members);
  const choices = members.map(({ applicant, entries }): Tuple => {
    const used = entries().filter((entry, i) => i < first || isOwnPlace(entry));
    return applicant.current === undefined ? [...used, null] : used;
  });
  const tuples = choices.reduce<Tuple[]>(
    (soFar, entries) => soFar.flatMap((tuple) => entries.map((entry) => [...tuple, entry])),
    [[]],
  );
  return tuples.filter((tuple) => !together.some((known) => sameTuple(known, tuple)));
}

/** The largest m for which Π (min(entries, m) + 1) stays within the limit. */
function entriesUsed(members: readonly Child[]): number {
  const lengths = members.map(({ entries }) => entries().length);
  const tuplesWith = (m: number) =>
    lengths.reduce((product, length) => product * (Math.min(length, m) + 1), 1);
  let m = Math.max(...lengths);
  while (m > 0 && tuplesWith(m) > MOST_TUPLES) m -= 1;
  return m;
}

/** Fewest without a place, then closest to each other, then best by the numbers of the wishes. */
function inOrder(tuples: readonly Tuple[], nearM: number | undefined): Tuple[] {
  const keyed = tuples.map((tuple) => {
    const numbers = tuple.flatMap((entry) => entry?.number ?? []);
    const sum = numbers.reduce((total, number) => total + number, 0);
    const byMember = tuple.map((entry) => entry?.number ?? NO_NUMBER);
    const key = [
      tuple.length - numbers.length,
      apart(tuple, nearM),
      sum,
      Math.max(0, ...numbers),
      ...byMember,
    ];
    return { tuple, key };
  });
  keyed.sort((a, b) => {
    const at = a.key.findIndex((value, i) => value !== b.key[i]);
    return at < 0 ? 0 : (a.key[at] ?? 0) - (b.key[at] ?? 0);
  });
  return keyed.map(({ tuple }) => tuple);
}

/** How far apart the children come: in steps of 500 metres, or with `nearM` whether any two are further apart than that. */
function apart(tuple: Tuple, nearM: number | undefined): number {
  const used = [...new Set(tuple.flatMap((entry) => entry?.group.kindergarten ?? []))];
  const metres = used.flatMap((one, i) => used.slice(i + 1).map((other) => distance(one, other)));
  if (nearM !== undefined) return Number(metres.some((known) => known === undefined || known > nearM));
  return metres.length === 0 ? 0 : 1 + Math.floor(Math.max(...metres.map((known) => known ?? 0)) / 500);
}
