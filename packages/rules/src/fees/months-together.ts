import { addMonths, type IsoDate } from '@opptak/domain';

/** Months of living together, of the last eighteen, that make two adults cohabitants without a joint child. */
export const COHABITANT_MONTHS = 12;
export const COHABITANT_PERIOD = 18;

/**
 * Whole months that two people have been registered at one address, of the eighteen before a day. A register that shows
 * the present address only shows the least it can have been: where two may have moved in together from another common
 * address, the months before are not known.
 *
 * @param movedOn the days the two moved to the address; null when one is not known.
 * @returns null when it is not known whether it is twelve months.
 */
export function monthsTogether(
  movedOn: readonly [IsoDate | null, IsoDate | null],
  on: IsoDate,
): number | null {
  const [one, other] = movedOn;
  if (one === null || other === null) return null;
  const [earlier, later] = one <= other ? [one, other] : [other, one];
  const known = wholeMonths(later, on);
  if (known >= COHABITANT_MONTHS) return known;
  // Before the later one came they lived apart, until the earlier one came; before that nothing is known.
  const unknown = COHABITANT_PERIOD - wholeMonths(earlier, on);
  return known + unknown < COHABITANT_MONTHS ? known : null;
}

/** Whole months from a day to another, 0 to 18. */
function wholeMonths(from: IsoDate, to: IsoDate): number {
  let months = 0;
  while (months < COHABITANT_PERIOD && addMonths(from, months + 1) <= to) months += 1;
  return months;
}
