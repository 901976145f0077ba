import type { IsoDate, KommuneNumber } from '@opptak/domain';
import type { AddressProtection, ChildFacts, GuardianFacts } from '@opptak/rules';
import type { PersonRecord } from '../population/person-record.ts';
import { isSameKommune } from '../population/renumbered-kommuner.ts';
import type { Guardian } from '../repositories/people.ts';
import type { Protection } from '../repositories/protection.ts';

/** A child and those beside it, opened, with what protects each of them. */
export interface KnownFamily {
  readonly childId: string;
  readonly familyId: string;
  readonly moveHeld: boolean;
  readonly readAt: Date;
  readonly child: PersonRecord;
  readonly adults: readonly { readonly guardian: Guardian; readonly record: PersonRecord }[];
  readonly protections: ReadonlyMap<string, readonly Protection[]>;
}

/** The family as the admission rules see it. What a person has blocked counts as the strictest protection there is. */
export function childFactsOf(family: KnownFamily, kommune: KommuneNumber, on: IsoDate): ChildFacts {
  const { child, childId, adults, protections } = family;
  return {
    personId: childId,
    birthOn: child.bornOn,
    status: child.status,
    // A kommune that was renumbered is the same kommune.
    residence: child.kommune !== null && isSameKommune(child.kommune, kommune) ? kommune : child.kommune,
    protection: protectionOf(protections.get(childId)),
    sharedResidence: isShared(child, on) ? 'yes' : 'no',
    responsibility: child.responsibility,
    guardians: adults.map(({ guardian, record }) => guardianFacts(guardian, record, protections)),
  };
}

/** Whether anybody in the child's home, or the child, has an address that must not be revealed. */
export function isGuarded(family: KnownFamily): boolean {
  const ids = [
    family.childId,
    ...family.adults
      .filter(({ guardian }) => guardian.livesWithChild !== false)
      .map(({ guardian }) => guardian.personId),
  ];
  return ids.some((id) => protectionOf(family.protections.get(id)) !== 'none');
}

/** Whether somebody may learn nothing about the child. */
export function isBlockedFrom({ protections, childId }: KnownFamily, personId: string): boolean {
  return (protections.get(childId) ?? []).some(({ againstPersonId }) => againstPersonId === personId);
}

function guardianFacts(
  { personId, role, livesWithChild, childId }: Guardian,
  record: PersonRecord,
  protections: KnownFamily['protections'],
): GuardianFacts {
  return {
    personId,
    role: role === 'household' ? 'parent-without-responsibility' : role,
    birthOn: record.bornOn,
    status: record.status,
    protection: protectionOf(protections.get(personId)),
    livesWithChild,
    blocked: (protections.get(childId) ?? []).some(({ againstPersonId }) => againstPersonId === personId),
    // Folkeregisteret's vergemål is not among what we are given access to.
    hasAppointedGuardian: false,
  };
}

const byStrictness = ['client-address', 'confidential', 'strictly-confidential', 'blocked'] as const;

function protectionOf(protections: readonly Protection[] | undefined): AddressProtection {
  const levels = (protections ?? [])
    .filter(({ againstPersonId }) => againstPersonId === null)
    .map(({ level }) => level);
  const strictest = byStrictness.findLast((level) => levels.includes(level));
  if (strictest === undefined) return 'none';
  return strictest === 'blocked' ? 'unknown' : strictest;
}

function isShared({ shared }: PersonRecord, on: IsoDate): boolean {
  if (shared === null) return false;
  return (shared.from === null || shared.from <= on) && (shared.until === null || shared.until >= on);
}
