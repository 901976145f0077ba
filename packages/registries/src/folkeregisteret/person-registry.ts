import type { KommuneNumber, NationalId } from '@opptak/domain';
import type { Purpose } from '../http/registry-endpoint.ts';
import type { PersonFacts, Residence, ResidenceFacts } from './person-facts.ts';

/** The most people one bulk question may be about. */
export const peoplePerLookup = 1_000;

/**
 * What the rest of the system may ask Folkeregisteret (the population register).
 *
 * Everything here throws RegistryUnavailable when the register is down, slow or asks us to wait, RegistryRefused when
 * it rejects our access or our request, and RegistryAnswerUnreadable when the answer is not the register's.
 */
export interface PersonRegistry {
  /** @returns null when nobody has this number. Also finds by an earlier or merged number. */
  findPerson(nationalId: NationalId, purpose: Purpose): Promise<PersonFacts | null>;
  /**
   * Looks up many at once.
   *
   * @throws RangeError when asked for more than 1 000.
   */
  findPeople(nationalIds: readonly NationalId[], purpose: Purpose): Promise<BulkAnswer<PersonFacts>>;
  /** As `findPeople`, but asks only for status, address and protection. */
  findResidences(nationalIds: readonly NationalId[], purpose: Purpose): Promise<BulkAnswer<ResidenceFacts>>;
  /**
   * Who is registered at the street and number of a home, born in `bornUntil` or before. It may be more than the home: the
   * register does not search by letter and dwelling. Nobody with a strictly confidential address is found.
   *
   * @param options.atMost more than so many is "too many".
   */
  findResidents(
    home: Residence,
    options: { readonly bornUntil: number; readonly atMost: number },
    purpose: Purpose,
  ): Promise<ResidentsAnswer>;

  /**
   * One page of the event feed, from and including `from`.
   *
   * @param etag Of the last answer to the same question: an unchanged page is not sent again.
   */
  readEvents(from: number, etag?: string): Promise<EventPage>;
  /** The newest sequence number. Lower than our own pointer means that the register's environment was built anew. */
  lastSequence(): Promise<number>;

  /**
   * Orders a list of everybody who is resident and fits. People with a strictly confidential address are in no
   * kommune's list: the register does not show where they live.
   *
   * Read `lastSequence` first: the feed continues from there.
   *
   * @returns the job's id.
   */
  orderExtract(filter: ExtractFilter): Promise<string>;
  /** @param batch 0, 1, 2 … */
  readExtract(jobId: string, batch: number): Promise<ExtractBatch>;
}

export interface BulkAnswer<Facts> {
  /** By the number that was asked for, which may be an earlier number of the person found. */
  readonly found: ReadonlyMap<NationalId, Facts>;
  /** Asked for, but without a document in the answer. The register does not say why: ask one at a time to be sure. */
  readonly missing: readonly NationalId[];
  /** There is a document, but we can not read it: a person must look. */
  readonly unreadable: readonly NationalId[];
}

export type ResidentsAnswer =
  | { readonly type: 'found'; readonly nationalIds: readonly NationalId[] }
  | { readonly type: 'too-many' }
  /** The address is none that the register can search by, or it found somebody whose number we do not take. */
  | { readonly type: 'not-searchable' };

export type EventPage =
  | {
      readonly type: 'page';
      /** By rising sequence number, each once. Empty at the end of the feed. */
      readonly events: readonly RegisterEvent[];
      /** Where the next page begins. Numbers may be missing between events; that is how the register counts. */
      readonly next: number;
      readonly etag: string | null;
      /** Entries that were sent twice on the page. */
      readonly duplicates: number;
      /** Entries without a person or a type: skipped, counted. */
      readonly unreadable: number;
    }
  /** Nothing has changed since the etag. */
  | { readonly type: 'unchanged' }
  /** The pointer is older than 36 months (status 406): a new extract is needed. */
  | { readonly type: 'too-old' };

/** Somebody's entry has changed. What is said is only a hint: look the person up. */
export interface RegisterEvent {
  readonly sequence: number;
  readonly nationalId: NationalId;
  /** The register's own word, for example "endringIBostedsadresse". May be one we do not know. */
  readonly type: string;
  readonly registeredAt: Date;
}

export interface ExtractFilter {
  readonly kommune: KommuneNumber;
  /** Birth years, both included. */
  readonly bornFrom: number;
  readonly bornUntil: number;
}

export type ExtractBatch =
  /** Try again in a while. The register answers the same when the job does not exist. */
  | { readonly type: 'not-ready' }
  | { readonly type: 'batch'; readonly nationalIds: readonly NationalId[] }
  | { readonly type: 'end' };
