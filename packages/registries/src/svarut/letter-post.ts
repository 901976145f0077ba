import type { NationalId } from '@opptak/domain';

/** A letter to one person. The post chooses the way: digital mailbox, Altinn, or paper. */
export interface Letter {
  /** Ours, and the same each time the same letter is tried: at most 100 characters. Finds the letter after a lost answer. */
  readonly reference: string;
  /** Shown in notifications that others may see: no names, at most 1 000 characters. */
  readonly title: string;
  readonly recipient: LetterRecipient;
  /** In the order they are read. PDF; names without the characters * : " \ / < > | ? */
  readonly documents: readonly { readonly fileName: string; readonly content: Uint8Array }[];
  /** Groups letters of one campaign or intake, at most 100 characters. */
  readonly correlation?: string;
  /** For example "barnehage.vedtak", at most 100 characters. */
  readonly letterType: string;
  /** Marks the letter as subject to confidentiality, for those who open it on another's behalf. */
  readonly confidential: boolean;
  readonly links?: readonly { readonly url: string; readonly text: string }[];
}

export interface LetterRecipient {
  readonly nationalId: NationalId;
  readonly name: string;
  /** Without it the letter can only go digitally, and is not sent on paper when nobody reads it. */
  readonly address: {
    readonly lines: readonly string[];
    readonly postalCode: string;
    readonly postTown: string;
  } | null;
}

export interface LetterStatus {
  readonly state: /** On its way. */
    | 'pending'
    /** In a mailbox, not read. */
    | 'delivered'
    | 'read'
    /** Printed and handed to the postal service. */
    | 'printed'
    /** Nobody will get it: a person must act. */
    | 'failed'
    /** A status we do not know: counts as pending, and is shown. */
    | 'unknown';
  /** The post's own word. */
  readonly word: string;
  readonly changedAt: Date;
}

/** What the rest of the system may ask of SvarUt. Fits its version 2 and version 3. */
export interface LetterPost {
  /**
   * Hands in a letter. Not safe to repeat: after RegistryUnavailable the letter may have been taken in. Ask
   * `findLetters` with its reference first.
   *
   * @returns the post's id of the letter.
   * @throws RangeError when the letter breaks the post's limits.
   */
  sendLetter(letter: Letter): Promise<string>;
  /** @returns ids of letters handed in with this reference; empty when there is none. */
  findLetters(reference: string): Promise<readonly string[]>;
  /** @returns status by id; ids the post does not know are absent. */
  findStatuses(letterIds: readonly string[]): Promise<ReadonlyMap<string, LetterStatus>>;
}
