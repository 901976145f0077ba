import type { NationalId } from '@opptak/domain';
import type { Looked } from './read-families.ts';

/** Everybody on a page, with every number that is known to be theirs: the one in use first. */
export type NumbersOf = ReadonlyMap<NationalId, readonly NationalId[]>;

/** Gathers the numbers of each person: in use now, earlier by the document, and those the register led here from. */
export function numbersOf({ families, alone, currentNumber }: Looked): NumbersOf {
  const numbers = new Map<NationalId, Set<NationalId>>();
  const everybody = families.flatMap(({ child, adults }) => [child, ...adults.map(({ facts }) => facts)]);
  for (const { nationalId, identity } of [...everybody, ...alone]) {
    numbers.set(nationalId, new Set([nationalId, ...identity.earlier]));
  }
  for (const [asked, current] of currentNumber) numbers.get(current)?.add(asked);
  return new Map([...numbers].map(([current, all]) => [current, [...all]]));
}

/** Finds somebody's own id by the number in use now. */
export type IdOf = (number: NationalId) => string;

export interface Resolved {
  readonly idOf: IdOf;
  /** Ids that turned out to be another registration of somebody: from the id that ceased to the one that stays. */
  readonly merged: ReadonlyMap<string, string>;
}

/** What is held of identities before a page is settled. */
export interface HeldIdentities {
  /** Whose number it is or was, as far as we know: person ids. */
  readonly known: ReadonlyMap<NationalId, string>;
  /** The number that is kept with an id; undefined for an id that is new to us. */
  readonly numberOf: (id: string) => string | undefined;
  /** Makes the id of somebody new. @param time 0; 1 and more when the id that follows from the number is taken. */
  readonly newId: (number: NationalId, time: number) => string;
}

/**
 * Gives everybody their id. The first number we saw decides it for good; a number change leads to the same id, and
 * of two registrations that were one human being the one with the number in use stays. When one registration turns
 * out to be two human beings, the number that leaves gets an id of its own: what is held of one is not the other's.
 */
export function resolveIds(numbers: NumbersOf, { known, numberOf, newId }: HeldIdentities): Resolved {
  const ids = new Map<NationalId, string>();
  const merged = new Map<string, string>();
  const taken = new Set<string>();
  for (const [current, all] of numbers) {
    const isTheirs = (id: string): boolean => {
      const kept = numberOf(id);
      return !taken.has(id) && (kept === undefined || all.some((number) => number === kept));
    };
    const found = [...new Set(all.flatMap((number) => known.get(number) ?? []))].filter(isTheirs);
    let id = found[0];
    for (let time = 0; id === undefined; time += 1) {
      const candidate = newId(current, time);
      if (isTheirs(candidate)) id = candidate;
    }
    taken.add(id);
    ids.set(current, id);
    for (const other of found) {
      if (other === id) continue;
      taken.add(other);
      merged.set(other, id);
    }
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
