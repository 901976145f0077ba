import type { KommuneNumber } from '@opptak/domain';

/** ISO 639: bokmål, nynorsk, English, Northern, South and Lule Sámi. */
export type Language = 'nb' | 'nn' | 'en' | 'se' | 'sma' | 'smj';

/** Every text exists in these. */
export type CompleteLanguage = 'nb' | 'nn' | 'en' | 'se';
export const completeLanguages: readonly CompleteLanguage[] = ['nb', 'nn', 'en', 'se'];

/** A text of the kommune's own in those languages that it has it in; bokmål always. */
export type OwnText = Readonly<Partial<Record<Language, string>>> & { readonly nb: string };

/** What a message must know about the kommune that sends it. */
export interface MessageKommune {
  readonly number: KommuneNumber;
  /** The name as it signs: "Kåfjord kommune", "Gáivuona suohkan". */
  readonly names: OwnText;
  /** Names in languages that messages do not have, for the letterhead only: Kven "Kaivuonon komuuni". */
  readonly otherNames: readonly string[];
  /** The form of Norwegian the kommune has chosen; 'neutral' writes bokmål unless the person asks otherwise. */
  readonly norwegian: 'nb' | 'nn' | 'neutral';
  /** The Sámi language of a kommune in the administrative area for Sámi languages; null outside it. */
  readonly sami: 'se' | 'sma' | 'smj' | null;
  readonly phone: string;
  readonly email: string;
  readonly website: string;
  /** How to reach the data protection officer. */
  readonly privacyContact: string;
  /** Address lines as printed in the letterhead. */
  readonly postalAddress: readonly string[];
}

/** The kommune's name in a language, or as the kommune signs in its own form of Norwegian. */
export const kommuneName = (kommune: MessageKommune, language: Language): string =>
  ownText(kommune.names, kommune, language);

/** A text of the kommune's own in a language, or in its form of Norwegian. */
export const ownText = (
  text: OwnText,
  kommune: Pick<MessageKommune, 'norwegian'>,
  language: Language,
): string => text[language] ?? text[norwegianOf(kommune)] ?? text.nb;

/** The form of Norwegian that the kommune writes when nobody has asked for another. */
export const norwegianOf = ({ norwegian }: Pick<MessageKommune, 'norwegian'>): 'nb' | 'nn' =>
  norwegian === 'nn' ? 'nn' : 'nb';

export interface LanguageWishes {
  /** What the person has chosen with us, if anything. Can name languages that the contact register can not. */
  readonly chosen: Language | null;
  /** Language in the contact and reservation register (nb, nn, se or en); null when none is given. */
  readonly registered: CompleteLanguage | null;
}

/**
 * The languages a message to a person is written in, the person's own first.
 *
 * In the administrative area for Sámi languages a message to everyone is an announcement and goes out in the
 * kommune's Sámi language beside Norwegian; elsewhere one language is enough. Sámi identity is never guessed:
 * only the kommune and the person's own choice count.
 *
 * Legal source: sameloven § 3-2; språklova.
 */
export function messageLanguages(wishes: LanguageWishes, kommune: MessageKommune): readonly Language[] {
  const own = wishes.chosen ?? wishes.registered ?? norwegianOf(kommune);
  const norwegian = own === 'nb' || own === 'nn' ? own : norwegianOf(kommune);
  const both = kommune.sami === null ? [] : [kommune.sami, norwegian];
  return [...new Set<Language>([own, ...both])];
}
