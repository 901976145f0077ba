import type { IsoDate } from '@opptak/domain';
import type { CompleteLanguage } from './language.ts';

export type Channel = 'email' | 'sms' | 'letter';

/**
 * What a placeholder takes. 'text' is never empty, 'optional-text' may be; a list of words is a choice between
 * them, for ICU `select`.
 */
export type ValueKind = 'text' | 'optional-text' | 'link' | 'date' | 'count' | 'kroner' | readonly string[];

type ValueOf<K> = K extends 'date'
  ? IsoDate
  : K extends 'count' | 'kroner'
    ? number
    : K extends readonly (infer Word)[]
      ? Word
      : string;

export type ValuesOf<Kinds extends Readonly<Record<string, ValueKind>>> = {
  readonly [Name in keyof Kinds]: ValueOf<Kinds[Name]>;
};

/**
 * One text in one language, in ICU message format. A body is a list of paragraphs; one that starts with "# " is
 * a heading, one with "- " a list item, and one that comes out empty is left out.
 */
export interface TemplateText {
  readonly subject: string;
  /** Heading of the letter, where it may say more than the subject of an open e-mail. */
  readonly title?: string;
  readonly sms?: string;
  readonly email?: readonly string[];
  readonly letter?: readonly string[];
  /** Set below the signature of e-mails and letters: what must be said, but is not the message. */
  readonly below?: readonly string[];
}

export interface Template<Kinds extends Readonly<Record<string, ValueKind>>> {
  readonly channels: readonly Channel[];
  /** Every placeholder the texts use, beside those of the kommune (see `commonPlaceholders`). */
  readonly values: Kinds;
  readonly texts: Readonly<Record<CompleteLanguage, TemplateText>>;
}

/** Placeholders that every text may use without asking the caller for them. */
export const commonPlaceholders = [
  'kommuneName',
  'kommunePhone',
  'kommuneEmail',
  'kommuneWebsite',
  'privacyContact',
] as const;

/** Declares a template, keeping the names and kinds of its placeholders for the compiler. */
export function template<const Kinds extends Readonly<Record<string, ValueKind>>>(
  definition: Template<Kinds>,
): Template<Kinds> {
  return definition;
}
