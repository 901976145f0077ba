import type { Clock } from '@opptak/domain';
import type { FeedEntry, PersonDocument } from './register-format.ts';

/**
 * A made-up country behind the mock registries. It is told plain facts ("the child is born", "they moved") and keeps
 * them as the registries would: person documents in Folkeregisteret's own format, an event feed with rising sequence
 * numbers and gaps, contact information, tax figures. Everything stands in memory; every number is synthetic
 * (month + 80), and nothing here is read by an adapter except over HTTP.
 *
 * - `addPerson` describes somebody who was there from the start: no event. All other changes append events, dated by
 *   the world's clock, in the order Folkeregisteret sends them.
 * - Identity numbers go in and come out as text. A number is made from the birth date when none is given; the same
 *   seed gives the same numbers.
 * - Every change throws RangeError when it names somebody who does not exist. No message holds a number.
 *
 * Usage: `const world = mockWorld({ clock, seed: 1 })`, then `startMocks({ world })`.
 */
export interface MockWorld {
  readonly clock: Clock;

  /** Somebody who is in the register already. @returns their identity number. */
  addPerson(person: NewPerson): string;
  /** Puts in a whole person document as it is (for stored samples). No event. @returns its identity number. */
  addDocument(document: Readonly<Record<string, unknown>>): string;

  /** A child is born in Norway. Twins are two births. @returns the child's identity number. */
  birth(birth: Birth): string;
  /** A stillborn child: only the parents' documents know of it. */
  stillbirth(stillbirth: { readonly mother: string; readonly otherParent?: string }): void;
  /** A name, also the first real one after `KARI*PIKE`. */
  changeName(person: string, name: PersonName): void;

  /** Everybody in the list moves to one address: one event each. */
  move(people: readonly string[], home: Home, options?: MoveOptions): void;
  /** A kommune gets a new number: every address in it changes, nobody has moved. @returns how many people. */
  renumberKommune(from: string, to: string): number;
  /** Somebody who was registered abroad, or never before, settles in Norway. */
  settle(person: string, home: Home, options?: { readonly from?: string }): void;
  emigrate(person: string, options?: { readonly to?: string; readonly on?: string }): void;

  /** `strictly-confidential` empties the home address and gives an open postal address instead, in the same event. */
  changeProtection(person: string, level: Protection): void;
  /** Writes a grading word that nobody has heard of. */
  changeProtectionTo(person: string, rawGrading: string): void;

  death(person: string, on?: string): void;
  /** The death was registered by mistake: the person lives again. */
  annulDeath(person: string): void;

  /** A D-number becomes a fødselsnummer, or a number is corrected. The old number finds the same person. @returns the new number. */
  changeNumber(person: string, next?: string): string;
  /** Two registrations of one human being become one. `ceased` finds `kept` from then on. */
  merge(kept: string, ceased: string): void;

  /** Two adults marry. What they had before stays as it is. */
  marry(one: string, other: string): void;

  /** Delt bosted: the child also lives at `home`; null ends the agreement. */
  setSharedResidence(child: string, home: Home | null, options?: { readonly on?: string }): void;
  /** Who has parental responsibility from now on. Replaces what was. */
  setGuardians(child: string, guardians: Guardianship): void;

  /** What Kontakt- og reservasjonsregisteret knows. People without it are not registered there. */
  setContact(person: string, contact: Contact): void;
  /** What Skatteetaten knows of one income year. People without it have no basis (SSG-008). */
  setIncome(person: string, year: number, income: Income): void;

  /** Appends an event that concerns nobody's admission (or a made-up type). */
  appendEvent(person: string, type: string): void;
  /** Appends `count` events of types that admission does not read, about people who are not in this world. */
  appendNoise(count: number): void;
  /** Leaves a hole in the sequence numbers before the next event. */
  skipSequence(count: number): void;
  /** Events with a lower number are gone, as after 36 months: asking for them answers 406. */
  forgetEventsBefore(sequence: number): void;

  /** What the registries see. Read by the mocks, and by tests that check them. */
  readonly view: MockWorldView;
}

export interface MockWorldView {
  /** The newest document, also by an earlier or merged number. */
  document(person: string): PersonDocument | undefined;
  /** Events with a number at or above `from`, lowest first. @returns null when `from` is too old. */
  events(from: number, limit: number): readonly FeedEntry[] | null;
  event(documentId: string): FeedEntry | undefined;
  /** The newest sequence number, 0 before the first event. */
  lastSequence(): number;
  /** Everybody's current number, in order of arrival. */
  people(): IterableIterator<string>;
  contact(person: string): Contact | undefined;
  income(person: string, year: number): Income | undefined;
}

