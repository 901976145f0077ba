import { catalogue, templateNames } from './catalogue.ts';
import { type CommonTexts, commonTexts, fallbackNotices } from './common-texts.ts';
import { textParts } from './text-parts.ts';

interface SamiText {
  readonly where: string;
  readonly norwegian: string;
  readonly sami: string;
}

/**
 * Every Sámi text there is, beside the Norwegian one, as a page for the speaker who checks it. Texts that stand
 * in several places are listed once.
 */
export function samiTextsPage(): string {
  const se = unique([...commonPairs(), ...templatePairs()]);
  return [
    '# Sámi texts that a speaker must check',
    '',
    'Written without a native speaker. Until someone who speaks the language has read a text, it is not ready for',
    'families. This page is made from the catalogue: a test fails when it lacks a text.',
    '',
    `## Northern Sámi (${se.length} texts)`,
    '',
    ...se.flatMap(({ where, norwegian, sami }, index) => [
      `${index + 1}. ${where}`,
      `   - nb: ${norwegian}`,
      `   - se: ${sami}`,
    ]),
    '',
    '## South Sámi and Lule Sámi',
    '',
    'No messages exist in these languages: they come in Northern Sámi or Norwegian, after this sentence.',
    '',
    `- sma: ${fallbackNotices.sma.own}`,
    `- smj: ${fallbackNotices.smj.own}`,
    `- se, about South Sámi: ${fallbackNotices.sma.inFallback.se}`,
    `- se, about Lule Sámi: ${fallbackNotices.smj.inFallback.se}`,
    '',
  ].join('\n');
}

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
