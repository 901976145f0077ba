import { stableId } from '@opptak/db';
import type { PersonFacts } from '@opptak/registries';
import type { Family } from './family.ts';
import type { IdOf } from './identities.ts';
import { recordOf } from './person-record.ts';
import { type RegisterLevel, strictest } from './register-protection.ts';
import { identityOf, type ToldChild } from './told.ts';

/** Children of the same holders of parental responsibility are siblings: one family. */
export function familyIdOf({ adults }: Family, childId: string, idOf: IdOf): string {
  const holders = adults
    .filter(({ role }) => role === 'parent-with-responsibility' || role === 'responsibility-given')
    .map(({ facts }) => idOf(facts.nationalId));
  return stableId('family', ...(holders.length > 0 ? holders.sort() : [childId]));
}

/**
 * What the other services are told of a child.
 *
 * @returns null for a child whose birth date is not known: a person finds out before anybody is told.
 */
export function toldChildOf(
  family: Family,
  childId: string,
  idOf: IdOf,
  levelOf: (facts: PersonFacts) => RegisterLevel,
): ToldChild | null {
  const { child, adults } = family;
  if (child.birthDate === null) return null;
  // One protected person protects the home: the others' address is theirs.
  const level = strictest([
    levelOf(child),
    ...adults.filter(({ livesWithChild }) => livesWithChild !== false).map(({ facts }) => levelOf(facts)),
  ]);
  const household = adults
    .filter(({ livesWithChild }) => livesWithChild === true)
    .map(({ facts }) => ({
      personId: idOf(facts.nationalId),
      identity: identityOf(recordOf(facts, 'known'), level),
    }))
    .sort((a, b) => (a.personId < b.personId ? -1 : 1));
  const ids = household.map(({ personId }) => personId);
  return {
    childId,
    bornOn: child.birthDate,
    familyId: familyIdOf(family, childId, idOf),
    householdId: stableId('household', ...(ids.length > 0 ? ids : [childId])),
    identity: identityOf(recordOf(child, family.responsibility), level),
    adults: household,
  };
}
