import type { Vault } from '@opptak/db';
import type { KommuneNumber, NationalId } from '@opptak/domain';
import type { Looked } from './read-families.ts';

/** Everybody on a page, with every number that is known to be theirs: the one in use first. */
export type NumbersOf = ReadonlyMap<NationalId, readonly NationalId[]>;

/** Gathers the numbers of each person: in use now, earlier by the document, and those the register led here from. */
export function numbersOf({ families, currentNumber }: Looked): NumbersOf {
  const numbers = new Map<NationalId, Set<NationalId>>();
  for (const { child, adults } of families) {
    for (const { nationalId, identity } of [child, ...adults.map(({ facts }) => facts)]) {
      numbers.set(nationalId, new Set([nationalId, ...identity.earlier]));
    }
  }
  for (const [asked, current] of currentNumber) numbers.get(current)?.add(asked);
  return new Map([...numbers].map(([current, all]) => [current, [...all]]));
}

export interface Resolved {
  /** Each person's own id, by the number in use now. */
  readonly idOf: (number: NationalId) => string;
  /** Ids that turned out to be another registration of somebody: from the id that ceased to the one that stays. */
  readonly merged: ReadonlyMap<string, string>;
}

/**
 * Gives everybody their id. The first number we saw decides it for good; a number change leads to the same id, and
 * of two registrations that were one human being the one with the number in use stays.
 *
 * @param known person ids by keyed index.
 */
export function resolveIds(
  numbers: NumbersOf,
  known: ReadonlyMap<string, string>,
  place: { readonly vault: Vault; readonly kommune: KommuneNumber },
): Resolved {
  const { vault, kommune } = place;
  const ids = new Map<NationalId, string>();
  const merged = new Map<string, string>();
  for (const [current, all] of numbers) {
    const found = all.flatMap((number) => known.get(vault.blindIndex(kommune, number)) ?? []);
    const id = found[0] ?? vault.personId(kommune, current);
    ids.set(current, id);
    for (const other of found) if (other !== id) merged.set(other, id);
  }
  return {
    merged,
    idOf(number) {
      const id = ids.get(number);
      if (id === undefined) throw new Error('Nobody on this page has such a number');
      return id;
    },
  };
}
