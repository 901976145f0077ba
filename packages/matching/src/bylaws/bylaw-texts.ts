import { fill, type Language, type TextValues } from './language.ts';
import { bylawTextsEn } from './texts/en.ts';
import { type BylawTextKey, type BylawTexts, bylawTextsNb } from './texts/nb.ts';
import { bylawTextsNn } from './texts/nn.ts';
import { bylawTextsSe } from './texts/se.ts';

export const bylawTexts: Readonly<Record<Language, BylawTexts>> = {
  nb: bylawTextsNb,
  nn: bylawTextsNn,
  en: bylawTextsEn,
  se: bylawTextsSe,
};

/** One text about rules. @throws RangeError when a value is missing. */
export function bylawText(language: Language, key: BylawTextKey, values: TextValues = {}): string {
  return fill(bylawTexts[language][key], values);
}
