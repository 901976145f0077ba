import { nationalIdFamily, withCheckDigits } from '@opptak/domain';

/** Hands out synthetic identity numbers (month + 80), each once. */
export interface SyntheticNumbers {
  /** @throws RangeError when all numbers of that day and sex are taken (about 800). */
  next(birthDate: string, sex: 'female' | 'male', dNumber?: boolean): string;
  /** Somebody brought a number of their own. */
  take(nationalId: string): void;
}

/**
 * The same seed gives the same numbers in the same order: first those with today's check digits, then, when a day has
 * run out of them, those that are given out from 2032.
 */
export function syntheticNumbers(seed: number): SyntheticNumbers {
  const taken = new Set<string>();
  /** Where each day and sex has come to. */
  const rows = new Map<string, Iterator<string>>();
  return {
    next(birthDate, sex, dNumber = false) {
      const key = `${birthDate}/${sex}/${dNumber}`;
      const row = rows.get(key) ?? candidates(nineDigits(birthDate, sex, dNumber, seed));
      rows.set(key, row);
      for (let step = row.next(); !step.done; step = row.next()) {
        if (taken.has(step.value)) continue;
        taken.add(step.value);
        return step.value;
      }
      throw new RangeError('All synthetic numbers of this day are taken');
    },
    take: (nationalId) => void taken.add(nationalId),
  };
}

function* candidates(nines: readonly string[]): Generator<string> {
  for (const nine of nines) yield* today(nine);
  for (const nine of nines) yield* from2032(nine);
}

/** Day, month + 80, year, and the individual numbers of that century and sex, beginning somewhere else for each seed. */
function nineDigits(
  birthDate: string,
  sex: 'female' | 'male',
  dNumber: boolean,
  seed: number,
): readonly string[] {
  const day = String(Number(birthDate.slice(8, 10)) + (dNumber ? 40 : 0)).padStart(2, '0');
  const month = String(Number(birthDate.slice(5, 7)) + 80);
  // The century stands in the individual number: 500–999 for 2000–2039, 000–499 for 1900–1999.
  const first = Number(birthDate.slice(0, 4)) >= 2000 ? 500 : 0;
  return Array.from({ length: 250 }, (_, step) => {
    const individual = first + ((Math.abs(seed) * 37 + step) % 250) * 2 + (sex === 'male' ? 1 : 0);
    return `${day}${month}${birthDate.slice(2, 4)}${String(individual).padStart(3, '0')}`;
  });
}

function today(nine: string): readonly string[] {
  const number = withCheckDigits(nine);
  return number === null ? [] : [number];
}

function from2032(nine: string): readonly string[] {
  return Array.from({ length: 100 }, (_, digits) => `${nine}${String(digits).padStart(2, '0')}`).filter(
    (number) => nationalIdFamily(number) !== null,
  );
}
