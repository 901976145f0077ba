/** Whole kroner. */
export type Kroner = number & { readonly __brand: 'Kroner' };
/** Whole øre: 100 øre are one krone. Credit rows are negative. */
export type Oere = number & { readonly __brand: 'Oere' };

/** @throws RangeError when the amount is not a whole, safe number. */
export function kroner(amount: number): Kroner {
  if (!Number.isSafeInteger(amount)) throw new RangeError('Not whole kroner');
  return amount as Kroner;
}

/** @throws RangeError when the amount is not a whole, safe number. */
export function oere(amount: number): Oere {
  if (!Number.isSafeInteger(amount)) throw new RangeError('Not whole øre');
  return amount as Oere;
}

export const oereOf = (amount: Kroner): Oere => oere(amount * 100);
