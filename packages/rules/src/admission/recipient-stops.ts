import type { IsoDate } from '@opptak/domain';
import type { LegalSource } from '../legal-source.ts';
import { barnelova, folkeregisterloven, vergemaalsloven } from './admission-sources.ts';
import { type ChildFacts, type GuardianFacts, isMinor, isProtected } from './person-facts.ts';

export type RecipientReason =
  | 'child-address-protected'
  | 'household-address-protected'
  | 'responsibility-unknown'
  | 'responsibility-given-to-others'
  | 'guardian-appointed'
  | 'shared-residence-unknown'
  | 'guardian-residence-unknown'
  | 'nobody-responsible-lives-with-child'
  | 'deciding-guardian-protected'
  | 'deciding-guardian-blocked'
  | 'deciding-guardian-not-resident'
  | 'guardian-status-unclear'
  | 'guardian-minor-or-age-unknown'
  | 'guardian-has-verge'
  | 'informed-guardian-protected';

export interface FamilyFinding {
  readonly reason: RecipientReason;
  readonly personId: string | null;
  readonly handling: 'ordinary' | 'guarded';
}

interface FamilyToCheck {
  readonly child: ChildFacts;
  /** Living parents with responsibility. */
  readonly holders: readonly GuardianFacts[];
  readonly deciders: readonly GuardianFacts[];
  readonly on: IsoDate;
}

interface RecipientStop {
  readonly rule: string;
  readonly source: LegalSource;
  /** What makes this a matter for a person; null when the question raises no doubt. */
  readonly find: (family: FamilyToCheck) => FamilyFinding | null;
}

/**
 * The questions asked before anything is sent, in order. Protection comes first, so that a protected family
 * never shows up at the ordinary desk for another reason.
 */
export const recipientStops: readonly RecipientStop[] = [
  {
    rule: 'recipients.child-not-protected',
    source: folkeregisterloven('§ 10-4'),
    find: ({ child }) => (isProtected(child.protection) ? guarded('child-address-protected') : null),
  },
  {
    rule: 'recipients.household-not-protected',
    source: folkeregisterloven('§ 10-4'),
    find: ({ child }) =>
      child.guardians.some(
        (guardian) => guardian.livesWithChild !== false && isProtected(guardian.protection),
      )
        ? guarded('household-address-protected')
        : null,
  },
  {
    rule: 'recipients.responsibility-with-parents',
    source: barnelova('§§ 30 og 35'),
    find: ({ child }) => responsibilityFinding(child),
  },
  {
    rule: 'recipients.residence-clear',
    source: barnelova('§ 36'),
    find: ({ child, holders }) => {
      if (child.sharedResidence === 'unknown') return ordinary('shared-residence-unknown');
      const unclear = holders.find(({ livesWithChild }) => livesWithChild === null);
      return unclear ? ordinary('guardian-residence-unknown', unclear) : null;
    },
  },
  {
    // Foster care and institutions: the registry shows parents with responsibility, and a child elsewhere.
    rule: 'recipients.a-responsible-parent-lives-with-child',
    source: barnelova('§ 37'),
    find: ({ holders }) =>
      holders.some(({ livesWithChild }) => livesWithChild === true)
        ? null
        : ordinary('nobody-responsible-lives-with-child'),
  },
  {
    rule: 'recipients.deciders-not-protected',
    source: folkeregisterloven('§ 10-4'),
    find: ({ deciders }) => {
      const found = deciders.find(({ protection }) => isProtected(protection));
      return found ? guarded('deciding-guardian-protected', found) : null;
    },
  },
  {
    rule: 'recipients.deciders-not-blocked',
    source: barnelova('§ 47'),
    find: ({ deciders }) => {
      const found = deciders.find(({ blocked }) => blocked);
      return found ? guarded('deciding-guardian-blocked', found) : null;
    },
  },
  {
    rule: 'recipients.deciders-resident',
    source: barnelova('§ 37'),
    find: ({ deciders }) => {
      const found = deciders.find(({ status }) => status !== 'resident');
      if (!found) return null;
      return found.status === 'emigrated' || found.status === 'not-resident'
        ? ordinary('deciding-guardian-not-resident', found)
        : ordinary('guardian-status-unclear', found);
    },
  },
  {
    rule: 'recipients.deciders-of-age',
    source: vergemaalsloven('§ 16'),
    find: ({ deciders, on }) => {
      const found = deciders.find(({ birthOn }) => isMinor(birthOn, on));
      return found ? ordinary('guardian-minor-or-age-unknown', found) : null;
    },
  },
  {
    rule: 'recipients.deciders-act-for-themselves',
    source: vergemaalsloven('§ 20'),
    find: ({ deciders }) => {
      const found = deciders.find(({ hasAppointedGuardian }) => hasAppointedGuardian);
      return found ? ordinary('guardian-has-verge', found) : null;
    },
  },
];

function responsibilityFinding({ responsibility, guardians }: ChildFacts): FamilyFinding | null {
  const given = guardians.find(({ role }) => role === 'responsibility-given');
  if (given) return ordinary('responsibility-given-to-others', given);
  const appointed = guardians.find(({ role }) => role === 'guardian-appointed');
  if (appointed) return ordinary('guardian-appointed', appointed);
  return responsibility === 'unknown' ? ordinary('responsibility-unknown') : null;
}

function ordinary(reason: RecipientReason, about?: GuardianFacts): FamilyFinding {
  return { reason, personId: about?.personId ?? null, handling: 'ordinary' };
}

/** Seen at the guarded desk only: the reason itself reveals the protection. */
function guarded(reason: RecipientReason, about?: GuardianFacts): FamilyFinding {
  return { reason, personId: about?.personId ?? null, handling: 'guarded' };
}
