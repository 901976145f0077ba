import { fill, type Language, type TextValues } from '../bylaws/language.ts';
import { explanationTextsEn } from './texts/en.ts';
import { type ExplanationTextKey, type ExplanationTexts, explanationTextsNb } from './texts/nb.ts';
import { explanationTextsNn } from './texts/nn.ts';
import { explanationTextsSe } from './texts/se.ts';

export const explanationTexts: Readonly<Record<Language, ExplanationTexts>> = {
  nb: explanationTextsNb,
  nn: explanationTextsNn,
  en: explanationTextsEn,
  se: explanationTextsSe,
};

/** One text of an explanation. @throws RangeError when a value is missing. */
export function explanationText(
  language: Language,
  key: ExplanationTextKey,
  values: TextValues = {},
): string {
  return fill(explanationTexts[language][key], values);
}
