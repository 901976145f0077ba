/** Four-digit kommune number as text, with its leading zero: "0301". */
export type KommuneNumber = string & { readonly __brand: 'KommuneNumber' };

/** @throws RangeError when `text` is not four digits. */
export function kommuneNumber(text: string): KommuneNumber {
  if (!/^\d{4}$/.test(text)) throw new RangeError('Not a kommune number (four digits)');
  return text as KommuneNumber;
}
