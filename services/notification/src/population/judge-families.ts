import type { IsoDate, KommuneNumber } from '@opptak/domain';
import type { Family } from './family.ts';
import type { IdOf } from './identities.ts';
import { isOfAdmissionAge, type Standing, standingOf } from './standing.ts';

/** A child on a page that is ours, or was until now. */
export interface JudgedFamily {
  readonly id: string;
  readonly family: Family;
  readonly standing: Standing;
  readonly wasOurs: boolean;
  readonly isOurs: boolean;
}

/**
 * Whose children they are: whoever lives here and is young enough becomes ours; whoever was ours stays so until the
 * register says where they went, also when it hides where they live.
 */
export function judgeFamilies(
  families: readonly Family[],
  {
    idOf,
    before,
    kommune,
    today,
  }: {
    readonly idOf: IdOf;
    readonly before: ReadonlyMap<string, { readonly isChild: boolean }>;
    readonly kommune: KommuneNumber;
    readonly today: IsoDate;
  },
): readonly JudgedFamily[] {
  return families.flatMap((family) => {
    const id = idOf(family.child.nationalId);
    const standing = standingOf(family.child, kommune);
    const wasOurs = before.get(id)?.isChild ?? false;
    const isOurs =
      standing.type === 'ours'
        ? wasOurs || isOfAdmissionAge(family.child, today)
        : standing.type === 'hidden' && wasOurs;
    return isOurs || wasOurs ? [{ id, family, standing, wasOurs, isOurs }] : [];
  });
}

export interface Move {
  readonly childId: string;
  readonly type: 'born' | 'moved-in' | 'moved-out';
}

/** Who came and who went, as far as it has consequences. */
export function movesOf(judged: readonly JudgedFamily[], today: IsoDate): readonly Move[] {
  return judged.flatMap(({ id, family, standing, wasOurs, isOurs }): Move[] => {
    if (isOurs && !wasOurs) return [{ childId: id, type: bornHere(family, today) ? 'born' : 'moved-in' }];
    return !isOurs && standing.type === 'left' && standing.reason === 'moved'
      ? [{ childId: id, type: 'moved-out' }]
      : [];
  });
}

/** Born within the last year and to parents who live here: came by birth and not by moving. */
export function bornHere({ child, adults }: Family, today: IsoDate): boolean {
  const { birthDate, residence } = child;
  if (birthDate === null || Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) > 1) return false;
  const movedOn = residence?.movedOn ?? null;
  return (
    (movedOn === null || movedOn <= birthDate) && adults.some(({ livesWithChild }) => livesWithChild === true)
  );
}
