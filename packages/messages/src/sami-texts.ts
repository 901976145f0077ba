import { catalogue, templateNames } from './catalogue.ts';
import { type CommonTexts, commonTexts, fallbackNotices } from './common-texts.ts';
import { textParts } from './text-parts.ts';

export interface SamiText {
  readonly where: string;
  readonly norwegian: string;
  readonly sami: string;
}

/** Every Northern Sámi text of the messages, beside the Norwegian one. Texts that stand in several places are listed once. */
export const samiMessageTexts = (): readonly SamiText[] => unique([...commonPairs(), ...templatePairs()]);

/** What a message says when it does not exist in South or Lule Sámi, by language. */
export const samiNotices = (): readonly (readonly [string, string])[] => [
  ['sma', fallbackNotices.sma.own],
  ['smj', fallbackNotices.smj.own],
  ['se, about South Sámi', fallbackNotices.sma.inFallback.se],
  ['se, about Lule Sámi', fallbackNotices.smj.inFallback.se],
];

function templatePairs(): readonly SamiText[] {
  return templateNames.flatMap((name) => {
    const norwegian = textParts(catalogue[name].texts, 'nb');
    return textParts(catalogue[name].texts, 'se').map((part, index) => ({
      where: `${name}, ${part.name}`,
      norwegian: norwegian[index]?.text ?? '',
      sami: part.text,
    }));
  });
}

function commonPairs(): readonly SamiText[] {
  const norwegian = linesOf(commonTexts.nb);
  return linesOf(commonTexts.se).map(({ where, text }, index) => ({
    where,
    norwegian: norwegian[index]?.text ?? '',
    sami: text,
  }));
}

function linesOf(texts: CommonTexts): readonly { readonly where: string; readonly text: string }[] {
  const { greeting, closing, questions, letter, privacy, appealAdmission, appealFee } = texts;
  const groups = {
    greeting: [greeting],
    closing: [closing],
    questions: [questions],
    letterhead: Object.values(letter),
    privacy,
    'appeal over admission': appealAdmission,
    'appeal over a fee': appealFee,
  };
  return Object.entries(groups).flatMap(([where, lines]) => lines.map((text) => ({ where, text })));
}

function unique(texts: readonly SamiText[]): readonly SamiText[] {
  return [...new Map(texts.map((text) => [text.sami, text] as const).reverse()).values()].reverse();
}
