import type { NationalId } from '@opptak/domain';
import type { Purpose } from '../http/registry-endpoint.ts';

/** The most people one question may be about. */
export const contactsPerLookup = 1_000;

/** How somebody may be reached digitally. */
export interface ContactFacts {
  /** Reserved against electronic communication (eForvaltningsforskriften § 15 a): then decisions go by letter. */
  readonly reserved: boolean;
  /** May be notified by e-mail or SMS: registered, not reserved, and confirmed within 18 months (§ 32). */
  readonly mayBeNotified: boolean;
  /** Null unless they may be notified. */
  readonly email: string | null;
  /** With country code. Null unless they may be notified. */
  readonly mobile: string | null;
  /** Their choice of language; null when none was made. */
  readonly language: 'nb' | 'nn' | 'en' | 'se' | null;
  readonly status: 'active' | 'deleted' | 'not-registered';
}

/** What the rest of the system may ask Kontakt- og reservasjonsregisteret (KRR). */
export interface ContactRegistry {
  /**
   * @returns contact facts by number. Those whom the register does not mention are in it as not registered.
   * @throws RangeError when asked for more than 1 000.
   * @throws RegistryUnavailable, RegistryRefused, RegistryAnswerUnreadable.
   */
  findContacts(
    nationalIds: readonly NationalId[],
    purpose: Purpose,
  ): Promise<ReadonlyMap<NationalId, ContactFacts>>;
}
