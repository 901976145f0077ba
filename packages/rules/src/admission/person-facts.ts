import { type IsoDate, type KommuneNumber, yearOf } from '@opptak/domain';

/*
 * What the admission rules must know about people, in our own words. No registry format: whoever reads a
 * registry maps to these, and maps what it does not understand to 'unknown', never to the mildest value.
 */

/**
 * Protection of where a person lives. A graded address ('client-address') reveals an institution or a
 * service. 'unknown' stands for a value that the registry sent and we do not know: it counts as the strictest.
 */
export type AddressProtection =
  | 'none'
  | 'confidential'
  | 'strictly-confidential'
  | 'client-address'
  | 'unknown';

/** 'not-resident' covers D-numbers and others who stay here without being registered as living here. */
export type PersonStatus =
  | 'resident'
  | 'not-resident'
  | 'emigrated'
  | 'dead'
  | 'stillborn'
  | 'ended'
  | 'unknown';

/**
 * In which role a grown-up stands beside the child.
 * `guardian-appointed` is a verge; `responsibility-given` holds parental responsibility without being a parent.
 */
export type GuardianRole =
  | 'parent-with-responsibility'
  | 'parent-without-responsibility'
  | 'responsibility-given'
  | 'guardian-appointed';

export interface GuardianFacts {
  /** Our internal id. Never an identity number. */
  readonly personId: string;
  readonly role: GuardianRole;
  /** null when the registry gave none. */
  readonly birthOn: IsoDate | null;
  readonly status: PersonStatus;
  readonly protection: AddressProtection;
  /** Registered at the child's registered address. null when that can not be told. */
  readonly livesWithChild: boolean | null;
  /** A manual or registered block says that this person may learn nothing about the child. */
  readonly blocked: boolean;
  /** The person is under guardianship (has a verge) in personal matters. */
  readonly hasAppointedGuardian: boolean;
}

export interface ChildFacts {
  readonly personId: string;
  readonly birthOn: IsoDate | null;
  readonly status: PersonStatus;
  /** The kommune where the child is registered as living; null when hidden or not known. */
  readonly residence: KommuneNumber | null;
  readonly protection: AddressProtection;
  /** Delt bosted: the parents have agreed, or a court has ruled, that the child lives with both. */
  readonly sharedResidence: 'no' | 'yes' | 'unknown';
  /** Whether everyone who holds parental responsibility is among `guardians`. */
  readonly responsibility: 'known' | 'unknown';
  readonly guardians: readonly GuardianFacts[];
}

/** When compulsory schooling starts for the child, beside the rule. */
export type SchoolStart = 'ordinary' | 'deferred' | 'deferral-asked' | 'early';

/** Answers whether an address must not be revealed. Anything but a plain 'none' is protected. */
export const isProtected = (protection: AddressProtection): boolean => protection !== 'none';

const AGE_OF_MAJORITY = 18;

/** Answers whether a person is under eighteen on a day. An unknown birth date counts as a minor: a person looks. */
export function isMinor(birthOn: IsoDate | null, on: IsoDate): boolean {
  // Compared as text, so that one born on 29 February comes of age on 1 March, the day after 28 February.
  return birthOn === null || `${yearOf(birthOn) + AGE_OF_MAJORITY}${birthOn.slice(4)}` > on;
}
