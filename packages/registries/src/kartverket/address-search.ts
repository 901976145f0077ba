/**
 * An address to look for. The register is open and run by others: it gets the address and nothing else, and never a
 * graded one, which is why the question must say that the address is not.
 */
export interface AddressQuestion {
  readonly protection: 'none';
  readonly street: string;
  readonly number: string;
  readonly letter: string | null;
  readonly postalCode: string | null;
  /** Four digits. */
  readonly kommune: string;
}

export interface FoundAddress {
  /** "Myrvollveien 5C" */
  readonly text: string;
  readonly kommune: string;
  readonly postalCode: string;
  readonly postTown: string;
  /** WGS 84 degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

/** What the rest of the system may ask Kartverket. */
export interface AddressSearch {
  /** @returns the address, or null when none or more than one place fits. */
  findAddress(question: AddressQuestion): Promise<FoundAddress | null>;
}
