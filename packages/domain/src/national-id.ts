/**
 * Norwegian identity numbers: fødselsnummer and D-number, eleven digits.
 * Nothing is read from the number but its validity and family: from 2032 it says neither sex nor century, and
 * D-number series have been reused. Birth dates come from Folkeregisteret.
 */
export type NationalId = string & { readonly __brand: 'NationalId' };

export interface NationalIdFamily {
  readonly kind: 'foedselsnummer' | 'd-number';
  /** Synthetic numbers have their month raised by 80. */
  readonly synthetic: boolean;
}

const firstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2] as const;
const secondWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;
const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Reads which family an identity number belongs to.
 * Accepts today's check digits (both remainders 0) and those issued from 2032 (first remainder 0–3).
 *
 * @returns null when it is no valid number of either family.
 */
export function nationalIdFamily(text: string): NationalIdFamily | null {
  if (!/^\d{11}$/.test(text)) return null;
  const digits = [...text].map(Number);
  const first = remainder(digits, firstWeights);
  const second = remainder(digits, secondWeights);
  if (first > 3 || second !== 0) return null;
  const dNumber = (digits[0] ?? 0) >= 4;
  const day = Number(text.slice(0, 2)) - (dNumber ? 40 : 0);
  const rawMonth = Number(text.slice(2, 4));
  const synthetic = rawMonth > 80;
  const lastDay = daysOfMonth[rawMonth - (synthetic ? 80 : 0) - 1];
  if (lastDay === undefined || day < 1 || day > lastDay) return null;
  if (lastDay === 29 && day === 29 && !leapDayPossible(text, first)) return null;
  return { kind: dNumber ? 'd-number' : 'foedselsnummer', synthetic };
}

/** Which number families an environment takes in: production refuses synthetic numbers, everything else takes only them. */
export type NationalIdPolicy = 'real' | 'synthetic';

/**
 * Takes in an identity number.
 *
 * @throws RangeError when it is not valid, or of a family that this environment refuses. The message never holds the number.
 */
export function nationalId(text: string, policy: NationalIdPolicy): NationalId {
  const family = nationalIdFamily(text);
  if (!family) throw new RangeError('Not a valid identity number');
  if (family.synthetic !== (policy === 'synthetic')) {
    throw new RangeError(`This environment takes ${policy} identity numbers only`);
  }
  return text as NationalId;
}

/** For people and logs that must tell two numbers apart without showing them: the birth part stays hidden too. */
export const maskedNationalId = (text: string): string => `*********${text.slice(-2)}`;

/**
 * Completes nine digits with today's check digits.
 *
 * @returns null when the nine digits give a check digit of 10, which is never issued.
 */
export function withCheckDigits(nineDigits: string): string | null {
  const digits = [...nineDigits].map(Number);
  const k1 = checkDigit(digits, firstWeights);
  const k2 = checkDigit([...digits, k1], secondWeights);
  return k1 === 10 || k2 === 10 ? null : `${nineDigits}${k1}${k2}`;
}

function remainder(digits: readonly number[], weights: readonly number[]): number {
  return (weighted(digits, weights) + (digits[weights.length] ?? 0)) % 11;
}

function checkDigit(digits: readonly number[], weights: readonly number[]): number {
  return (11 - (weighted(digits, weights) % 11)) % 11;
}

function weighted(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
}

/** With today's rule the century follows from the individual number; from 2032 it does not, so any leap year will do. */
function leapDayPossible(text: string, firstRemainder: number): boolean {
  const year = Number(text.slice(4, 6));
  const individual = Number(text.slice(6, 9));
  if (firstRemainder !== 0 || year !== 0) return year % 4 === 0;
  // Year 00 is 1900 (no leap year) for the numbers 000–499, and 2000 (a leap year) for 500–999.
  return individual >= 500 || Number(text[0]) >= 4;
}
