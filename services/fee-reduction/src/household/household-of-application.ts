import type { KommuneNumber, NationalId } from '@opptak/domain';
import { nationalId } from '@opptak/domain';
import { type AdultFacts, householdMembers } from '@opptak/rules';
import { openIdentity } from '@opptak/service';
import type { CaseReason } from '../actions/case-reasons.ts';
import type { Deps } from '../deps.ts';
import type { FeeApplication } from '../repositories/applications.ts';
import type { ChildOfHousehold } from '../repositories/households.ts';
import { type HouseholdDoubt, type ReadHousehold, readHousehold } from './read-household.ts';

/** An adult whose income counts. */
export interface Member {
  readonly personId: string;
  readonly nationalId: NationalId;
}

export interface FoundHousehold {
  /** Whose income counts; empty when a person must decide. */
  readonly members: readonly Member[];
  /** Everybody who was looked at, for the reasoning. */
  readonly adults: readonly AdultFacts[];
  /** Why no rule can say who the household is; null when it is known. */
  readonly reason: CaseReason | null;
  /** Ids of those whose documents were read. */
  readonly looked: readonly string[];
}

/** What is sealed is not an identity that a registry can be asked about. */
export class IdentityUnreadable extends Error {
  override readonly name = 'IdentityUnreadable';
}

/**
 * Whose income an application rests on: the household at the children's registered address, read from Folkeregisteret now.
 *
 * @throws IdentityUnreadable, and what the registry throws.
 */
export async function householdOfApplication(
  deps: Deps,
  kommune: KommuneNumber,
  { appliedOn, othersBelong }: Pick<FeeApplication, 'appliedOn' | 'othersBelong'>,
  children: readonly ChildOfHousehold[],
): Promise<FoundHousehold> {
  const numbers = children.map(({ id, sealedIdentity }) => numberOf(deps, kommune, id, sealedIdentity));
  const read = await readHousehold(deps.registries(kommune).people, numbers, appliedOn);
  const idOf = personIds(deps, kommune, children, numbers);
  const adults = read.adults.map(
    ({ nationalId: number, ...facts }): AdultFacts => ({ id: idOf(number), ...facts }),
  );
  const judged = withWhatWasFound(adults, othersBelong);
  const { outcome, members } = householdMembers(judged);
  const belong = read.adults.flatMap((adult) =>
    members.includes(idOf(adult.nationalId))
      ? [{ personId: idOf(adult.nationalId), nationalId: adult.nationalId }]
      : [],
  );
  return {
    members: belong.toSorted((a, b) => (a.personId < b.personId ? -1 : 1)),
    adults: judged,
    reason: reasonOf(read, judged, outcome === 'undecided', members.length, othersBelong),
    looked: read.looked.map(idOf),
  };
}

function reasonOf(
  { doubt }: ReadHousehold,
  adults: readonly AdultFacts[],
  open: boolean,
  members: number,
  othersBelong: boolean | null,
): CaseReason | null {
  // A caseworker who has found that nobody else belongs has answered what the register could not be asked.
  if (doubt && !(doubt === 'address-not-searchable' && othersBelong === false)) return reasons[doubt];
  if (open) {
    const onlyResidents = adults
      .filter((adult) => householdMembers([adult]).outcome === 'undecided')
      .every(({ relation }) => relation === 'resident');
    return onlyResidents ? 'cohabitant-unclear' : 'household-unclear';
  }
  if (members === 0) return 'no-adult-known';
  return members > 2 ? 'more-than-two-adults' : null;
}

const reasons: Readonly<Record<HouseholdDoubt, CaseReason>> = {
  'child-unreadable': 'child-unreadable',
  'different-addresses': 'household-unclear',
  'address-not-searchable': 'address-not-searchable',
};

/** What a caseworker has found out holds for those of whom no register could say. */
function withWhatWasFound(
  adults: readonly AdultFacts[],
  othersBelong: boolean | null,
): readonly AdultFacts[] {
  if (othersBelong === null) return adults;
  return adults.map((adult) =>
    householdMembers([adult]).outcome === 'undecided' ? { ...adult, foundToBelong: othersBelong } : adult,
  );
}

/** The ids that people have with us: those told of them keep the one they were told by, whatever their number is now. */
function personIds(
  deps: Deps,
  kommune: KommuneNumber,
  children: readonly ChildOfHousehold[],
  numbers: readonly NationalId[],
): (number: NationalId) => string {
  const told = new Map<string, string>(children.map(({ id }, index) => [numbers[index] ?? '', id]));
  for (const { personId, sealedIdentity } of children.flatMap(({ adults }) => adults)) {
    told.set(numberOf(deps, kommune, personId, sealedIdentity), personId);
  }
  return (number) => told.get(number) ?? deps.vault.personId(kommune, number);
}

function numberOf(
  { identityVault, nationalIds }: Pick<Deps, 'identityVault' | 'nationalIds'>,
  kommune: KommuneNumber,
  personId: string,
  sealed: string | null,
): NationalId {
  try {
    return nationalId(openIdentity(identityVault, kommune, personId, sealed ?? '').nationalId, nationalIds);
  } catch {
    throw new IdentityUnreadable('The identity of somebody can not be used');
  }
}
