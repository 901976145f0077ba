/** Languages every text exists in: bokmål, nynorsk, English and Northern Sámi (the codes of the contact register). */
export const languages = ['nb', 'nn', 'en', 'se'] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (text: string): text is Language => languages.some((language) => language === text);

/** One text in every language. A missing language does not compile. */
export type Texts = Readonly<Record<Language, string>>;

export type TextValues = Readonly<Record<string, string | number>>;

/**
 * Fills the {placeholders} of a text.
 *
 * @throws RangeError when the text asks for a value that is not given: a letter never goes out with a hole in it.
 */
export function fill(template: string, values: TextValues): string {
  return template.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`The text lacks a value for {${name}}`);
    return String(value);
  });
}

/** The names of the placeholders in a text, sorted: two translations of one text must ask for the same ones. */
export function placeholders(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\{([a-zA-Z]+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

/** "a", "a and b", "a, b and c" – with the language's own word for "and". */
export function listed(language: Language, parts: readonly string[]): string {
  const and: Texts = { nb: 'og', nn: 'og', en: 'and', se: 'ja' };
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${and[language]} ${parts.at(-1)}`;
}

const months: Readonly<Record<Language, readonly string[]>> = {
  nb: 'januar februar mars april mai juni juli august september oktober november desember'.split(' '),
  nn: 'januar februar mars april mai juni juli august september oktober november desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
  se: [
    'ođđajagemánnu guovvamánnu njukčamánnu cuoŋománnu miessemánnu geassemánnu',
    'suoidnemánnu borgemánnu čakčamánnu golggotmánnu skábmamánnu juovlamánnu',
  ]
    .join(' ')
    .split(' '),
};

/**
 * A date as people read it: "1. august 2027", "1 August 2027", "borgemánu 1. b. 2027".
 *
 * @param date YYYY-MM-DD. @throws RangeError when it is not.
 */
export function dateText(language: Language, date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const name = months[language][Number(month) - 1];
  if (name === undefined) throw new RangeError('Not a calendar date (YYYY-MM-DD)');
  if (language === 'en') return `${Number(day)} ${name} ${year}`;
  // Northern Sámi puts the month first, in the genitive: -mánnu becomes -mánu.
  if (language === 'se') return `${name.replace(/mánnu$/, 'mánu')} ${Number(day)}. b. ${year}`;
  return `${Number(day)}. ${name} ${year}`;
}
