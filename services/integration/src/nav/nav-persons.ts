import type { Identity, NavAddress, NavPerson } from '@opptak/contracts';

/** Whether a person may stand in a list at all. */
export type Visibility = 'open' | 'confidential' | 'withheld';

/**
 * Those with the strictest protection must not be sent. Where the address is confidential and nobody has said how
 * strictly, we take the strictest.
 */
export function visibilityOf({ addressConfidential, strictlyConfidential }: Identity): Visibility {
  if (strictlyConfidential) return 'withheld';
  if (!addressConfidential) return 'open';
  return strictlyConfidential === false ? 'confidential' : 'withheld';
}

/** The strictest of those who live together: the address of one is the address of all. */
export function visibilityOfHousehold(people: readonly Identity[]): Visibility {
  const all = people.map(visibilityOf);
  if (all.includes('withheld')) return 'withheld';
  return all.includes('confidential') ? 'confidential' : 'open';
}

/** @returns null when the name lacks a part that NAV demands. */
export function navPerson(identity: Identity, visibility: Exclude<Visibility, 'withheld'>): NavPerson | null {
  const { firstName, lastName } = nameParts(identity);
  if (!firstName || !lastName) return null;
  return {
    socialSecurityNumber: identity.nationalId,
    firstName: firstName.slice(0, 200),
    lastName: lastName.slice(0, 200),
    address: visibility === 'confidential' ? confidential : openAddress(identity),
  };
}

/** An address that must not be shown, as NAV writes it. */
export const confidential: NavAddress = {
  unitNumber: null,
  addressLine1: null,
  addressLine2: null,
  zipCode: null,
  postalTown: null,
  confidentialAddress: true,
};

/** NAV takes an address with post code and town, or none. */
function openAddress({ address }: Identity): NavAddress | null {
  if (!address || !/^\d{4}$/.test(address.postalCode) || !address.town) return null;
  return {
    unitNumber: null,
    addressLine1: address.line.slice(0, 200) || null,
    addressLine2: null,
    zipCode: address.postalCode,
    postalTown: address.town,
    confidentialAddress: false,
  };
}

function nameParts({ name, givenNames, familyName }: Identity): { firstName: string; lastName: string } {
  if (givenNames && familyName) return { firstName: givenNames, lastName: familyName };
  const words = name.trim().split(/\s+/);
  return { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' };
}
