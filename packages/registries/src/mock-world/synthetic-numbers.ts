import { withCheckDigits } from '@opptak/domain';

/** Hands out synthetic identity numbers (month + 80), each once. */
export interface SyntheticNumbers {
  /** @throws RangeError when all numbers of that day and sex are taken. */
  next(birthDate: string, sex: 'female' | 'male', dNumber?: boolean): string;
  /** Somebody brought a number of their own. */
  take(nationalId: string): void;
}

/** The same seed gives the same numbers in the same order. */
export function syntheticNumbers(seed: number): SyntheticNumbers {
  const taken = new Set<string>();
  return {
    next(birthDate, sex, dNumber = false) {
      const year = Number(birthDate.slice(0, 4));
      // The century stands in the individual number: 500–999 for 2000–2039, 000–499 for 1900–1999.
      const first = year >= 2000 ? 500 : 0;
      const day = String(Number(birthDate.slice(8, 10)) + (dNumber ? 40 : 0)).padStart(2, '0');
      const month = String(Number(birthDate.slice(5, 7)) + 80);
      for (let step = 0; step < 250; step += 1) {
        const individual = first + ((((seed * 37 + step) % 250) + 250) % 250) * 2 + (sex === 'male' ? 1 : 0);
        const nine = `${day}${month}${birthDate.slice(2, 4)}${String(individual).padStart(3, '0')}`;
        const number = withCheckDigits(nine);
        if (number === null || taken.has(number)) continue;
        taken.add(number);
        return number;
      }
      throw new RangeError('All synthetic numbers of this day are taken');
    },
    take: (nationalId) => void taken.add(nationalId),
  };
}
