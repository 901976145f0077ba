import type { CompleteLanguage } from './language.ts';
import type { TemplateText } from './template.ts';

/** One text of a template, with the name it has there: "sms", "letter 3". */
export interface TextPart {
  readonly name: string;
  readonly text: string;
}

/** Every text of a template in one language. Used by the checks on the catalogue and the list for Sámi speakers. */
export function textParts(
  texts: Readonly<Record<CompleteLanguage, TemplateText>>,
  language: CompleteLanguage,
): readonly TextPart[] {
  const { subject, title, sms, email = [], letter = [], below = [] } = texts[language];
  const single = [
    { name: 'subject', text: subject },
    { name: 'title', text: title ?? '' },
    { name: 'sms', text: sms ?? '' },
  ];
  const many = Object.entries({ email, letter, below }).flatMap(([name, paragraphs]) =>
    paragraphs.map((text, index) => ({ name: `${name} ${index + 1}`, text })),
  );
  return [...single, ...many].filter(({ text }) => text !== '');
}
