import type { MockWorld } from '@opptak/registries/mocks';
import type { SimulatedFamily } from '../population.ts';

/** Finds the family behind a letter box, a phone or a mail address. */
export type FamilyOf = (recipient: string) => SimulatedFamily | undefined;

export function familyFinder(world: MockWorld, families: readonly SimulatedFamily[]): FamilyOf {
  const byRecipient = new Map<string, SimulatedFamily>();
  for (const family of families) {
    for (const guardian of family.guardians) {
      byRecipient.set(guardian, family);
      const contact = world.view.contact(guardian);
      if (contact?.mobile) byRecipient.set(contact.mobile, family);
      if (contact?.email) byRecipient.set(contact.email, family);
    }
  }
  return (recipient) => byRecipient.get(recipient);
}
