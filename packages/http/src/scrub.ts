import { nationalIdFamily } from '@opptak/domain';

/** Eleven digits in a row are an identity number or a bank account number; neither belongs in a log. */
const elevenDigits = /(?<!\d)\d{11}(?!\d)/g;
/** Ten digits may be an identity number that was read as a number and lost its leading zero. */
const tenDigits = /(?<!\d)\d{10}(?!\d)/g;
/** Digits with what people and URLs put between them: blanks of all kinds, dots, hyphens, "+", "%20". */
const between =
  '(?:[\\s\\u00a0\\u200b\\u2060.\\-\\u2010-\\u2015_/+,:]|%20|%C2%A0|\\\\u[0-9a-f]{4}|\\\\[nrt]){0,3}';
const spaced = new RegExp(`(?<![0-9A-Za-z])\\d(?:${between}\\d){10}(?![0-9A-Za-z])`, 'gi');

const mark = '[id]';
const isId = (digits: string): boolean => nationalIdFamily(digits) !== null;

/**
 * Takes identity numbers out of a text: the last line of defence of the log, behind "do not write them".
 * Eleven digits together always go; digits with something between them go when the check digits are right, since
 * timestamps and lists of numbers look alike.
 */
export function scrub(text: string): string {
  return text
    .replaceAll(spaced, (match) => (isId(digitsOf(match)) ? mark : match))
    .replaceAll(elevenDigits, mark)
    .replaceAll(tenDigits, (match) => (isId(`0${match}`) ? mark : match));
}

/** The escapes between digits hold digits of their own. */
const digitsOf = (match: string): string =>
  match.replace(/%20|%C2%A0|\\u[0-9a-f]{4}/gi, '').replace(/\D/g, '');
