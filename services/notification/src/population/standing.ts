import { type IsoDate, type KommuneNumber, yearOf } from '@opptak/domain';
import type { PersonFacts, ResidenceFacts } from '@opptak/registries';
import { statusOf } from './person-record.ts';
import { isSameKommune } from './renumbered-kommuner.ts';

/** A child is of interest until the year it turns six, when school begins (opplæringslova chapter 2). */
export const oldestAge = 6;

/** Where a child stands towards this kommune, as the register has it now. */
export type Standing =
  | { readonly type: 'ours' }
  | {
      readonly type: 'left';
      readonly reason: 'moved' | 'died' | 'emigrated' | 'merged';
      readonly on: IsoDate | null;
    }
  /** The register does not show where the child lives: whoever was ours stays ours. */
  | { readonly type: 'hidden' };

export function standingOf(child: ResidenceFacts, kommune: KommuneNumber): Standing {
  const status = statusOf(child);
  if (status === 'dead') return { type: 'left', reason: 'died', on: child.death?.on ?? null };
  if (status === 'ended') return { type: 'left', reason: 'merged', on: null };
  if (status === 'emigrated') return { type: 'left', reason: 'emigrated', on: child.emigration?.on ?? null };
  if (child.residence === null) return { type: 'hidden' };
  return isSameKommune(child.residence.kommune, kommune)
    ? { type: 'ours' }
    : { type: 'left', reason: 'moved', on: child.residence.movedOn };
}

type Born = Pick<PersonFacts, 'birthDate' | 'birthYear'>;

/** When somebody was born, when that is all we hold. */
export const bornOf = (birthDate: IsoDate): Born => ({ birthDate, birthYear: null });

/** Whether somebody is young enough to be taken in. Without a birth year we take them in: a person looks. */
export function isOfAdmissionAge({ birthDate, birthYear }: Born, today: IsoDate): boolean {
  const year = birthDate === null ? birthYear : yearOf(birthDate);
  return year === null || yearOf(today) - year <= oldestAge;
}
