import type { IsoDate, KommuneNumber, NationalId } from '@opptak/domain';

/** What Folkeregisteret says of one person, in our words, and no more than admission needs. */
export interface PersonFacts {
  /** The number in use now. */
  readonly nationalId: NationalId;
  readonly identity: Identity;
  readonly status: PersonStatus;
  /** From the register's own field, never from the number. Null when only the year, or nothing, is known. */
  readonly birthDate: IsoDate | null;
  readonly birthYear: number | null;
  /** Null when there is none (a new-born may lack one for weeks). */
  readonly name: PersonName | null;
  readonly protection: ProtectionLevel;
  /** Whether the document says at all how anything of it is graded. When it does not, nothing may be lifted on its word. */
  readonly protectionStated: boolean;
  /** Null when unknown, abroad, or strictly confidential: then no address passes this point, whatever the document holds. */
  readonly residence: Residence | null;
  /** Delt bosted: the child's other home. */
  readonly sharedResidence: SharedResidence | null;
  /** Who has parental responsibility for this person (foreldreansvar). */
  readonly guardians: Guardians;
  /** Parents by birth or adoption; says nothing of responsibility or of who lives where. */
  readonly parents: readonly Parent[];
  /** Living or dead, but not stillborn. Siblings are the other children of one's parents. */
  readonly children: readonly NationalId[];
  readonly partners: readonly NationalId[];
  /** Children this person has parental responsibility for, as far as their own document says. */
  readonly wards: readonly NationalId[];
  readonly death: { readonly on: IsoDate | null } | null;
  readonly emigration: { readonly on: IsoDate | null; readonly country: string | null } | null;
  /** What the document held that we do not know, counted by place: never fatal, never lost silently. */
  readonly unknown: UnknownParts;
}

export interface Identity {
  readonly type: 'foedselsnummer' | 'd-number' | 'unknown';
  /** False when the number has ceased (opphoert): a duplicate, or a registration by mistake. */
  readonly inUse: boolean;
  /** Numbers this person had before (number change, D-number, merged registrations), as far as the document says. */
  readonly earlier: readonly NationalId[];
}

/** The register's person statuses. Only `resident` gives a right to a place (barnehageloven § 16). */
export type PersonStatus =
  | 'resident'
  | 'emigrated'
  | 'missing'
  | 'dead'
  | 'ceased'
  | 'birth-registered'
  | 'temporary'
  | 'inactive'
  | 'not-resident'
  | 'active'
  /** A value we do not know, or none. */
  | 'unknown';

/**
 * How strictly a person's address is protected: the strictest of their own grading and of every address they have
 * now. A grading we do not know counts as strictly confidential. The level is itself confidential.
 */
export type ProtectionLevel = 'none' | 'confidential' | 'strictly-confidential';

export interface PersonName {
  readonly first: string;
  readonly middle: string | null;
  readonly last: string;
  /** A new-born whose parents have not chosen yet: "KARI*PIKE", "KARI*GUTT". Not to be shown as a name. */
  readonly temporary: boolean;
}

export interface Residence {
  readonly kommune: KommuneNumber;
  /** Null: registered in the kommune without a known address (ukjent bosted). */
  readonly address: Address | null;
  readonly movedOn: IsoDate | null;
  /**
   * The address is graded as an institution's or office's (klientadresse). That may reveal where somebody is treated
   * or kept: not to be shown, measured or printed outside the case.
   */
  readonly clientAddress: boolean;
}

export interface SharedResidence extends Residence {
  readonly from: IsoDate | null;
  /** Last day, included; null while open. */
  readonly until: IsoDate | null;
}

export type Address =
  | {
      readonly type: 'street';
      readonly street: string;
      readonly number: string | null;
      readonly letter: string | null;
      /** Dwelling: "H0101". */
      readonly unit: string | null;
      readonly careOf: string | null;
      readonly postalCode: string | null;
      readonly postTown: string | null;
      /** Key in Matrikkelen: the same for two people at one address, also when the street code is written in two ways. */
      readonly matrikkelId: string | null;
    }
  | {
      /** A property without a street name. */
      readonly type: 'farm';
      readonly farmNumber: number | null;
      readonly propertyNumber: number | null;
      readonly unit: string | null;
      readonly additionalName: string | null;
      readonly careOf: string | null;
      readonly postalCode: string | null;
      readonly postTown: string | null;
      readonly matrikkelId: string | null;
    };

/**
 * Parental responsibility as it stands now. `joint` has one holder per element; `contradictory` is a document with
 * two different kinds at once. Everything but joint, mother, father and co-mother needs a person.
 */
export interface Guardians {
  readonly kind:
    | 'joint'
    | 'mother'
    | 'father'
    | 'co-mother'
    | 'others'
    | 'unknown'
    | 'none'
    | 'contradictory';
  readonly holders: readonly KnownPerson[];
  /** Organisation numbers: child welfare. */
  readonly organisations: readonly string[];
}

export interface Parent {
  readonly role: 'mother' | 'father' | 'co-mother';
  readonly person: KnownPerson;
}

/** Somebody the document names: by number, or, without a Norwegian number, by name and birth date. */
export type KnownPerson =
  | { readonly nationalId: NationalId }
  | { readonly nationalId: null; readonly name: PersonName | null; readonly birthDate: IsoDate | null };

/** Place in the document ("status.status", "bostedsadresse.nyttFelt") → how often. Places, never values. */
export type UnknownParts = Readonly<Record<string, number>>;

/** Where somebody lives and how protected it is, and nothing of their family. */
export type ResidenceFacts = Pick<
  PersonFacts,
  | 'nationalId'
  | 'identity'
  | 'status'
  | 'protection'
  | 'protectionStated'
  | 'residence'
  | 'sharedResidence'
  | 'death'
  | 'emigration'
  | 'unknown'
>;