export interface PersonName {
  readonly first: string;
  readonly middle?: string;
  readonly last: string;
}

/** Where somebody lives. */
export type Home =
  | {
      readonly type: 'street';
      /** Four digits. */
      readonly kommune: string;
      readonly street: string;
      readonly number: number;
      readonly letter?: string;
      /** Dwelling, for example "H0101". */
      readonly unit?: string;
      readonly postalCode: string;
      readonly postTown: string;
      /** The address key of Matrikkelen; made up from the address when not given. */
      readonly addressId?: string;
    }
  | {
      /** An address without a street name. */
      readonly type: 'farm';
      readonly kommune: string;
      readonly farmNumber: number;
      readonly propertyNumber: number;
      readonly postalCode: string;
      readonly postTown: string;
    }
  /** Registered in the kommune, at no known address (ukjent bosted). */
  | { readonly type: 'unknown'; readonly kommune: string };

/** The register's own four gradings, in English. */
export type Protection = 'none' | 'client-address' | 'confidential' | 'strictly-confidential';

export interface NewPerson {
  /** A number of your own, synthetic; otherwise one is made. */
  readonly nationalId?: string;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly sex: 'female' | 'male';
  readonly name?: PersonName;
  /** null: no home address (for example a D-number holder, or abroad). */
  readonly home: Home | null;
  /** The other home of a child with delt bosted. */
  readonly sharedResidence?: Home;
  readonly status?:
    | 'bosatt'
    | 'utflyttet'
    | 'forsvunnet'
    | 'doed'
    | 'opphoert'
    | 'foedselsregistrert'
    | 'midlertidig'
    | 'inaktiv'
    | 'ikkeBosatt';
  readonly protection?: Protection;
  readonly dNumber?: boolean;
  readonly parents?: Parents;
  /** Default: joint when two parents are given, otherwise the one parent alone. */
  readonly guardians?: Guardianship;
}

/** Identity numbers of the parents, or what is known of a parent without one. */
export interface Parents {
  readonly mother?: string;
  readonly father?: string | ParentWithoutNumber;
  readonly coMother?: string;
}

export interface ParentWithoutNumber {
  readonly name: PersonName;
  readonly birthDate: string;
}

/** Parental responsibility (foreldreansvar). */
export type Guardianship =
  /** Joint responsibility; one entry per holder. */
  | { readonly type: 'joint'; readonly holders: readonly (string | ParentWithoutNumber)[] }
  | { readonly type: 'mother' | 'father' | 'co-mother'; readonly holder: string | ParentWithoutNumber }
  /** Somebody other than the parents; an organisation number for child welfare. */
  | { readonly type: 'others'; readonly holder?: string; readonly organisation?: string }
  | { readonly type: 'unknown' }
  /** No element at all. */
  | { readonly type: 'none' };

export interface Birth {
  readonly nationalId?: string;
  readonly mother: string;
  readonly otherParent?: string;
  readonly otherParentRole?: 'father' | 'co-mother';
  /** YYYY-MM-DD; default the clock's date in Norway. */
  readonly birthDate?: string;
  readonly sex: 'female' | 'male';
  /** Default: the temporary name `<mother's first name>*PIKE` or `*GUTT`, as Folkeregisteret writes it before the parents choose. */
  readonly name?: PersonName;
  /** Default: joint with `otherParent`, otherwise the mother alone. */
  readonly guardians?: Guardianship;
}

export interface MoveOptions {
  /** YYYY-MM-DD; default the clock's date. */
  readonly on?: string;
  /** `corrected`: the address was wrong, nobody moved. Default `moved`. */
  readonly because?: 'moved' | 'corrected';
}

export interface Contact {
  /** Reserved against electronic communication (eForvaltningsforskriften § 15 a). */
  readonly reserved?: boolean;
  readonly email?: string;
  /** With country code: "+4799999999". */
  readonly mobile?: string;
  readonly language?: 'nb' | 'nn' | 'en' | 'se';
  /** Not verified for more than 18 months: may not be notified (§ 32). */
  readonly expired?: boolean;
  readonly deleted?: boolean;
}

export type Income =
  | {
      readonly type: 'found';
      readonly stage: 'oppgjoer' | 'utkast';
      /** Whole kroner per post, for example { samletLoennsinntekt: 412000 }. May be negative. */
      readonly posts: Readonly<Record<string, number>>;
    }
  /** Skatteetaten shows nothing of this person (skjermet). */
  | { readonly type: 'protected' };
